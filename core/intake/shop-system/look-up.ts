import type { LookUp } from "../../model/look-up.ts";
import type { Instant, Refund } from "../../model/purchase.ts";
import type { AskShop } from "./order-list.ts";
import type { PurchaseFacts } from "./payload.ts";
import type { RoundUpRule } from "./round-up-rule.ts";
import type { ShopAccess } from "./shop-access.ts";

/** Facts of one order as far as a webhook says them: without anything personal. */
export type OrderFacts =
  | { readonly kind: "purchase"; readonly purchase: PurchaseFacts }
  | { readonly kind: "refund"; readonly refund: Refund };

/** What to ask the shop of a connection for, and the facts that the webhook gave. `now` and `roundUp` as in a delivery. */
export interface LookUpRequest {
  readonly connection: string;
  readonly access: ShopAccess;
  readonly lookUp: LookUp;
  readonly facts: OrderFacts;
  readonly now: Instant;
  readonly roundUp?: RoundUpRule | undefined;
}

/**
 * Asks the shop for what a webhook leaves out and answers the exact facts in place of `facts`: none when the shop says
 * that nothing counts (an order that is not ours, a payment of an invoice). They name the same order by the same ids,
 * however often it is asked. Throws what `ask` throws, and InvalidPayloadError for an answer that is no usable order.
 */
export type FactsLookUp = (ask: AskShop, request: LookUpRequest) => Promise<readonly OrderFacts[]>;
