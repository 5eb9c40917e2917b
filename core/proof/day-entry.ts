import type { Funding } from "../model/gift.ts";
import type { Currency } from "../model/money.ts";
import type { CauseSlug, Day } from "../model/purchase.ts";
import { lines, type TreeKind } from "./gift-leaf.ts";

/**
 * One tree, as the log publishes it: `from` is the first day whose gifts are in it, `leaves` their number with padding.
 */
export interface TreeSum {
  readonly cause: CauseSlug;
  readonly funding: Funding;
  readonly from: Day;
  readonly sum: number;
  readonly leaves: number;
  readonly root: Buffer;
}

/** The trees of one kind and currency that a day published. */
export interface DayEntry {
  readonly day: Day;
  readonly kind: TreeKind;
  readonly currency: Currency;
  readonly trees: readonly TreeSum[];
}

/**
 * The entry of a log for them, the same whatever their order. Those of 100 causes, the most that a brand has, fit into the 65,535
 * bytes that an entry may have.
 */
export function dayEntryText({ day, kind, currency, trees }: DayEntry): string {
  const sums = trees.map(({ cause, funding, from, sum, leaves, root }) =>
    [cause, funding, from, sum, leaves, root.toString("base64")].join(" "),
  );
  return lines([
    "wellspring/day/v1",
    `day ${day}`,
    `tree ${kind}`,
    `currency ${currency}`,
    ...sums.toSorted(),
  ]);
}
