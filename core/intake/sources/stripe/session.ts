import * as z from "zod";
import { claimOf } from "../../shop-system/claim-fact.ts";
import { LooseText, loose } from "../../shop-system/lenient.ts";
import { namedCause } from "../../shop-system/named-cause.ts";
import {
  currencyOf,
  ignoredEvent,
  instantOfSeconds,
  invalidPayload,
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
import { CustomFields, causeIn, causePicked, Metadata, Ref, roundUpIn, Seconds, StripeId } from "./object.ts";

const Session = z.object({
  id: StripeId,
  /** Sessions of before 2021 have none. */
  created: Seconds.nullish(),
  currency: z.string(),
  payment_intent: Ref,
  invoice: Ref,
  invoice_creation: loose(z.object({ enabled: z.boolean() })),
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
  customer_details: loose(
    z.object({
      email: LooseText,
      phone: LooseText,
      address: loose(z.object({ country: LooseText, state: LooseText })),
    }),
  ),
  customer_email: LooseText,
  metadata: Metadata,
  custom_fields: CustomFields,
});
type Session = z.infer<typeof Session>;

/** Read first: a session without a payment has no amounts either. */
const StatusEvent = z.object({ data: z.object({ object: z.object({ payment_status: z.string() }) }) });
const SessionEvent = z.object({ created: Seconds.nullish(), data: z.object({ object: Session }) });

/** Tax on shipping is not tax on goods. */
function goodsTax(session: Session): number {
  const tax = session.total_details?.amount_tax ?? 0;
  return Math.max(0, tax - (session.shipping_cost?.amount_tax ?? 0));
}

/**
 * The tax that is inside the prices of goods. The session does not say how much of its tax is inside and how much on
 * top, but its total does: subtotal − discount + shipping + tax exceeds it by what is inside.
 */
function taxWithin(session: Session): number {
  const { amount_discount, amount_shipping, amount_tax } = session.total_details ?? {};
  const tax = amount_tax ?? 0;
  const sum = session.amount_subtotal - (amount_discount ?? 0) + (amount_shipping ?? 0) + tax;
  const inside = Math.min(Math.max(0, sum - session.amount_total), tax);
  return Math.min(inside, goodsTax(session));
}

/**
 * By which name a session's purchase is kept: that of its invoice, which a subscription's first invoice has too; else its
 * payment's, which its refunds name.
 */
function orderIdOfSession({ id, invoice, payment_intent }: Session): string {
  return invoice ?? payment_intent ?? id;
}

/** What a paid session says of money; its lines are not in it. `eventMade` is when its event was, in seconds. */
function purchaseOfSession(
  session: Session,
  { connection, now, roundUp: rule }: WebhookDelivery,
  eventMade: number | null | undefined,
): PurchaseFacts {
  const created = session.created ?? eventMade;
  if (!created) throw invalidPayload("data.object.created", "missing, and so is the event's");
  const currency = currencyOf(session.currency, "currency");
  const discount = session.total_details?.amount_discount ?? 0;
  const field = `data.object.metadata.${ROUND_UP_NAME}`;
  const roundUp = statedRoundUp(roundUpIn(session.metadata), rule, field) ?? 0;
  const goods = session.amount_subtotal - discount - taxWithin(session) - roundUp;
  const base = Math.min(
    notNegative(goods, "data.object.amount_subtotal"),
    notNegative(session.amount_total - roundUp, "data.object.amount_total"),
  );
  const orderId = orderIdOfSession(session);
  const { payment_intent } = session;
  return {
    source: "stripe",
    connection,
    orderId,
    placedAt: instantOfSeconds(created, "data.object.created", now),
    currency,
    base: minorOfUnits(base, currency),
    paid: minorOfUnits(session.amount_total, currency),
    goodsGross: minorOfUnits(base + goodsTax(session), currency),
    roundUp: boundedRoundUp(minorOfUnits(roundUp, currency), currency, rule, field),
    lines: [],
    ...regionOf(session.customer_details?.address),
    ...namedCause(causeIn(session.metadata) ?? causePicked(session.custom_fields)),
    ...claimOf(connection, session.id),
    ...(payment_intent && payment_intent !== orderId && { aliases: [payment_intent] }),
  };
}

function personOfSession({ customer_details: details, customer_email }: Session): PayloadPerson {
  return {
    emails: [details?.email, customer_email],
    phones: [details?.phone],
    cards: [],
    country: details?.address?.country,
  };
}

/**
 * A session is a purchase once it is paid for. One that will only have its invoice after it leaves its purchase to that
 * invoice: what is said twice under two names would count twice.
 */
export function sessionEvents(delivery: WebhookDelivery): readonly NormalisedEvent[] {
  const { payload } = delivery;
  if (parsePayload(StatusEvent, payload).data.object.payment_status !== "paid") return [];
  const event = parsePayload(SessionEvent, payload);
  const session = event.data.object;
  if (session.amount_total === 0) return [];
  if (session.invoice_creation?.enabled && !session.invoice) return [ignoredEvent("invoiceToCome")];
  const purchase = purchaseOfSession(session, delivery, event.created);
  return [purchaseEvent(purchase, personOfSession(session), { of: "session", id: session.id })];
}
