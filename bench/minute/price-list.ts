import { readFileSync } from "node:fs";
import * as z from "zod";
import type { Bill } from "./bill.ts";

const PriceBook = z.object({
  region: z.string(),
  checked: z.string(),
  source: z.string(),
  usd: z.record(z.string(), z.object({ price: z.number(), per: z.number() })),
});

const MILLION = 1_000_000;

const book = PriceBook.parse(JSON.parse(readFileSync(new URL("../prices.json", import.meta.url), "utf8")));

/** US dollars for one of what is billed, by the dated price book. */
export function priceOf(item: string): number {
  const price = book.usd[item];
  if (price === undefined) throw new Error(`bench/prices.json has no price of ${item}`);
  return price.price / price.per;
}

/** What a million purchases with this bill cost, item by item, in US dollars. */
export function priced(bill: Bill): Readonly<Record<string, number>> {
  return Object.fromEntries(
    Object.entries(bill).map(([item, count]) => [item, count * MILLION * priceOf(item)]),
  );
}
