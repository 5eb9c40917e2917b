import { giftId } from "../../../giving/ledger/order-hash.ts";
import type { PersonalImpact } from "../../../impact/read-personal.ts";
import { beginningOf, daysAfter, instantAfter } from "../../../model/days.ts";
import type { OrderTrouble } from "../../../model/order-trouble.ts";
import type { Instant } from "../../../model/purchase.ts";
import type { FactsOf } from "../../content/catalog.ts";

/** After so many days the customer has found out. */
const TROUBLE_VALID_DAYS = 7;

/** What is wrong with an order, in the shop's own words; `undefined`: it was given back meanwhile, and nothing is. */
export function troubleFacts(
  trouble: OrderTrouble,
  { purchases }: PersonalImpact,
  timeZone: string,
): { readonly facts: FactsOf<"order-trouble"> | undefined; readonly validUntil: Instant } {
  const { kind, orderId, item = null } = trouble;
  const newDay = trouble.kind === "delayed" ? (trouble.newDay ?? null) : null;
  const soon = instantAfter(trouble.at, TROUBLE_VALID_DAYS);
  // A new day that is over is no news: by then it was there, or there is other news.
  const over = newDay === null ? undefined : beginningOf(timeZone, daysAfter(newDay, 1));
  const bought = purchases.find(({ gift }) => gift === giftId(trouble));
  const givenBack = bought !== undefined && bought.parts.length === 0;
  return {
    facts: givenBack ? undefined : { kind, order: orderId, item, newDay },
    validUntil: over !== undefined && over < soon ? over : soon,
  };
}
