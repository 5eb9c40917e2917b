import type * as z from "zod";
import type { Day } from "../model/purchase.ts";
import { exactSum } from "./exact-sum.ts";
import type { DayTotals, MonthTotals } from "./impact.store.ts";
import type { Sum, Totals } from "./impact.ts";
import type { CauseChoices, Choices, Counts, Figure, MonthPoint, SeriesPoint } from "./view.ts";

/** What readers are shown comes from these rows: all time, and the days on which something may still be pending. */
export interface FundingTotals {
  readonly today: Day;
  readonly allTime: Totals;
  readonly days: readonly DayTotals[];
}

/** Of one cause, of some, or of all of them together. */
type Of = string | "everything" | readonly string[];

function sumsOf(totals: Totals, of: Of): readonly Sum[] {
  if (of === "everything") return totals.sums;
  return totals.sums.filter(({ cause }) => (typeof of === "string" ? cause === of : of.includes(cause)));
}

function kindOf({ funding, currency }: Pick<Sum, "funding" | "currency">): string {
  return `${funding} ${currency}`;
}

function byKind<Item extends Pick<Sum, "funding" | "currency">>(a: Item, b: Item): number {
  return kindOf(a) < kindOf(b) ? -1 : kindOf(a) > kindOf(b) ? 1 : 0;
}

function total(sums: readonly Sum[], amount: (sum: Sum) => number): number {
  return exactSum(sums.map(amount));
}

/**
 * What was given, by funding and currency, which are never added to one another. Pending is what is settled on a
 * later day than today; settled is the rest of all time.
 */
export function figures({ today, allTime, days }: FundingTotals, of: Of): Figure[] {
  const waiting = days
    .flatMap(({ totals }) => sumsOf(totals, of))
    .filter((sum) => sum.settlesOn !== undefined && sum.settlesOn > today);
  const kinds = Map.groupBy(sumsOf(allTime, of), kindOf);
  return [...kinds]
    .flatMap(([kind, sums]) => {
      const [first] = sums;
      if (first === undefined) return [];
      const pending = total(
        waiting.filter((sum) => kindOf(sum) === kind),
        (sum) => sum.net,
      );
      return [
        {
          funding: first.funding,
          currency: first.currency,
          pending,
          settled: total(sums, (sum) => sum.net) - pending,
          takenBack: Math.max(
            0,
            total(sums, (sum) => sum.takenBack),
          ),
          gifts: total(sums, (sum) => sum.gifts),
        },
      ];
    })
    .toSorted(byKind);
}

/** By the day of the purchase, net of what refunds took back since; days from `from` on which something was given. */
export function series({ days }: FundingTotals, of: Of, from: Day): SeriesPoint[] {
  return days
    .filter(({ day }) => day >= from)
    .toSorted((a, b) => (a.day < b.day ? -1 : 1))
    .flatMap(({ day, totals }) =>
      [...Map.groupBy(sumsOf(totals, of), kindOf).values()]
        .flatMap(([first, ...rest]) => (first === undefined ? [] : [{ first, sums: [first, ...rest] }]))
        .map(({ first, sums }) => ({
          day,
          funding: first.funding,
          currency: first.currency,
          net: total(sums, (sum) => sum.net),
        }))
        .toSorted(byKind),
    );
}

/** What one month gave, by cause, funding and currency: a month keeps one sum of each. */
export function figuresOfMonth({ month, totals }: MonthTotals): MonthPoint[] {
  return totals.sums.map(({ cause, funding, currency, net, takenBack, gifts }) => ({
    month,
    cause,
    funding,
    currency,
    net,
    takenBack,
    gifts,
  }));
}

/** Purchases that gave, those of them that were returned in full, and customers who gave, to one cause or at all. */
export function counts({ allTime }: FundingTotals, of: string): z.infer<typeof Counts> {
  const name = of === "everything" ? "*" : of;
  const count = allTime.counts.find((one) => one.cause === name);
  return {
    purchases: count?.purchases ?? 0,
    returned: count?.returned ?? 0,
    customers: count?.customers ?? 0,
  };
}

/** Of all purchases that gave, how many each kind of choice led; and how many purchases gave nothing. */
export function choices({ allTime }: FundingTotals): z.infer<typeof Choices> {
  const count = allTime.counts.find((one) => one.cause === "*");
  const [order, customer, claimed] = [count?.byOrder ?? 0, count?.byCustomer ?? 0, count?.byClaim ?? 0];
  return { order, customer, claimed, none: (count?.purchases ?? 0) - order - customer - claimed };
}

/** The same of one cause, with those that nobody chose it for. */
export function choicesOf(cause: string, { allTime }: Pick<FundingTotals, "allTime">): CauseChoices {
  const count = allTime.counts.find((one) => one.cause === cause);
  return {
    order: count?.byOrder ?? 0,
    customer: count?.byCustomer ?? 0,
    claimed: count?.byClaim ?? 0,
    default: count?.byDefault ?? 0,
    split: count?.bySplit ?? 0,
  };
}

export function withoutGift({ allTime }: FundingTotals): number {
  return allTime.counts.find((one) => one.cause === "*")?.withoutGift ?? 0;
}
