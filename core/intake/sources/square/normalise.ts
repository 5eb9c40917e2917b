import * as z from "zod";
import type { RefundScope } from "../../../model/purchase.ts";
import { cardIn } from "../../shop-system/customer-card.ts";
import { LooseText, loose } from "../../shop-system/lenient.ts";
import { causeInNote, roundUpInNote } from "../../shop-system/note.ts";
import {
  currencyOf,
  Id,
  ignoredEvent,
  instantOf,
  invalidPayload,
  type Normalise,
  type NormalisedEvent,
  notNegative,
  parsePayload,
  purchaseEvent,
  refundEvent,
  type WebhookDelivery,
  WholeAmount,
} from "../../shop-system/payload.ts";
import { regionOf } from "../../shop-system/region.ts";
import { boundedRoundUp, statedRoundUp } from "../../shop-system/round-up.ts";

/** An event around the one object that it is about. */
function eventOf<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.object({ data: z.object({ object: z.object(shape) }) });
}

/** Square's amounts are whole numbers of the currency's smallest unit, as ISO 4217 has it. */
const Money = z.object({ amount: WholeAmount, currency: z.string() });

/** Absent of a sale in person. In the United States the district is the state. */
const Address = z
  .object({ country: LooseText, administrative_district_level_1: LooseText })
  .transform(({ country, administrative_district_level_1: state }) => ({ country, state }));

const Payment = z.object({
  id: Id,
  status: z.string(),
  created_at: z.string(),
  amount_money: Money,
  total_money: Money,
  order_id: Id.nullish(),
  location_id: loose(z.string().min(1).max(80)),
  note: LooseText,
  receipt_number: LooseText,
  /** What the seller's own system says of the payment. */
  reference_id: LooseText,
  buyer_email_address: LooseText,
  card_details: loose(z.object({ card: loose(z.object({ fingerprint: LooseText, card_brand: LooseText })) })),
  shipping_address: loose(Address),
  billing_address: loose(Address),
});
type Payment = z.infer<typeof Payment>;

const SquareRefund = z.object({
  id: Id,
  status: z.string(),
  created_at: z.string(),
  updated_at: LooseText,
  amount_money: Money,
  /** Absent in a refund that no payment belongs to. */
  payment_id: Id.nullish(),
  /** An order of the refund's own, which says what was returned: never that of the payment. */
  order_id: Id.nullish(),
});

const Dispute = z.object({
  id: Id.nullish(),
  /** Its name before API version 2021-02-26. */
  dispute_id: Id.nullish(),
  state: z.string(),
  created_at: z.string(),
  updated_at: LooseText,
  amount_money: Money,
  disputed_payment: z.object({ payment_id: Id }),
});

const State = z.object({ status: z.string() });
const PaymentHead = eventOf({ payment: State });
const PaymentEvent = eventOf({ payment: Payment });
const RefundHead = eventOf({ refund: State });
const RefundEvent = eventOf({ refund: SquareRefund });
const DisputeHead = eventOf({ dispute: z.object({ state: z.string() }) });
const DisputeEvent = eventOf({ dispute: Dispute });
const Envelope = z.object({ type: z.string() });

/** The one state in which money has moved, of a payment and of a refund. */
const COMPLETED = "COMPLETED";
/** A refund in these states gave nothing back, also when it was completed before. */
const NOT_REFUNDED: readonly string[] = ["FAILED", "REJECTED"];
/** How disputes end: with the money at the customer, or at the seller. */
const LOST: readonly string[] = ["LOST", "ACCEPTED"];
const WON = "WON";

/** What a payment by a gift card of Square's own is called. */
const OWN_GIFT_CARD = "SQUARE_GIFT_CARD";

/**
 * A completed payment is one tender of its order: with others of the same order it adds up to one purchase. It is also
 * the order's alias, for refunds name the payment. `amount_money` leaves the tip out. A payment names neither the tax nor
 * the shipping inside it, nor that it bought a gift card: so its base holds them, and what a gift card pays is left out,
 * because it was counted when it was sold. With a token the order is looked up, which knows all that.
 */
