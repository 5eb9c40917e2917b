import * as z from "zod";
import { Currency, Minor } from "../../model/money.ts";
import { jsonText } from "../../platform/json-text.ts";

/** A shop sells its round-up in a few variants at most. */
const NAMES_MAX = 20;
const NAME_CHARS_MAX = 120;

const Names = z.array(z.string().min(1).max(NAME_CHARS_MAX)).max(NAMES_MAX);

/**
 * By what a shop takes what its customers add for a cause. Only what the brand names here is a customer's own gift: buyers
 * can write most other words of an order. What was named once stays named, for refunds of older orders.
 * - `products`: SKUs and ids of products, variants and prices, in the shop system's own spelling
 * - `fees`: names of fees and ids of service charges, likewise
 * - `stated`: the shop's own program says it in words, and no buyer can: in metadata and names of lines at Stripe, in the
 *   payment's note at Square
 * - `most`: the most of it in one order, in minor units by currency: the largest step to which the shop rounds up. None
 *   in a currency that is not named
 */
export const RoundUpRule = z.object({
  products: Names.optional(),
  fees: Names.optional(),
  stated: z.literal(true).optional(),
  most: z.record(Currency, Minor),
});
export type RoundUpRule = z.infer<typeof RoundUpRule>;

/** Rules by `source/connection`: a connection without one takes no round-up. */
export type RoundUps = ReadonlyMap<string, RoundUpRule>;

/** The same as text, each rule once, as an environment has little room: `[{"at":["shopify/web"],"most":{"EUR":500}}]`. */
export const RoundUpsText = jsonText(
  z.array(RoundUpRule.extend({ at: z.array(z.string().min(1)) })),
).transform(
  (rules): RoundUps => new Map(rules.flatMap(({ at, ...rule }) => at.map((name) => [name, rule] as const))),
);
