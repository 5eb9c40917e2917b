import * as z from "zod";
import { roundedOf, SignedAmount } from "../../shop-system/amounts.ts";
import { LooseText } from "../../shop-system/lenient.ts";
import {
  currencyOf,
  Id,
  ignoredEvent,
  instantOf,
  type NormalisedEvent,
  parsePayload,
  refundEvent,
  type WebhookDelivery,
} from "../../shop-system/payload.ts";

const Dispute = z.object({
  id: Id,
  order_id: Id.nullish(),
  type: LooseText,
  status: z.string(),
  amount: SignedAmount,
  currency: z.string(),
  initiated_at: z.string(),
  finalized_on: LooseText,
});
type Dispute = z.infer<typeof Dispute>;

/** The bank took the money: the shop lost, or did not object. */
const LOST: readonly string[] = ["lost", "accepted"];
/** The shop keeps the money; or its own refund, which has a webhook of its own, settled it. */
const KEPT: readonly string[] = ["won", "charge_refunded"];

/**
 * A dispute about a payment: a lost one takes back as a refund of its amount does, a won one restores that. An undecided one
 * and an inquiry, of which no money moves, are nothing.
 */
export function shopifyDispute({ connection, payload, now }: WebhookDelivery): readonly NormalisedEvent[] {
  const dispute = parsePayload(Dispute, payload);
  const status = dispute.status.toLowerCase();
  const isKept = KEPT.includes(status);
  if (dispute.type === "inquiry" || !(isKept || LOST.includes(status))) return [];
  if (!dispute.order_id) return [ignoredEvent("disputeWithoutOrder")];
  const currency = currencyOf(dispute.currency, "currency");
  const paid = Math.abs(roundedOf(dispute.amount, currency, "amount"));
  return [
    refundEvent({
      source: "shopify",
      connection,
      orderId: dispute.order_id,
      refundId: `dispute:${dispute.id}`,
      refundedAt: decidedAt(dispute, now),
      currency,
      scope: isKept ? { of: "voided" } : { of: "paid", paid },
    }),
  ];
}

/** A dispute is decided on a day: at its beginning, so that a later decision counts as later. */
function decidedAt({ finalized_on: day, initiated_at }: Dispute, now: string): string {
  const initiated = instantOf(initiated_at, "initiated_at", now);
  if (!day) return initiated;
  const isDay = /^\d{4}-\d\d-\d\d$/.test(day);
  const decided = instantOf(isDay ? `${day}T00:00:00Z` : day, "finalized_on", now);
  return [initiated, decided].toSorted().at(-1) ?? initiated;
}
