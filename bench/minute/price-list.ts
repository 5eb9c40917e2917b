import { priceOf } from "../../lib/cost/price-book.ts";
import type { Bill } from "./bill.ts";

const MILLION = 1_000_000;

/** What a million purchases with this bill cost, item by item, in US dollars. */
export function priced(bill: Bill): Readonly<Record<string, number>> {
  return Object.fromEntries(
    Object.entries(bill).map(([item, count]) => [item, count * MILLION * priceOf(item)]),
  );
}
