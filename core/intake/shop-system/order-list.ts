import type * as z from "zod";
import type { Instant } from "../../model/purchase.ts";
import type { ShopAccess } from "./shop-access.ts";
import type { VerifiedWebhook } from "./verified-webhook.ts";

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

/**
 * Gets an address of a shop's system and reads the answer by `schema`. What was answered is in no message. Throws
 * {@link ShopBusyError} or {@link ShopRefusedError}.
 */
export type AskShop = <Schema extends z.ZodType>(
  url: URL,
  headers: Readonly<Record<string, string>>,
  schema: Schema,
) => Promise<{ readonly body: z.infer<Schema>; readonly headers: Headers }>;

/** Which page of which shop's list is wanted; without a `cursor` the first. */
export interface ListPageRequest {
  readonly connection: string;
  readonly access: ShopAccess;
  readonly span: ListingSpan;
  readonly cursor?: string | undefined;
}

/** Reads one page of a shop's list by asking the shop for it. Throws what `ask` throws. */
export type OrderListing = (ask: AskShop, page: ListPageRequest) => Promise<Listed>;

interface Busy extends ErrorOptions {
  readonly pauseSeconds?: number;
}

/**
 * The shop's system has no time now (429 or 5xx), or did not answer: trying again is right. `pauseSeconds`: for so long
 * it wants to be left alone; 0 where it only failed at this one question.
 */
export class ShopBusyError extends Error {
  override readonly name = "ShopBusyError";
  readonly pauseSeconds: number;

  constructor(message: string, { pauseSeconds = 0, ...options }: Busy = {}) {
    super(message, options);
    this.pauseSeconds = pauseSeconds;
  }
}

interface Refused extends ErrorOptions {
  readonly status?: number;
}

/**
 * The shop's system refused the question, or answered something else: a person must look. `status` is that of its answer:
 * 404 for what the shop does not have.
 */
export class ShopRefusedError extends Error {
  override readonly name = "ShopRefusedError";
  readonly status: number | undefined;

  constructor(message: string, { status, ...options }: Refused = {}) {
    super(message, options);
    this.status = status;
  }
}
