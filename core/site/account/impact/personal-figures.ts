import type { PersonalFigure, PersonalImpact } from "../../../impact/read-personal.ts";
import type { CauseView, Figure } from "../../../impact/view.ts";
import type { WeightedCause } from "../../../model/customer.ts";
import type { Funding } from "../../../model/gift.ts";
import { fundings } from "../../community/amounts.ts";

/** What one funding gave in one currency because of one customer. */
export interface Total extends Pick<PersonalFigure, "funding" | "currency" | "pending" | "settled"> {}

/** The part of one customer in what one funding gave in one currency, in hundredths of a percent; at most all of it. */
export interface CauseShare {
  readonly funding: Funding;
  readonly currency: string;
  readonly basisPoints: number;
}

/** A cause that the customer chose or gave to, with what their purchases gave to it. */
export interface OwnCause {
  readonly cause: CauseView;
  readonly figures: readonly Total[];
}

export function netTotal({ pending, settled }: Total): number {
  return pending + settled;
}

/** By funding, in the order of the pages, and by currency: never added across either. */
export function totals(figures: readonly PersonalFigure[]): Total[] {
  const kinds = Map.groupBy(figures, ({ funding, currency }) => `${currency} ${funding}`);
  return [...kinds.values()]
    .flatMap(([first, ...rest]) => {
      if (first === undefined) return [];
      const { funding, currency } = first;
      const sum = (of: "pending" | "settled") => rest.reduce((all, one) => all + one[of], first[of]);
      return [{ funding, currency, pending: sum("pending"), settled: sum("settled") }];
    })
    .filter((total) => netTotal(total) !== 0)
    .toSorted(
      (one, other) =>
        fundings.indexOf(one.funding) - fundings.indexOf(other.funding) ||
        (one.currency < other.currency ? -1 : 1),
    );
}

/**
 * Each kind of money and each currency compared with itself. None where the community's figure is not above zero, or
 * the customer's is not: of nothing there is no part. The community's figures follow the ledger by a moment, and no
 * customer is shown a larger part than the whole.
 */
export function shares(own: readonly Total[], community: readonly Figure[]): CauseShare[] {
  return own.flatMap((total) => {
    const { funding, currency } = total;
    const all = community.find((one) => one.funding === funding && one.currency === currency);
    const whole = all === undefined ? 0 : all.pending + all.settled;
    const part = netTotal(total);
    if (whole <= 0 || part <= 0) return [];
    return [{ funding, currency, basisPoints: Math.min(10_000, (part * 10_000) / whole) }];
  });
}

/** Causes that were chosen, then those that were given to besides, each in the order of the brand. */
export function ownCauses(
  causes: readonly CauseView[],
  { figures }: Pick<PersonalImpact, "figures">,
  chosen: readonly WeightedCause[],
): OwnCause[] {
  const isChosen = (slug: string) => chosen.some(({ cause }) => cause === slug);
  const own = causes.map((cause) => ({
    cause,
    figures: totals(figures.filter((figure) => figure.cause === cause.slug)),
  }));
  return [
    ...own.filter(({ cause }) => isChosen(cause.slug)),
    ...own.filter(({ cause, figures }) => !isChosen(cause.slug) && figures.length > 0),
  ];
}
