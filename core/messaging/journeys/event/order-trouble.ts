import { ItemUnavailable, PurchaseDelayed } from "../../../events/catalog.ts";
import { timeZoneOf } from "../facts.ts";
import { specialJourney } from "./event-journey.ts";
import { troubleFacts } from "./trouble-facts.ts";

/**
 * Informs a customer that an order is late or a part of it cannot be delivered, once for each piece of news. The events
 * name the order's identities: the workflow finds the customer.
 */
export const orderTrouble = specialJourney({
  name: "order-trouble",
  on: [PurchaseDelayed, ItemUnavailable],
  runName: "$detail.trouble.id",
  message: "order-trouble",
  facts: async ({ trouble }, reads) => {
    const { facts, validUntil } = troubleFacts(trouble, await reads.impact(), timeZoneOf(reads));
    return facts === undefined
      ? { outcome: "noLongerTrue", facts: {}, validUntil }
      : { outcome: "current", facts, validUntil };
  },
});
