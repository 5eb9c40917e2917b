import type { Instant } from "../../../model/purchase.ts";
import { parseJson } from "../../shop-system/body-json.ts";
import { cardIn } from "../../shop-system/customer-card.ts";
import { causeInNote } from "../../shop-system/note.ts";
import {
  currencyOf,
  ignoredEvent,
  instantOf,
  instantOfSeconds,
  invalidPayload,
  type Normalise,
  type NormalisedEvent,
  parsePayload,
  purchaseEvent,
  refundEvent,
  type WebhookDelivery,
} from "../../shop-system/payload.ts";
import { regionOf } from "../../shop-system/region.ts";
import { envelopeOf } from "./envelope.ts";
import { ZettleSale, zettleId, zettleMoney } from "./sale.ts";

const SALE = "PurchaseCreated";

/** Zettle's sales and refunds. Its other events are of the catalogue, the stock and the account. */
export const normaliseZettle: Normalise = (delivery) => {
  const envelope = envelopeOf(delivery.payload);
  if (envelope === undefined) throw invalidPayload("body", "no event of Zettle");
  if (envelope.eventName !== SALE) return [];
  const inside = parseJson(Buffer.from(envelope.payload, "utf8"));
  if (inside === undefined) throw invalidPayload("body", "the text in its payload is not JSON");
  const sale = parsePayload(ZettleSale, inside.payload);
  return [sale.refund ? refund(delivery, sale) : purchase(delivery, sale)];
};

function purchase({ connection, now, roundUp: rule }: WebhookDelivery, sale: ZettleSale): NormalisedEvent {
  const currency = currencyOf(sale.currency, "currency");
  const comments = sale.products.map(({ comment }) => comment ?? "").join("\n");
  const facts = {
    source: "zettle" as const,
    connection,
    orderId: zettleId(sale),
    placedAt: momentOf(sale.timestamp, now),
    currency,
    ...regionOf(sale),
    ...zettleMoney(sale, currency, rule),
    ...causeInNote(comments),
  };
  return purchaseEvent(facts, {
    emails: [],
    phones: [],
    cards: [],
    customerCard: cardIn(comments),
    receiptNumbers: [sale.purchaseNumber, sale.globalPurchaseNumber],
  });
}

/** A refund is a sale of its own: all that it says of itself is what went back of the sale that it names. */
function refund({ connection, now, roundUp: rule }: WebhookDelivery, sale: ZettleSale): NormalisedEvent {
  if (!sale.refunds) return ignoredEvent("refundOfNoPayment");
  const currency = currencyOf(sale.currency, "currency");
  const { base: goods, roundUp, lines } = zettleMoney(sale, currency, rule);
  return refundEvent({
    source: "zettle",
    connection,
    orderId: sale.refunds,
    refundId: zettleId(sale),
    refundedAt: momentOf(sale.timestamp, now),
    currency,
    scope: {
      of: "goods",
      goods,
      roundUp,
      lines: lines.map(({ lineId, quantity, goods: ofLine }) => ({ lineId, quantity, goods: ofLine })),
    },
  });
}

/** Milliseconds in a webhook; in a list a text whose offset lacks its colon. */
function momentOf(timestamp: number | string, now: Instant): Instant {
  if (typeof timestamp === "number") return instantOfSeconds(timestamp / 1000, "timestamp", now);
  return instantOf(timestamp.replace(/([+-]\d\d)(\d\d)$/, "$1:$2"), "timestamp", now);
}
