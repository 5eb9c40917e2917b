import * as z from "zod";
import { LooseText, loose, looseList } from "../../shop-system/lenient.ts";
import { namedCause } from "../../shop-system/named-cause.ts";
import {
  currencyOf,
  ignoredEvent,
  instantOfSeconds,
  linkEvent,
  type NormalisedEvent,
  notNegative,
  type PayloadPerson,
  type PurchaseFacts,
  parsePayload,
  purchaseEvent,
  ROUND_UP_NAME,
  type WebhookDelivery,
  WholeAmount,
} from "../../shop-system/payload.ts";
import { regionOf } from "../../shop-system/region.ts";
import { boundedRoundUp, statedRoundUp } from "../../shop-system/round-up.ts";
import { minorOfUnits } from "./amounts.ts";
import { causeIn, isMarked, Metadata, Ref, roundUpIn, Seconds, StripeId } from "./object.ts";

/** A part of the amount; PHP libraries write an empty one as a list. */
function part<Part extends z.ZodType>(schema: Part) {
  return z.preprocess((value) => (Array.isArray(value) && value.length === 0 ? undefined : value), schema);
}

const AmountPart = part(z.object({ amount: WholeAmount.nullish() }).nullish());

const Contact = loose(z.object({ email: LooseText, phone: LooseText }));

const Payment = z.object({
  id: StripeId,
  created: Seconds,
  currency: z.string(),
  amount_received: WholeAmount,
  amount_details: part(
    z
      .object({
        tip: AmountPart,
        shipping: AmountPart,
        tax: part(z.object({ total_tax_amount: WholeAmount.nullish() }).nullish()),
      })
      .nullish(),
  ),
  automatic_payment_methods: loose(z.object({ enabled: z.boolean() })),
  payment_method_types: looseList(z.string()),
  /** Until API 2025-03-31. */
  invoice: Ref,
  payment_details: loose(z.object({ order_reference: LooseText })),
  receipt_email: LooseText,
  shipping: loose(
    z.object({ phone: LooseText, address: loose(z.object({ country: LooseText, state: LooseText })) }),
  ),
  /** Until API 2022-11-15. */
  charges: loose(z.object({ data: looseList(z.object({ billing_details: Contact })) })),
  metadata: Metadata,
});
type Payment = z.infer<typeof Payment>;

const PaymentEvent = z.object({ data: z.object({ object: Payment }) });
const StatusEvent = z.object({ data: z.object({ object: z.object({ status: z.string().nullish() }) }) });

/**
 * What a payment says that it pays. Since the end of 2025 Stripe writes the id of the invoice, or the first letters of that
 * of the session, into `order_reference`; a shop of its own may write anything else there.
 */
function paysFor({ invoice, payment_details }: Payment): { invoice?: string; session?: true } {
  const reference = payment_details?.order_reference ?? "";
  if (invoice) return { invoice };
  if (/^in_\w+$/.test(reference)) return { invoice: reference };
  return /^cs_(live|test)_/.test(reference) ? { session: true } : {};
}

/** How a shop's own till or form takes payments, and no session or invoice does. */
const IN_PERSON = ["card_present", "interac_present"];

/** Whether a payment is certainly no session's and no invoice's: a Terminal's, a Payment Element's, or marked as ours. */
function standsAlone({ automatic_payment_methods, payment_method_types, metadata }: Payment): boolean {
  if (automatic_payment_methods?.enabled) return true;
  if (payment_method_types.some((type) => IN_PERSON.includes(type))) return true;
  return isMarked(metadata);
}

function purchaseOfPayment(
  payment: Payment,
  { connection, now, roundUp: rule }: WebhookDelivery,
): PurchaseFacts {
  const currency = currencyOf(payment.currency, "currency");
  const details = payment.amount_details;
  const tip = details?.tip?.amount ?? 0;
  const shipping = details?.shipping?.amount ?? 0;
  const tax = details?.tax?.total_tax_amount ?? 0;
  const field = `data.object.metadata.${ROUND_UP_NAME}`;
  const roundUp = statedRoundUp(roundUpIn(payment.metadata), rule, field) ?? 0;
  const goodsGross = notNegative(
    payment.amount_received - tip - shipping - roundUp,
    "data.object.amount_received",
  );
  return {
    source: "stripe",
    connection,
    orderId: payment.id,
    placedAt: instantOfSeconds(payment.created, "data.object.created", now),
    currency,
    base: minorOfUnits(Math.max(0, goodsGross - tax), currency),
    paid: minorOfUnits(payment.amount_received, currency),
    goodsGross: minorOfUnits(goodsGross, currency),
    roundUp: boundedRoundUp(minorOfUnits(roundUp, currency), currency, rule, field),
    lines: [],
    ...regionOf(payment.shipping?.address),
    ...namedCause(causeIn(payment.metadata)),
  };
}

function personOfPayment({ receipt_email, shipping, charges }: Payment): PayloadPerson {
  const billed = (charges?.data ?? []).flatMap(({ billing_details }) => billing_details ?? []);
  return {
    emails: [receipt_email, ...billed.map(({ email }) => email)],
    phones: [shipping?.phone, ...billed.map(({ phone }) => phone)],
    cards: [],
    country: shipping?.address?.country,
  };
}

/**
 * A payment is a purchase only where no session and no invoice states it: one that names its invoice says which of the
 * two its refunds mean; of one that does not say what it pays for, only Stripe knows.
 */
export function paymentEvents(delivery: WebhookDelivery): readonly NormalisedEvent[] {
  const { connection, payload } = delivery;
  if (parsePayload(StatusEvent, payload).data.object.status !== "succeeded") return [];
  const payment = parsePayload(PaymentEvent, payload).data.object;
  const { invoice, session } = paysFor(payment);
  if (invoice) return [linkEvent({ source: "stripe", connection, orderId: invoice, alias: payment.id })];
  if (session || payment.amount_received === 0) return [];
  const isCertain = standsAlone(payment);
  const lookUp = { of: "payment", id: payment.id, ...(!isCertain && { needed: true as const }) };
  const purchase = purchaseEvent(purchaseOfPayment(payment, delivery), personOfPayment(payment), lookUp);
  return [isCertain ? purchase : ignoredEvent("paymentOfUnknownKind", purchase)];
}
