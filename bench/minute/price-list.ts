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

/** What a million purchases with this bill cost, item by item, in US dollars by the dated price book. */
export function priced(bill: Bill): Readonly<Record<string, number>> {
  const book = PriceBook.parse(JSON.parse(readFileSync(new URL("../prices.json", import.meta.url), "utf8")));
  return Object.fromEntries(
    Object.entries(bill).map(([item, count]) => {
      const price = book.usd[item];
      if (price === undefined) throw new Error(`bench/prices.json has no price of ${item}`);
      return [item, (count * MILLION * price.price) / price.per];
    }),
  );
}
