import * as z from "zod";

/**
 * The kinds of shop system that send purchases, by name. What each of them is like is an object in its folder
 * (core/intake/sources/registry.ts), which does not compile while a name here has none.
 */
export const Source = z.enum([
  "shopify",
  "square",
  "stripe",
  "woocommerce",
  "bigcommerce",
  "clover",
  "lightspeed",
  "zettle",
  "adyen",
  "standard",
]);
export type Source = z.infer<typeof Source>;

/** Their refunds say when the purchase was placed, and their contract says that this never changes. */
const DATED: readonly Source[] = ["standard"];

/**
 * Whether the ledger can find a purchase from a refund of this source alone. It keeps an order row all the same, unless the
 * connection's stage promises that `placedAt` never changes (core/giving/ledger/order-row.ts).
 */
export function refundsCarryPlacedAt(source: Source): boolean {
  return DATED.includes(source);
}
