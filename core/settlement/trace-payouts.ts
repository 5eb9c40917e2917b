import type { RecordedOrder } from "../giving/ledger/statement.ts";
import type { Funding } from "../model/gift.ts";
import type { CauseSlug, Day } from "../model/purchase.ts";
import { type DayOf, payableFrom } from "./payable.ts";
import { type Payout, reopenedAt } from "./payout.ts";

/** What of a purchase counts for a cause in what is payable, from one day on, in minor units of the purchase's currency. */
export interface PayablePart {
  readonly cause: CauseSlug;
  readonly funding: Funding;
  readonly minor: number;
  readonly from: Day;
}

/** A part with the payouts that counted it, first to last: each but the last was returned or cancelled. */
export interface PaidPart extends PayablePart {
  readonly payouts: readonly Payout[];
}

/**
 * From which day on what parts of a purchase count: they are settled, the ledger has them, and the cause was picked or can be
 * no more. One for each cause, funding and day.
 */
export function payableParts(order: RecordedOrder, dayOf: DayOf): PayablePart[] {
  const { accrual, amendments } = order;
  const choice = choiceDay(order, dayOf);
  const parts = [accrual, ...amendments].flatMap((entry) =>
    entry.parts.map((part): PayablePart => {
      const { cause, funding, minor } = part;
      const settled = payableFrom(entry, part, dayOf);
      return { cause, funding, minor, from: choice !== undefined && choice > settled ? choice : settled };
    }),
  );
  return [...Map.groupBy(parts, ({ cause, funding, from }) => [cause, funding, from].join(" "))]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, some]) => {
      const minor = some.reduce((sum, one) => sum + one.minor, 0);
      return some[0] === undefined || minor === 0 ? [] : [{ ...some[0], minor }];
    });
}

/** The day on which the cause of a purchase is picked, or its time to be picked is over; undefined where it never could be. */
export function choiceDay({ accrual, amendments }: RecordedOrder, dayOf: DayOf): Day | undefined {
  if (accrual.claimUntil === undefined) return undefined;
  const picked = amendments.flatMap((one) => (one.kind === "reassignment" ? [dayOf(one.recordedAt)] : []));
  return [dayOf(accrual.claimUntil), ...picked].toSorted()[0];
}

/**
 * Follows a purchase into payouts. A payout pays a difference of totals; it counted each part that was payable by the end of its day,
 * so the first of its account that did is the one that paid it, also where the cause came to nothing in it and it does not name it.
 * Once that came back, the first that was batched afterwards pays it again, by the times that both say.
 */
export function tracePayouts(order: RecordedOrder, payouts: readonly Payout[], dayOf: DayOf): PaidPart[] {
  const { currency } = order.accrual;
  return payableParts(order, dayOf).map((part) => {
    const charity = payouts.find(({ causes }) => causes.includes(part.cause))?.charity;
    const counted = payouts
      .filter((one) => one.charity === charity && one.currency === currency && one.funding === part.funding)
      .filter(({ through }) => through >= part.from)
      .toSorted((a, b) => a.version - b.version);
    return { ...part, payouts: following(counted) };
  });
}

/** The first, and after each that came back the first that was batched since. */
function following(counted: readonly Payout[]): Payout[] {
  const way: Payout[] = [];
  for (const payout of counted) {
    const last = way.at(-1);
    const cameBackAt = last === undefined ? undefined : reopenedAt(last);
    if (last === undefined || (cameBackAt !== undefined && payout.batched.at >= cameBackAt)) way.push(payout);
  }
  return way;
}
