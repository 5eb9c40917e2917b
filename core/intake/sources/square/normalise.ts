import * as z from "zod";
import {
  CAUSE_NAME,
  causeFromText,
  currencyOf,
  Id,
  instantOf,
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

/** Square's amounts are whole numbers of the currency's smallest unit, as ISO 4217 has it. */
const Money = z.object({ amount: WholeAmount, currency: z.string() });

const Payment = z.object({
  id: Id,
  status: z.string(),
  created_at: z.string(),
  amount_money: Money,
  total_money: Money,
  location_id: z.string().min(1).max(80).nullish(),
  note: OptionalText,
  buyer_email_address: OptionalText,
  card_details: z.object({ card: z.object({ fingerprint: OptionalText }).nullish() }).nullish(),
  billing_address: z.object({ country: OptionalText }).nullish(),
});

const SquareRefund = z.object({
  id: Id,
  status: z.string(),
  created_at: z.string(),
  amount_money: Money,
  /** Absent in a refund that no payment belongs to. */
  payment_id: Id.nullish(),
});

const PaymentEvent = z.object({ data: z.object({ object: z.object({ payment: Payment }) }) });
const RefundEvent = z.object({ data: z.object({ object: z.object({ refund: SquareRefund }) }) });
const Envelope = z.object({ type: z.string() });

/** The one state in which money has moved, of a payment and of a refund. */
const COMPLETED = "COMPLETED";

/** A payment has no attributes: its note may hold words such as `wellspring_cause=clean-rivers`. */
function fromNote(note: string | null | undefined, name: string): string | undefined {
  const found = new RegExp(`(?:^|\\s)${name}[=:]\\s?(\\S{1,60})`).exec(note ?? "");
  return found?.[1];
}

function roundUpOf(note: string | null | undefined): number {
  const text = fromNote(note, ROUND_UP_NAME);
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : 0;
}

/**
 * A completed payment is a purchase; an order with two payments counts as two. `amount_money` leaves the tip out.
 * A payment does not name the tax inside it, so Square's base holds the tax (docs/reference/generated/shop-systems.md
 * says what to do instead).
 */
function payment(connection: string, payload: unknown, now: string): readonly NormalisedEvent[] {
  const { payment } = parsePayload(PaymentEvent, payload).data.object;
  if (payment.status !== COMPLETED) return [];
  const roundUp = roundUpOf(payment.note);
  const purchase = {
    source: "square" as const,
    connection,
    orderId: payment.id,
    placedAt: instantOf(payment.created_at, "data.object.payment.created_at", now),
    currency: currencyOf(payment.amount_money.currency, "data.object.payment.amount_money.currency"),
    store: payment.location_id ?? undefined,
    base: notNegative(payment.amount_money.amount - roundUp, "data.object.payment.amount_money"),
    paid: payment.total_money.amount,
    roundUp,
    lines: [],
    cause: causeFromText(fromNote(payment.note, CAUSE_NAME)),
  };
  const person = {
    emails: [payment.buyer_email_address],
    phones: [],
    cards: [payment.card_details?.card?.fingerprint],
    country: payment.billing_address?.country,
  };
  return [purchaseEvent(purchase, person)];
}

function refund(connection: string, payload: unknown, now: string): readonly NormalisedEvent[] {
  const { refund } = parsePayload(RefundEvent, payload).data.object;
  if (refund.status !== COMPLETED || !refund.payment_id) return [];
  return [
    refundEvent({
      source: "square",
      connection,
      orderId: refund.payment_id,
      refundId: refund.id,
      refundedAt: instantOf(refund.created_at, "data.object.refund.created_at", now),
      currency: currencyOf(refund.amount_money.currency, "data.object.refund.amount_money.currency"),
      scope: { of: "paid", paid: refund.amount_money.amount },
    }),
  ];
}

/** Square's payment and refund events, which repeat with each change of state. */
export const normaliseSquare: Normalise = ({ connection, payload, now }) => {
  switch (parsePayload(Envelope, payload).type) {
    case "payment.created":
    case "payment.updated":
      return payment(connection, payload, now);
    case "refund.created":
    case "refund.updated":
      return refund(connection, payload, now);
    default:
      return [];
  }
};
