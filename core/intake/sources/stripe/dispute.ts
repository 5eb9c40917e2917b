import * as z from "zod";
import type { RefundScope } from "../../../model/purchase.ts";
import { LooseText } from "../../shop-system/lenient.ts";
import {
  currencyOf,
  ignoredEvent,
  instantOfSeconds,
  type NormalisedEvent,
  parsePayload,
  refundEvent,
  type WebhookDelivery,
  WholeAmount,
} from "../../shop-system/payload.ts";
import { minorOfUnits } from "./amounts.ts";
import { Ref, Seconds, StripeId } from "./object.ts";

const DisputeEvent = z.object({
  type: z.string(),
  created: Seconds,
  data: z.object({
    object: z.object({
      id: StripeId,
      amount: WholeAmount,
      currency: z.string(),
      status: LooseText,
      payment_intent: Ref,
      charge: Ref,
    }),
  }),
});

/** Where the money is: a bank took it back, the shop has it (again), or it was only asked about. */
type Holder = "bank" | "shop" | "unmoved";

const HOLDERS: ReadonlyMap<string | undefined, Holder> = new Map([
  ["warning_needs_response", "unmoved"],
  ["warning_under_review", "unmoved"],
  ["needs_response", "bank"],
  ["under_review", "bank"],
  ["appeal_needs_response", "bank"],
  ["appeal_under_review", "bank"],
  ["lost", "bank"],
  ["won", "shop"],
  ["warning_closed", "shop"],
  ["prevented", "shop"],
]);

function holderOf(type: string, status: string | undefined): Holder | undefined {
  if (type === "charge.dispute.funds_withdrawn") return "bank";
  if (type === "charge.dispute.funds_reinstated") return "shop";
  return HOLDERS.get(status);
}

/**
 * A dispute is a refund of its own, under its own id: banks take the money when it begins, and give it back when it is
 * won. An inquiry (`warning_…`) moves no money.
 */
export function disputeEvents({ connection, payload, now }: WebhookDelivery): readonly NormalisedEvent[] {
  const { type, created, data } = parsePayload(DisputeEvent, payload);
  const dispute = data.object;
  const orderId = dispute.payment_intent ?? dispute.charge;
  if (!orderId) return [ignoredEvent("chargeWithoutPayment")];
  const holder = holderOf(type, dispute.status);
  if (holder === undefined) return [ignoredEvent("disputeStatusUnknown")];
  if (holder === "unmoved") return [];
  const currency = currencyOf(dispute.currency, "currency");
  const scope: RefundScope =
    holder === "bank" ? { of: "paid", paid: minorOfUnits(dispute.amount, currency) } : { of: "voided" };
  return [
    refundEvent({
      source: "stripe",
      connection,
      orderId,
      refundId: dispute.id,
      refundedAt: instantOfSeconds(created, "created", now),
      currency,
      scope,
    }),
  ];
}
