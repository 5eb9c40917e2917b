import type { Instant } from "../../model/purchase.ts";
import type { VerifiedWebhook } from "./genuine-webhook.ts";
import type { ShopAccess } from "./shop-access.ts";

/** From when to when something about an order changed. */
export interface ListingSpan {
  readonly from: Instant;
  readonly to: Instant;
}

/**
 * One page of a shop's own list: each thing in it as the webhook that the shop should have sent of it.
 * `cursor` leads to the next page; the last one has none.
 */
export interface Listed {
  readonly webhooks: readonly VerifiedWebhook[];
  readonly cursor?: string | undefined;
}

/** Asks a shop for one page. Throws {@link ShopBusyError} or {@link ShopRefusedError}. */
export type ListOrders = (
  connection: string,
  access: ShopAccess,
  span: ListingSpan,
  cursor: string | undefined,
) => Promise<Listed>;

/** The shop's system has no time now (429 or 5xx), or did not answer: trying again is right. */
export class ShopBusyError extends Error {
  override readonly name = "ShopBusyError";
}

/** The shop's system refused the question, or answered something else: somebody must look. */
export class ShopRefusedError extends Error {
  override readonly name = "ShopRefusedError";
}
