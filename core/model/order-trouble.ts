import { createHash } from "node:crypto";
import * as z from "zod";
import { Line, ShownAsLine } from "./fact.ts";
import { Day, IDENTITIES_MAX, Identity, Instant, OrderRef } from "./purchase.ts";

/** Identifies one notice about an order: the same whenever the shop sends that notice again. */
const TroubleId = z.string().regex(/^trouble_[A-Za-z0-9_-]{43}$/);

/** A notice about an order. The customer is shown the order's id, so it must be plain text. */
const Notice = OrderRef.extend({
  id: TroubleId,
  orderId: ShownAsLine,
  at: Instant,
  identities: z.array(Identity).max(IDENTITIES_MAX),
});

/** An order that comes later than it was promised. `newDay`: when it is expected now, if the shop knows. */
export const Delay = Notice.extend({
  kind: z.literal("delayed"),
  item: Line.optional(),
  newDay: Day.optional(),
});

/** A part of an order that cannot be delivered. */
export const Unavailability = Notice.extend({ kind: z.literal("unavailable"), item: Line });

/**
 * Something is wrong with an order, and its customer may want to know. `orderId` and `item` are the shop's own words:
 * one line of plain text each, which a page still escapes. Nothing in it is about a person.
 */
export const OrderTrouble = z.discriminatedUnion("kind", [Delay, Unavailability]);
export type OrderTrouble = z.infer<typeof OrderTrouble>;

/** The id of a shop's notice about an order, from the shop's own `noticeId`. */
export function troubleId(order: OrderRef, kind: OrderTrouble["kind"], noticeId: string): string {
  const { source, connection, orderId } = order;
  const what = JSON.stringify([source, connection, orderId, kind, noticeId]);
  return `trouble_${createHash("sha256").update(what).digest("base64url")}`;
}
