import type { LookUp } from "../../model/look-up.ts";
import type { Instant } from "../../model/purchase.ts";
import type { AskShop } from "./order-list.ts";
import type { NormalisedEvent } from "./payload.ts";
import type { RoundUpRule } from "./round-up-rule.ts";
import type { ShopAccess } from "./shop-access.ts";

/** Which order a notice names, and what to ask its shop for. `now` and `roundUp` as in a delivery. */
export interface FetchOrderRequest {
  readonly connection: string;
  readonly access: ShopAccess;
  readonly lookUp: LookUp;
  readonly now: Instant;
  readonly roundUp?: RoundUpRule | undefined;
}

/** What a shop says of an order: its purchase, with the person who made it, and its refunds. */
export type OrderStatement = Extract<NormalisedEvent, { readonly kind: "purchase" | "refund" }>;

/**
 * Asks the shop for the order that a notice only names, and answers all that it says at this time: its purchase and each of
 * its refunds, under ids that never change; nothing for an order that is not paid. Throws what `ask` throws, ShopRefusedError
 * for an order of another shop than the token's, and InvalidPayloadError for an answer that is no usable order.
 */
export type FetchOrder = (ask: AskShop, request: FetchOrderRequest) => Promise<readonly OrderStatement[]>;
