import type { Figure, SeriesPoint } from "../../impact/view.ts";
import { Funding } from "../../model/gift.ts";

/** The payers, in the order of the pages. */
export const fundings: readonly Funding[] = Funding.options;

/** What one funding gave in one currency: pending and settled together, which are the same kind of money. */
export function netOf(figure: Figure): number {
  return figure.pending + figure.settled;
}

/** Figures in the currency that is shown first, and those of each other one, which are folded. */
export function byCurrency(figures: readonly Figure[], own: string | undefined) {
  const [first, ...others] = currencies(figures, own).map((currency) => ({
    currency,
    figures: figures.filter((figure) => figure.currency === currency),
  }));
  return first && { first, others };
}

/** The currency that a visitor asked for by name, if anything was given in it. */
export function askedCurrency(
  asked: string | undefined,
  figures: readonly Pick<Figure, "currency">[],
): string | undefined {
  const code = asked?.trim().toUpperCase();
  return figures.find(({ currency }) => currency === code)?.currency;
}

/** The currencies of some figures: the reader's own first, if it is among them, then the one with the most gifts. */
export function currencies(
  figures: readonly Pick<Figure, "currency" | "gifts">[],
  own?: string,
): readonly string[] {
  const gifts = Map.groupBy(figures, (figure) => figure.currency);
  const isOwn = ({ currency }: Pick<Figure, "currency">) => Number(currency === own);
  return [...gifts]
    .map(([currency, same]) => ({ currency, gifts: same.reduce((all, figure) => all + figure.gifts, 0) }))
    .toSorted(
      (one, other) =>
        isOwn(other) - isOwn(one) || other.gifts - one.gifts || (one.currency < other.currency ? -1 : 1),
    )
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
