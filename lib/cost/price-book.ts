import { readFileSync } from "node:fs";
import * as z from "zod";

const PriceBook = z.object({
  region: z.string(),
  checked: z.string(),
  source: z.string(),
  usd: z.record(z.string(), z.object({ price: z.number(), per: z.number() })),
});

const book = PriceBook.parse(JSON.parse(readFileSync(new URL("prices.json", import.meta.url), "utf8")));

/** Where and when the prices were read. */
export const PRICES_OF = `${book.source}, ${book.region}, ${book.checked}`;

/** US dollars for one of what is billed, by the dated price book. */
export function priceOf(item: string): number {
  const price = book.usd[item];
  if (price === undefined) throw new Error(`lib/cost/prices.json has no price of ${item}`);
  return price.price / price.per;
}
