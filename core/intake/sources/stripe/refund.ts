import * as z from "zod";
import { LooseText, loose } from "../../shop-system/lenient.ts";
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

const ChargeEvent = z.object({
  created: Seconds,
  data: z.object({
    object: z.object({
      id: StripeId,
      currency: z.string(),
      payment_intent: Ref,
      /** Until API 2025-03-31. */
      invoice: Ref,
      amount_refunded: WholeAmount,
      refunded: z.boolean(),
    }),
  }),
});

/**
 * `amount_refunded` is the sum of all refunds of the charge so far, and the event carries no refund's id: the sum itself
 * distinguishes one refund from the next. A charge of before there were payments is no purchase here, nor is its refund.
 */
export function refundedCharge({ connection, payload, now }: WebhookDelivery): readonly NormalisedEvent[] {
  const event = parsePayload(ChargeEvent, payload);
  const charge = event.data.object;
  const orderId = charge.payment_intent ?? charge.invoice;
  if (!orderId) return [ignoredEvent("chargeWithoutPayment")];
  const currency = currencyOf(charge.currency, "currency");
  return [
    refundEvent({
      source: "stripe",
      connection,
      orderId,
      refundId: `${charge.id}-${charge.amount_refunded}`,
      refundedAt: instantOfSeconds(event.created, "created", now),
      currency,
      scope: {
        of: "paidTotal",
        paid: minorOfUnits(charge.amount_refunded, currency),
        ...(charge.refunded && { whole: true }),
      },
    }),
  ];
}

const RefundChangedEvent = z.object({
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
    previous_attributes: loose(z.record(z.string(), z.unknown())),
  }),
});

/**
 * A refund that failed or was cancelled did not happen after all: of the sum that `charge.refunded` said, its amount counts
 * no more. A later change of it (its metadata) says nothing new, and would take its amount off twice.
 */
export function changedRefund({ connection, payload, now }: WebhookDelivery): readonly NormalisedEvent[] {
  const { created, data } = parsePayload(RefundChangedEvent, payload);
  const { object: refund, previous_attributes: before } = data;
  if (refund.status !== "failed" && refund.status !== "canceled") return [];
  if (before && !("status" in before)) return [];
  const orderId = refund.payment_intent ?? refund.charge;
  if (!orderId) return [ignoredEvent("chargeWithoutPayment")];
  const currency = currencyOf(refund.currency, "currency");
  return [
    refundEvent({
      source: "stripe",
      connection,
      orderId,
      refundId: refund.id,
      refundedAt: instantOfSeconds(created, "created", now),
      currency,
      scope: { of: "voided", paid: minorOfUnits(refund.amount, currency) },
    }),
  ];
}
