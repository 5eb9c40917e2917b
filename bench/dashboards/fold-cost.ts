import { BUSY_ENTRIES, FOLD_WINDOW_SECONDS, foldWindowSeconds } from "../../core/impact/fold-window.ts";
import { priceOf } from "../../lib/cost/price-book.ts";
import { gbSeconds, LAMBDA_LOG_BYTES } from "../minute/bill.ts";

const MONTH_SECONDS = 30 * 86_400;
const QUARTERS_A_MONTH = MONTH_SECONDS / (15 * 60);
/** A month's purchases just below what is busy, if as many come in each quarter of an hour. */
const NEARLY_BUSY = (BUSY_ENTRIES - 1) * QUARTERS_A_MONTH;
const PURCHASES = [10_000, NEARLY_BUSY, 100_000, 1_000_000] as const;
/** mark-milestones follows each fold: stated, as it reads two rows at most and writes seldom. */
const MARKING = { ms: 40, read: 1 };

/** What one fold of a single entry used, counted; its milliseconds at the memory of the others. */
export interface FoldUsed {
  readonly write: number;
  readonly read: number;
  readonly ms: number;
}

/** US dollars for a fold and what follows it. */
export function foldPrice({ write, read, ms }: FoldUsed): number {
  return (
    2 * priceOf("lambdaRequest") +
    gbSeconds(ms + MARKING.ms) * priceOf("lambdaGbSecondArm") +
    write * priceOf("writeUnit") +
    (read + MARKING.read) * priceOf("readUnit") +
    ((2 * LAMBDA_LOG_BYTES) / 1e9) * priceOf("logGigabyte")
  );
}

/** Folds a month: a batch waits for its first entry, and from then on for its window. On one shard of the stream, which costs most. */
export function foldsAMonth(purchases: number, windowSeconds: number): number {
  return MONTH_SECONDS / (windowSeconds + MONTH_SECONDS / purchases);
}

/** The window as the load sets it, where purchases come evenly. */
export function windowAt(purchases: number): number {
  return foldWindowSeconds([purchases / QUARTERS_A_MONTH]);
}

/** By purchases a month: the window, the folds' price with it, and how much more that is than with the long one all month. */
export function byRate(used: FoldUsed): Readonly<Record<string, number>> {
  const price = foldPrice(used);
  const usd = (purchases: number, seconds: number) => price * foldsAMonth(purchases, seconds);
  return Object.fromEntries(
    PURCHASES.flatMap((purchases) => {
      const name = `at ${Math.round(purchases)} purchases a month`;
      const long = usd(purchases, FOLD_WINDOW_SECONDS.busy);
      return [
        [`window in seconds ${name}`, windowAt(purchases)],
        [`usd of folds ${name}`, usd(purchases, windowAt(purchases))],
        [`usd more than with the long window ${name}`, usd(purchases, windowAt(purchases)) - long],
        [`usd more if always short ${name}`, usd(purchases, FOLD_WINDOW_SECONDS.quiet) - long],
      ];
    }),
  );
}
