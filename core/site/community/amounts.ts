import type { Figure, SeriesPoint } from "../../impact/view.ts";
import { Funding } from "../../model/gift.ts";

/** The payers, in the order of the pages. */
export const fundings: readonly Funding[] = Funding.options;

/** What one funding gave in one currency: pending and settled together, which are the same kind of money. */
export function netOf(figure: Figure): number {
  return figure.pending + figure.settled;
}

/** Figures of one funding, the currency with the most gifts first. */
export function figuresOf(figures: readonly Figure[], funding: Funding): readonly Figure[] {
  const order = currencies(figures);
  return figures
    .filter((figure) => figure.funding === funding)
    .toSorted((one, other) => order.indexOf(one.currency) - order.indexOf(other.currency));
}

/** The currencies of some figures, the one with the most gifts first. */
export function currencies(figures: readonly Figure[]): readonly string[] {
  const gifts = Map.groupBy(figures, (figure) => figure.currency);
  return [...gifts]
    .map(([currency, same]) => ({ currency, gifts: same.reduce((all, figure) => all + figure.gifts, 0) }))
    .toSorted((one, other) => other.gifts - one.gifts || (one.currency < other.currency ? -1 : 1))
    .map(({ currency }) => currency);
}

/** The points of one currency by day: what each funding gave on it. */
export function byDay(
  series: readonly SeriesPoint[],
  currency: string,
): ReadonlyMap<string, ReadonlyMap<Funding, number>> {
  const days = Map.groupBy(
    series.filter((point) => point.currency === currency),
    (point) => point.day,
  );
  return new Map(
    [...days].map(([day, points]) => [day, new Map(points.map((point) => [point.funding, point.net]))]),
  );
}
