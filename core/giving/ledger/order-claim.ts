import * as z from "zod";
import { Instant, OrderRef, Refund } from "../../model/purchase.ts";
import { Accrual, EARLY_REFUNDS_MAX, OrderDetails } from "./entry.ts";

/**
 * Refunds that arrived before their purchase. They wait at the very key that the purchase will claim, so that it
 * cannot miss them: at its accrual's key, or at its order row's where refunds do not say when it was placed.
 * Refunds are only ever added, so their number is the version.
 */
export const EarlyRefunds = OrderRef.extend({
  kind: z.literal("parked"),
  refunds: z.array(Refund).min(1).max(EARLY_REFUNDS_MAX),
});
export type EarlyRefunds = z.infer<typeof EarlyRefunds>;

/**
 * The order row of a purchase from a source whose refunds do not say when it was placed: it leads them to its
 * bucket, and pins the `placedAt` of the first delivery, whatever later deliveries say. It keeps the order's details.
 */
export const OrderRow = OrderRef.extend(OrderDetails.shape).extend({
  kind: z.literal("order"),
  placedAt: Instant,
  fingerprint: z.string(),
  early: z.array(Refund).max(EARLY_REFUNDS_MAX),
});
export type OrderRow = z.infer<typeof OrderRow>;

/**
 * Another id of an order, by which its refunds name it: it leads them to the order's own. `early` are the refunds that
 * waited there when it was written, as they must be applied however often it is.
 */
export const AliasRow = OrderRef.extend({
  kind: z.literal("alias"),
  alias: z.string(),
  early: z.array(Refund).max(EARLY_REFUNDS_MAX),
});
export type AliasRow = z.infer<typeof AliasRow>;

/** What can exist at the key that a purchase claims. */
export const ExistingItem = z.discriminatedUnion("kind", [Accrual, EarlyRefunds, OrderRow, AliasRow]);
export type ExistingItem = z.infer<typeof ExistingItem>;
