import * as z from "zod";
import { Instant, OrderRef, Refund } from "../../model/purchase.ts";
import { Accrual, EARLY_REFUNDS_MAX } from "./entry.ts";

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
 * bucket, and pins the `placedAt` of the first delivery, whatever later deliveries say.
 */
export const OrderRow = OrderRef.extend({
  kind: z.literal("order"),
  placedAt: Instant,
  fingerprint: z.string(),
  early: z.array(Refund).max(EARLY_REFUNDS_MAX),
});
export type OrderRow = z.infer<typeof OrderRow>;

/** What can exist at the key that a purchase claims. */
export const ExistingItem = z.discriminatedUnion("kind", [Accrual, EarlyRefunds, OrderRow]);
export type ExistingItem = z.infer<typeof ExistingItem>;
