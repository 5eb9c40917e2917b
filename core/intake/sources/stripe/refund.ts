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

const RefundEvent = z.object({
  created: Seconds,
  data: z.object({
    object: z.object({
      id: StripeId,
      amount: WholeAmount,
      created: Seconds.nullish(),
      currency: z.string(),
      status: LooseText,
      payment_intent: Ref,
      charge: Ref,
    }),
    previous_attributes: loose(z.record(z.string(), z.unknown())),
  }),
});

const UNDONE: readonly (string | undefined)[] = ["failed", "canceled"];

/**
 * One refund, by its own id: of this and of the sum that `charge.refunded` says the larger counts, so one may be missing
 * and both may come. One that failed or was cancelled did not happen after all, and of the sum its amount counts no more;
 * a later change of it (its metadata) says nothing new, and would take its amount off twice.
 */
export function singleRefund({ connection, payload, now }: WebhookDelivery): readonly NormalisedEvent[] {
  const { created, data } = parsePayload(RefundEvent, payload);
  const { object: refund, previous_attributes: before } = data;
  const isUndone = UNDONE.includes(refund.status);
  if (isUndone && before && !("status" in before)) return [];
  const orderId = refund.payment_intent ?? refund.charge;
  if (!orderId) return [ignoredEvent("chargeWithoutPayment")];
  const currency = currencyOf(refund.currency, "currency");
  const at = isUndone ? created : (refund.created ?? created);
  return [
    refundEvent({
      source: "stripe",
      connection,
      orderId,
      refundId: refund.id,
      refundedAt: instantOfSeconds(at, "created", now),
      currency,
      scope: { of: isUndone ? "voided" : "paid", paid: minorOfUnits(refund.amount, currency) },
    }),
  ];
}
