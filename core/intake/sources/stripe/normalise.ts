import * as z from "zod";
import {
  CAUSE_NAME,
  causeFromText,
  currencyOf,
  instantOfSeconds,
  invalidPayload,
  type Normalise,
  type NormalisedEvent,
  notNegative,
  OptionalText,
  parsePayload,
  purchaseEvent,
  ROUND_UP_NAME,
  refundEvent,
  WholeAmount,
} from "../../shop-system/payload.ts";

const StripeId = z.string().min(1).max(120);
const Seconds = z.int().positive();

const Session = z.object({
  id: StripeId,
  created: Seconds,
  currency: z.string(),
  payment_intent: StripeId.nullish(),
  amount_subtotal: WholeAmount,
  amount_total: WholeAmount,
  total_details: z
    .object({
      amount_discount: WholeAmount.nullish(),
      amount_shipping: WholeAmount.nullish(),
      amount_tax: WholeAmount.nullish(),
    })
    .nullish(),
  shipping_cost: z.object({ amount_tax: WholeAmount.nullish() }).nullish(),
  customer_details: z
    .object({
      email: OptionalText,
      phone: OptionalText,
      address: z.object({ country: OptionalText }).nullish(),
    })
    .nullish(),
  customer_email: OptionalText,
  metadata: z.object({ [CAUSE_NAME]: OptionalText, [ROUND_UP_NAME]: OptionalText }).nullish(),
});
type Session = z.infer<typeof Session>;

const Charge = z.object({
  id: StripeId,
  currency: z.string(),
  payment_intent: StripeId.nullish(),
  amount_refunded: WholeAmount,
  refunded: z.boolean(),
});

const Envelope = z.object({ type: z.string() });
/** Read first: a session without a payment has no amounts either. */
const StatusEvent = z.object({ data: z.object({ object: z.object({ payment_status: z.string() }) }) });
const SessionEvent = z.object({ data: z.object({ object: Session }) });
const ChargeEvent = z.object({ created: Seconds, data: z.object({ object: Charge }) });

/**
 * Where Stripe's units are not those of ISO 4217: `stripe` of its units are `ours` of ISO's.
 * ISK and UGX lost their cents, but the API keeps two digits that must be 00; MGA has fifths, which the
 * API leaves out. https://docs.stripe.com/currencies#special-cases (HUF and TWD differ in payouts alone.)
 */
const OTHER_UNITS: Readonly<Record<string, { readonly stripe: number; readonly ours: number }>> = {
  ISK: { stripe: 100, ours: 1 },
  UGX: { stripe: 100, ours: 1 },
  MGA: { stripe: 1, ours: 100 },
};

function minorOf(amount: number, currency: string, field: string): number {
  const units = OTHER_UNITS[currency];
  if (units === undefined) return amount;
  if (amount % units.stripe !== 0) throw invalidPayload(field, `not a whole amount in ${currency}`);
  return (amount / units.stripe) * units.ours;
}

/**
 * The tax that is inside the prices of goods. The session does not say how much of its tax is inside and how much on
 * top, but its total does: subtotal − discount + shipping + tax exceeds it by what is inside. Tax on shipping is not
 * inside goods.
 */
function taxWithin(session: Session): number {
  const { amount_discount, amount_shipping, amount_tax } = session.total_details ?? {};
  const tax = amount_tax ?? 0;
  const sum = session.amount_subtotal - (amount_discount ?? 0) + (amount_shipping ?? 0) + tax;
  const inside = Math.min(Math.max(0, sum - session.amount_total), tax);
  return Math.min(inside, Math.max(0, tax - (session.shipping_cost?.amount_tax ?? 0)));
}

/** Metadata values are text; this one counts in Stripe's units, as every amount at Stripe does. */
function roundUpOf(session: Session): number {
  const text = session.metadata?.[ROUND_UP_NAME];
  if (!text) return 0;
  if (!/^\d{1,12}$/.test(text))
    throw invalidPayload(`metadata.${ROUND_UP_NAME}`, "not a whole number of minor units");
  return Number(text);
}

/** A session is a purchase once it is paid. Its id is the payment's, because that is what a refund names. */
function paid(connection: string, payload: unknown, now: string): readonly NormalisedEvent[] {
  if (parsePayload(StatusEvent, payload).data.object.payment_status !== "paid") return [];
  const session = parsePayload(SessionEvent, payload).data.object;
  const currency = currencyOf(session.currency, "currency");
  const discount = session.total_details?.amount_discount ?? 0;
  const roundUp = roundUpOf(session);
  const base = session.amount_subtotal - discount - taxWithin(session) - roundUp;
  const purchase = {
    source: "stripe" as const,
    connection,
    orderId: session.payment_intent ?? session.id,
    placedAt: instantOfSeconds(session.created, "data.object.created", now),
    currency,
    base: minorOf(notNegative(base, "data.object.amount_subtotal"), currency, "data.object.amount_subtotal"),
    paid: minorOf(session.amount_total, currency, "data.object.amount_total"),
    roundUp: minorOf(roundUp, currency, `data.object.metadata.${ROUND_UP_NAME}`),
    lines: [],
    cause: causeFromText(session.metadata?.[CAUSE_NAME]),
  };
  const details = session.customer_details;
  const person = {
    emails: [details?.email, session.customer_email],
    phones: [details?.phone],
    cards: [],
    country: details?.address?.country,
  };
  return [purchaseEvent(purchase, person)];
}

/**
 * `amount_refunded` is the sum of all refunds so far, and the event carries no refund's id: the sum itself distinguishes one
 * refund from the next. A charge without a payment was not made by a checkout.
 */
function refunded(connection: string, payload: unknown, now: string): readonly NormalisedEvent[] {
  const event = parsePayload(ChargeEvent, payload);
  const charge = event.data.object;
  if (!charge.payment_intent) return [];
  const currency = currencyOf(charge.currency, "currency");
  const total = minorOf(charge.amount_refunded, currency, "data.object.amount_refunded");
  return [
    refundEvent({
      source: "stripe",
      connection,
      orderId: charge.payment_intent,
      refundId: `${charge.id}-${charge.amount_refunded}`,
      refundedAt: instantOfSeconds(event.created, "created", now),
      currency,
      scope: charge.refunded ? { of: "all" } : { of: "paidTotal", paid: total },
    }),
  ];
}

/**
 * Stripe's checkout sessions and refunded charges. Test mode is not looked at: it has endpoints and secrets of its
 * own, so that a connection with a live secret never verifies a test event.
 */
export const normaliseStripe: Normalise = ({ connection, payload, now }) => {
  switch (parsePayload(Envelope, payload).type) {
    case "checkout.session.completed":
    case "checkout.session.async_payment_succeeded":
      return paid(connection, payload, now);
    case "charge.refunded":
      return refunded(connection, payload, now);
    default:
      return [];
  }
};
