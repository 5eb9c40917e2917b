import * as z from "zod";

/**
 * The kinds of shop system that send purchases, by name. What each of them is like is an object in its folder
 * (core/intake/sources/registry.ts), which does not compile while a name here has none.
 */
export const Source = z.enum(["shopify", "square", "stripe", "woocommerce", "standard"]);
export type Source = z.infer<typeof Source>;

/** Their refunds say when the purchase was placed, and their contract promises that this never changes. */
const DATED: readonly Source[] = ["standard"];

/**
 * Whether the ledger finds a purchase from a refund of this source alone. Otherwise it keeps an order row that points
 * to the purchase, which costs one more write (docs/decisions/01-ledger-keys.md).
 */
export function refundsCarryPlacedAt(source: Source): boolean {
  return DATED.includes(source);
}
