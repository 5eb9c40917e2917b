import { giftId } from "../../../giving/ledger/order-hash.ts";
import type { PersonalImpact } from "../../../impact/read-personal.ts";
import { beginningOf, daysAfter, instantAfter } from "../../../model/days.ts";
import type { OrderTrouble } from "../../../model/order-trouble.ts";
import type { Instant } from "../../../model/purchase.ts";
import type { FactsOf } from "../../content/catalog.ts";

/** By then the customer knows of the trouble anyway. */
const TROUBLE_VALID_DAYS = 7;

/** The trouble with an order, in the shop's own words; `facts` undefined: the order was returned meanwhile. */
export function troubleFacts(
  trouble: OrderTrouble,
  { purchases }: PersonalImpact,
  timeZone: string,
): { readonly facts: FactsOf<"order-trouble"> | undefined; readonly validUntil: Instant } {
  const { kind, orderId, item = null } = trouble;
  const newDay = trouble.kind === "delayed" ? (trouble.newDay ?? null) : null;
  const soon = instantAfter(trouble.at, TROUBLE_VALID_DAYS);
  // A new day that is over is no news: the order arrived by then, or there is other news.
  const over = newDay === null ? undefined : beginningOf(timeZone, daysAfter(newDay, 1));
  const bought = purchases.find(({ gift }) => gift === giftId(trouble));
  const returned = bought !== undefined && bought.parts.length === 0;
  return {
    facts: returned ? undefined : { kind, order: orderId, item, newDay },
    validUntil: over !== undefined && over < soon ? over : soon,
  };
}
