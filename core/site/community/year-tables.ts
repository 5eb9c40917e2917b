import { exactSum } from "../../impact/exact-sum.ts";
import type { MonthPoint } from "../../impact/view.ts";
import type { Funding } from "../../model/gift.ts";

/** What each payer gave, in one currency; a payer who gave nothing is left out. */
export type Payers = ReadonlyMap<Funding, number>;

/** One currency of a year: its months and its causes, which are the same gifts, and what they come to. */
export interface CurrencyYear {
  readonly currency: string;
  readonly months: readonly { readonly month: string; readonly net: Payers }[];
  readonly causes: readonly { readonly cause: string; readonly net: Payers }[];
  readonly year: Payers;
}

/** Of each payer by itself: no two payers are added. */
function payers(points: readonly MonthPoint[]): Payers {
  return new Map(
    [...Map.groupBy(points, ({ funding }) => funding)].map(([funding, same]) => [
      funding,
      exactSum(same.map(({ net }) => net)),
    ]),
  );
}

/** The months from the first of the year to `last`, with or without gifts, and the causes to which something was given. */
export function currencyYear(points: readonly MonthPoint[], currency: string, last: string): CurrencyYear {
  const own = points.filter((point) => point.currency === currency);
  const year = last.slice(0, "2026".length);
  const count = Number(last.slice("2026-".length));
  const months = Array.from({ length: count }, (_, at) => `${year}-${String(at + 1).padStart(2, "0")}`);
  const causes = [...new Set(own.map(({ cause }) => cause))];
  return {
    currency,
    months: months.map((month) => ({ month, net: payers(own.filter((point) => point.month === month)) })),
    causes: causes.map((cause) => ({ cause, net: payers(own.filter((point) => point.cause === cause)) })),
    year: payers(own),
  };
}
