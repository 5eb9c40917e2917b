import { minorDigits } from "../../../model/money.ts";
import type { Refund, RefundScope } from "../../../model/purchase.ts";
import { namedCause } from "../../shop-system/named-cause.ts";
import { causeInNote } from "../../shop-system/note.ts";
import {
  CAUSE_NAME,
  currencyOf,
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
} from "../../shop-system/payload.ts";
import { AdyenBody, type AdyenItem } from "./item.ts";

/** What a change of a payment means for what was given; `voided`: what an earlier one of its id took did not go back after all. */
type Meaning = "purchase" | "part" | "dispute" | "disputeWon" | "voided" | "all" | "none";

const MEANINGS: ReadonlyMap<string, Meaning> = new Map([
  ["AUTHORISATION", "purchase"],
  ["REFUND", "part"],
  ["CAPTURE_FAILED", "part"],
  ["EXPIRE", "part"],
  ["REFUND_FAILED", "voided"],
  ["REFUNDED_REVERSED", "voided"],
  ["CANCELLATION", "all"],
  ["TECHNICAL_CANCEL", "all"],
  ["CANCEL_OR_REFUND", "all"],
  ["CHARGEBACK", "dispute"],
  ["SECOND_CHARGEBACK", "dispute"],
  ["PREARBITRATION_LOST", "dispute"],
  ["CHARGEBACK_REVERSED", "disputeWon"],
  ["PREARBITRATION_WON", "disputeWon"],
  // The capture of what was authorised, questions about a payment, and what is about no payment.
  ...[
    ...["CAPTURE", "REQUEST_FOR_INFORMATION", "NOTIFICATION_OF_CHARGEBACK", "NOTIFICATION_OF_FRAUD"],
    ...["INFORMATION_SUPPLIED", "DISPUTE_DEFENSE_PERIOD_ENDED", "ISSUER_RESPONSE_TIMEFRAME_EXPIRED"],
    ...["PENDING", "PROCESS_RETRY", "OFFER_CLOSED", "ORDER_OPENED", "ORDER_CLOSED", "RECURRING_CONTRACT"],
    ...["MANUAL_REVIEW_ACCEPT", "MANUAL_REVIEW_REJECT", "REPORT_AVAILABLE", "NOTIFICATIONTEST"],
    ...["PAYOUT_THIRDPARTY", "PAYOUT_DECLINE", "PAYOUT_EXPIRE", "PAIDOUT_REVERSED", "AUTHENTICATION"],
  ].map((code): [string, Meaning] => [code, "none"]),
]);

/**
 * Adyen's payments and what becomes of them, all items of a body together: one that cannot be read keeps all from counting,
 * until a person looks. What did not succeed did not happen. Bodies of test accounts are left aside.
 */
export const normaliseAdyen: Normalise = (delivery) => {
  const { live, notificationItems } = parsePayload(AdyenBody, delivery.payload);
  if (String(live) !== "true") return [];
  return notificationItems.flatMap(({ NotificationRequestItem: item }) => eventsOf(delivery, item));
};

function eventsOf(delivery: WebhookDelivery, item: AdyenItem): readonly NormalisedEvent[] {
  const meaning = MEANINGS.get(item.eventCode);
  if (meaning === undefined) return [ignoredEvent("topicUnknown")];
  if (meaning === "none" || item.success !== "true") return [];
  if (meaning === "purchase") return [purchase(delivery, item)];
  const { pspReference } = item;
  switch (meaning) {
    case "part":
      return [change(delivery, item, pspReference, { of: "paid", paid: amountOf(item) })];
    case "voided":
      return [change(delivery, item, pspReference, { of: "voided" })];
    case "all":
      return [change(delivery, item, pspReference, { of: "all" })];
    case "dispute":
      return [change(delivery, item, `dispute:${pspReference}`, { of: "paid", paid: amountOf(item) })];
    case "disputeWon":
      return [change(delivery, item, `dispute:${pspReference}`, { of: "voided" })];
  }
}

/**
 * Where Adyen's units are not those of ISO 4217: how many digits they have there.
 * https://docs.adyen.com/development-resources/currency-codes
 */
const OTHER_DIGITS: Readonly<Record<string, number>> = { CLP: 2, ISK: 2, CVE: 0, IDR: 0 };

function amountOf({ amount: { value, currency: code } }: AdyenItem): number {
  const currency = currencyOf(code, "amount.currency");
  const units = notNegative(value, "amount.value");
  const more = minorDigits(currency) - (OTHER_DIGITS[currency] ?? minorDigits(currency));
  return more >= 0 ? units * 10 ** more : Math.round(units / 10 ** -more);
}

/** What was paid by a gift card gave when the card was sold, which is a payment like any other here. */
const GIFT_CARD = /gift_?card|^(?:givex|svs|valuelink)$/i;

function purchase({ connection, now }: WebhookDelivery, item: AdyenItem): NormalisedEvent {
  const { additionalData = {}, paymentMethod, merchantAccountCode } = item;
  const paid = amountOf(item);
  const base = typeof paymentMethod === "string" && GIFT_CARD.test(paymentMethod) ? 0 : paid;
  const picked = namedCause(additionalData?.[`metadata.${CAUSE_NAME}`]);
  const facts = {
    source: "adyen" as const,
    connection,
    orderId: item.pspReference,
    placedAt: instantOf(item.eventDate, "eventDate", now),
    currency: currencyOf(item.amount.currency, "amount.currency"),
    store: merchantAccountCode,
    base,
    paid,
    goodsGross: base,
    roundUp: 0,
    lines: [],
    ...(Object.keys(picked).length > 0 ? picked : causeInNote(item.merchantReference ?? undefined)),
  };
  const said = (name: string) => {
    const value = additionalData?.[name];
    return typeof value === "string" ? value : undefined;
  };
  return purchaseEvent(facts, {
    emails: [said("shopperEmail")],
    phones: [said("shopperTelephone")],
    cards: [said("alias")],
    country: said("shopperCountry"),
  });
}

/** Of a payment that it must name: `originalReference`. Of two of one id the later counts. */
function change(
  { connection, now }: WebhookDelivery,
  item: AdyenItem,
  refundId: Refund["refundId"],
  scope: RefundScope,
): NormalisedEvent {
  if (!item.originalReference) throw invalidPayload("originalReference", "is missing");
  return refundEvent({
    source: "adyen",
    connection,
    orderId: item.originalReference,
    refundId,
    refundedAt: instantOf(item.eventDate, "eventDate", now),
    currency: currencyOf(item.amount.currency, "amount.currency"),
    scope,
  });
}
