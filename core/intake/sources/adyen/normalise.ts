import type { Refund, RefundScope } from "../../../model/purchase.ts";
import { minorOfOwn, type OwnUnits } from "../../shop-system/amounts.ts";
import { CARD_NAME, cardIn } from "../../shop-system/customer-card.ts";
import { firstNamed, namedCause } from "../../shop-system/named-cause.ts";
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
import { regionOf } from "../../shop-system/region.ts";
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
  ["SCHEME_ARBITRATION_LOST", "dispute"],
  ["CHARGEBACK_REVERSED", "disputeWon"],
  ["PREARBITRATION_WON", "disputeWon"],
  ["SCHEME_ARBITRATION_WON", "disputeWon"],
  // The capture of what was authorised, questions about a payment, and what is about no payment.
  ...[
    ...["CAPTURE", "REQUEST_FOR_INFORMATION", "NOTIFICATION_OF_CHARGEBACK", "NOTIFICATION_OF_FRAUD"],
    ...["INFORMATION_SUPPLIED", "DISPUTE_DEFENSE_PERIOD_ENDED", "ISSUER_RESPONSE_TIMEFRAME_EXPIRED"],
    ...["PENDING", "PROCESS_RETRY", "OFFER_CLOSED", "ORDER_OPENED", "ORDER_CLOSED", "RECURRING_CONTRACT"],
    ...["MANUAL_REVIEW_ACCEPT", "MANUAL_REVIEW_REJECT", "REPORT_AVAILABLE", "NOTIFICATIONTEST"],
    ...["PAYOUT_THIRDPARTY", "PAYOUT_DECLINE", "PAYOUT_EXPIRE", "PAIDOUT_REVERSED", "AUTHENTICATION"],
    ...["ISSUER_COMMENTS", "PREARBITRATION_OPEN", "AUTORESCUE", "CANCEL_AUTORESCUE", "POSTPONED_REFUND"],
  ].map((code): [string, Meaning] => [code, "none"]),
]);

/** What Adyen says under the payment's own reference instead of naming the payment as the original one. */
const OF_ITS_OWN_REFERENCE: ReadonlySet<string> = new Set([
  "EXPIRE",
  ...["CHARGEBACK_REVERSED", "SECOND_CHARGEBACK", "PREARBITRATION_WON", "PREARBITRATION_LOST"],
  ...["SCHEME_ARBITRATION_WON", "SCHEME_ARBITRATION_LOST"],
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
  const payment = paymentOf(item);
  switch (meaning) {
    case "part":
      return [change(delivery, item, payment, pspReference, { of: "paid", paid: amountOf(item) })];
    case "voided":
      return [change(delivery, item, payment, pspReference, { of: "voided" })];
    case "all":
      return [change(delivery, item, payment, pspReference, { of: "all" })];
    case "dispute":
      return [change(delivery, item, payment, `dispute:${payment}`, { of: "paid", paid: amountOf(item) })];
    case "disputeWon":
      return [change(delivery, item, payment, `dispute:${payment}`, { of: "voided" })];
  }
}

/** CLP and ISK have two digits there, CVE and IDR none. https://docs.adyen.com/development-resources/currency-codes */
const OWN_UNITS: Readonly<Record<string, OwnUnits>> = {
  CLP: { own: 100, minor: 1 },
  ISK: { own: 100, minor: 1 },
  CVE: { own: 1, minor: 100 },
  IDR: { own: 1, minor: 100 },
};

function amountOf({ amount: { value, currency: code } }: AdyenItem): number {
  const currency = currencyOf(code, "amount.currency");
  return minorOfOwn(notNegative(value, "amount.value"), OWN_UNITS[currency]);
}

/** What stands in a reference behind the number that a receipt prints. */
const NOTED = /\s.*$/s;

/** What was paid by a gift card gave when the card was sold, which is a payment like any other here. */
const GIFT_CARD = /gift_?card|^(?:givex|svs|valuelink)$/i;

function purchase({ connection, now }: WebhookDelivery, item: AdyenItem): NormalisedEvent {
  const { additionalData = {}, paymentMethod, merchantAccountCode } = item;
  const said = (name: string) => {
    const value = additionalData?.[name];
    return typeof value === "string" ? value : undefined;
  };
  const addressed = (to: string) => ({
    country: said(`${to}.country`),
    state: said(`${to}.stateOrProvince`),
  });
  const paid = amountOf(item);
  const base = typeof paymentMethod === "string" && GIFT_CARD.test(paymentMethod) ? 0 : paid;
  const facts = {
    source: "adyen" as const,
    connection,
    orderId: item.pspReference,
    placedAt: instantOf(item.eventDate, "eventDate", now),
    currency: currencyOf(item.amount.currency, "amount.currency"),
    store: merchantAccountCode,
    ...regionOf(addressed("deliveryAddress"), addressed("billingAddress"), {
      country: said("shopperCountry"),
    }),
    base,
    paid,
    goodsGross: base,
    roundUp: 0,
    lines: [],
    ...firstNamed(
      namedCause(additionalData?.[`metadata.${CAUSE_NAME}`]),
      causeInNote(item.merchantReference),
    ),
  };
  return purchaseEvent(facts, {
    emails: [said("shopperEmail")],
    phones: [said("shopperTelephone")],
    cards: [said("alias")],
    country: said("shopperCountry"),
    customerCard: cardIn(said(`metadata.${CARD_NAME}`), item.merchantReference),
    receiptNumbers: [item.merchantReference?.replace(NOTED, "")],
  });
}

/** The payment that a change is of. */
function paymentOf({ eventCode, pspReference, originalReference }: AdyenItem): string {
  if (originalReference) return originalReference;
  if (OF_ITS_OWN_REFERENCE.has(eventCode)) return pspReference;
  throw invalidPayload("originalReference", "is missing");
}

/** All changes of a payment's dispute have one id; of two changes of one id the later counts. */
function change(
  { connection, now }: WebhookDelivery,
  item: AdyenItem,
  orderId: string,
  refundId: Refund["refundId"],
  scope: RefundScope,
): NormalisedEvent {
  return refundEvent({
    source: "adyen",
    connection,
    orderId,
    refundId,
    refundedAt: instantOf(item.eventDate, "eventDate", now),
    currency: currencyOf(item.amount.currency, "amount.currency"),
    scope,
  });
}
