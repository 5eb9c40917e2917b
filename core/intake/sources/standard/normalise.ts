import { ignoredEvent, type Normalise, parsePayload } from "../../shop-system/payload.ts";
import { Envelope } from "./envelope.ts";
import { standardPurchaseEvents } from "./purchase.ts";
import { standardRefundEvents } from "./refund.ts";
import { delayEvent, unavailabilityEvent } from "./trouble.ts";

/*
 * Our own webhook format: what a shop system without an adapter sends. The schemas of purchase.ts, refund.ts, trouble.ts and
 * consent.ts are published as docs/reference/generated/standard-*.schema.json (see json-schema.ts), and
 * docs/guides/standard-webhook.md explains them.
 */

/** Purchases, refunds and trouble with orders in our own format. A name that is none of ours may be a misspelt one. */
export const normaliseStandard: Normalise = (delivery) => {
  switch (parsePayload(Envelope, delivery.payload).type) {
    case "purchase.completed":
      return standardPurchaseEvents(delivery);
    case "purchase.refunded":
      return standardRefundEvents(delivery);
    case "purchase.delayed":
      return delayEvent(delivery);
    case "item.unavailable":
      return unavailabilityEvent(delivery);
    case "customer.consented":
      return [];
    default:
      return [ignoredEvent("topicUnknown")];
  }
};