function payment({ connection, payload, now, roundUp: rule }: WebhookDelivery): readonly NormalisedEvent[] {
  const { status } = parsePayload(PaymentHead, payload).data.object.payment;
  if (status !== COMPLETED) return [];
  const { payment } = parsePayload(PaymentEvent, payload).data.object;
  const field = "data.object.payment";
  const currency = currencyOf(payment.amount_money.currency, `${field}.amount_money.currency`);
  const named = roundUpInNote(payment.note, currency, `${field}.note`);
  const roundUp = boundedRoundUp(
    statedRoundUp(named, rule, `${field}.note`) ?? 0,
    currency,
    rule,
    `${field}.note`,
  );
  const goods = notNegative(payment.amount_money.amount - roundUp, `${field}.amount_money`);
  const base = payment.card_details?.card?.card_brand === OWN_GIFT_CARD ? 0 : goods;
  const purchase = {
    source: "square" as const,
    connection,
    placedAt: instantOf(payment.created_at, `${field}.created_at`, now),
    currency,
    store: payment.location_id ?? undefined,
    base,
    paid: payment.total_money.amount,
    goodsGross: base,
    roundUp,
    ...regionOf(payment.shipping_address, payment.billing_address),
    ...orderOf(payment, base),
    ...causeInNote(payment.note),
  };
  const lookUp = payment.order_id ? { of: "order", id: payment.order_id } : undefined;
  return [purchaseEvent(purchase, personOf(payment), lookUp)];
}

function orderOf(payment: Payment, goods: number) {
  if (!payment.order_id) return { orderId: payment.id, lines: [] };
  const lines = [{ lineId: payment.id, quantity: 1, goods }];
  return { orderId: payment.order_id, lines, tender: true as const, aliases: [payment.id] };
}

function personOf(payment: Payment) {
  return {
    emails: [payment.buyer_email_address],
    phones: [],
    cards: [payment.card_details?.card?.fingerprint],
    customerCard: cardIn(payment.reference_id, payment.note),
    country: payment.billing_address?.country,
    receiptNumbers: [payment.receipt_number],
  };
}

function refund({ connection, payload, now }: WebhookDelivery): readonly NormalisedEvent[] {
  const { status } = parsePayload(RefundHead, payload).data.object.refund;
  const isVoid = NOT_REFUNDED.includes(status);
  if (status !== COMPLETED && !isVoid) return [];
  const { refund } = parsePayload(RefundEvent, payload).data.object;
  if (!refund.payment_id) return isVoid ? [] : [ignoredEvent("refundOfNoPayment")];
  const field = "data.object.refund";
  // It fails after it was made: its last change is then what puts it after the refund.
  const at = isVoid ? (refund.updated_at ?? refund.created_at) : refund.created_at;
  const lookUp = refund.order_id && !isVoid ? { of: "return", id: refund.order_id } : undefined;
  const facts = {
    source: "square" as const,
    connection,
    orderId: refund.payment_id,
    refundId: refund.id,
    refundedAt: instantOf(at, `${field}.created_at`, now),
    currency: currencyOf(refund.amount_money.currency, `${field}.amount_money.currency`),
    scope: scopeOf(isVoid, refund.amount_money.amount),
  };
  return [refundEvent(facts, lookUp)];
}

/** A dispute that is decided: lost or accepted, it takes its amount back; won, it gives back what it took. */
function dispute({ connection, payload, now }: WebhookDelivery): readonly NormalisedEvent[] {
  const { state } = parsePayload(DisputeHead, payload).data.object.dispute;
  if (!LOST.includes(state) && state !== WON) return [];
  const { dispute } = parsePayload(DisputeEvent, payload).data.object;
  const field = "data.object.dispute";
  const id = dispute.id ?? dispute.dispute_id;
  if (!id) throw invalidPayload(`${field}.id`, "missing");
  const { amount, currency } = dispute.amount_money;
  return [
    refundEvent({
      source: "square",
      connection,
      orderId: dispute.disputed_payment.payment_id,
      refundId: `dispute:${id}`,
      refundedAt: instantOf(dispute.updated_at ?? dispute.created_at, `${field}.updated_at`, now),
      currency: currencyOf(currency, `${field}.amount_money.currency`),
      scope: scopeOf(state === WON, amount),
    }),
  ];
}

function scopeOf(isVoid: boolean, paid: number): RefundScope {
  return isVoid ? { of: "voided" } : { of: "paid", paid };
}

/** Events about money; what is none of those that are read must not vanish unseen. */
const ABOUT_MONEY = /^(?:payment|refund)\./;

/** Square's payment, refund and dispute events, which repeat with each change of state. */
export const normaliseSquare: Normalise = (delivery) => {
  const { type } = parsePayload(Envelope, delivery.payload);
  switch (type) {
    case "payment.created":
    case "payment.updated":
      return payment(delivery);
    case "refund.created":
    case "refund.updated":
      return refund(delivery);
    case "dispute.created":
    case "dispute.state.updated":
    case "dispute.state.changed":
      return dispute(delivery);
    default:
      return ABOUT_MONEY.test(type) ? [ignoredEvent("topicUnknown")] : [];
  }
};
