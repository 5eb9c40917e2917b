import { createHash } from "node:crypto";
import type { Instant, OrderRef } from "../../model/purchase.ts";
import type { Key } from "../../platform/aws/key.ts";

/** A sort key holds 1,024 bytes, and percent-encoding can make 12 bytes of one character. */
const ENCODED_ID_BYTES_MAX = 240;

/**
 * Ids come from outside: what could be taken for the separator, or for another id, is percent-encoded. An id that
 * gets too long by it is replaced by its hash, behind a mark that encoding never produces.
 */
function part(text: string): string {
  const encoded = encodeURIComponent(text.toWellFormed());
  if (encoded.length <= ENCODED_ID_BYTES_MAX) return encoded;
  return `%~${createHash("sha256").update(encoded).digest("base64url")}`;
}

/** The canonical text of an order: its keys, its shard and its gift id are made from it. */
export function orderPath(order: OrderRef): string {
  return [order.source, order.connection, part(order.orderId)].join("#");
}

/** The minute whose bucket a purchase falls into: `2026-11-22T13:35Z`. */
export function bucketMinute(placedAt: Instant): string {
  return `${placedAt.slice(0, 16)}Z`;
}

/** The partition of all entries whose purchases were placed in one minute and fell on one shard. */
export function bucketKey(minute: string, shard: number): string {
  return `bucket#${minute}#${String(shard).padStart(2, "0")}`;
}

/** The inverse of {@link bucketKey}; undefined for another partition. Stream filters quote its prefix. */
export function parseBucketKey(pk: string): { minute: string; shard: number } | undefined {
  const match = /^bucket#([^#]+)#(\d{2})$/.exec(pk);
  return match?.[1] === undefined ? undefined : { minute: match[1], shard: Number(match[2]) };
}

/** Every entry of one purchase: a prefix of sort keys within its bucket. */
export function entriesPrefix(order: OrderRef): string {
  return `${orderPath(order)}#`;
}

export function accrualSortKey(order: OrderRef): string {
  return `${entriesPrefix(order)}accrual`;
}

/**
 * Of every entry after the accrual, whatever its kind: the stored word is of when there were clawbacks alone. From the
 * thousandth on a mark stands before four digits, so that text order stays the order of the sequence.
 */
export function amendmentSortKey(order: OrderRef, sequence: number): string {
  const digits = String(sequence);
  const place = digits.length > 3 ? `~${digits.padStart(4, "0")}` : digits.padStart(3, "0");
  return `${entriesPrefix(order)}clawback#${place}`;
}

/**
 * Which purchase an entry is of, by its sort key: the inverse of {@link entriesPrefix}. Undefined for no entry. Reads the
 * four digits without a mark, too, under which the thousandth entry was once written.
 */
export function parseEntriesPrefix(sk: string): string | undefined {
  return /^(.+#)(?:accrual|clawback#(?:\d{3}|~?\d{4}))$/.exec(sk)?.[1];
}

/** The shop's id of an order, by its {@link entriesPrefix}; undefined where only the hash of it is kept. */
export function orderIdIn(purchase: string): string | undefined {
  const [, , id] = purchase.split("#");
  return id === undefined || id.startsWith("%~") ? undefined : decodeURIComponent(id);
}

/** Whether a purchase, by its {@link entriesPrefix}, came from this connection. */
export function isOfConnection(purchase: string, { source, connection }: Omit<OrderRef, "orderId">): boolean {
  return purchase.startsWith(`${source}#${connection}#`);
}

/** The row that says where the entries of an undated source's purchase are, and holds refunds that came before it. */
export function orderKey(order: OrderRef): Key {
  return { pk: `order#${orderPath(order)}`, sk: "order" };
}

/** One shard of an allowance: what is left of it. */
export function allowanceShardKey(allowance: string, shard: number): Key {
  return { pk: `allowance#${allowance}`, sk: `shard#${String(shard).padStart(2, "0")}` };
}

/** Which shard a row of an allowance is; undefined for its `exhausted` row. */
export function parseAllowanceShard(sk: string): number | undefined {
  const match = /^shard#(\d{2})$/.exec(sk);
  return match === null ? undefined : Number(match[1]);
}

/** The row that is written once, when an allowance is used up. */
export function exhaustedKey(allowance: string): Key {
  return { pk: `allowance#${allowance}`, sk: "exhausted" };
}

/** The match pool whose `exhausted` row this is; undefined for any other row. Stream filters quote both parts. */
export function parseExhaustedPool({ pk, sk }: Key): string | undefined {
  const pool = /^allowance#pool:([^#]+)$/.exec(pk)?.[1];
  return sk === "exhausted" ? pool : undefined;
}

/** The row that says a customer has given to a cause before (`*`: to any). */
export function firstGiftKey(customer: string, cause: string): Key {
  return { pk: `customer#${customer}`, sk: `${FIRST_GIFT_PREFIX}${cause}` };
}
export const FIRST_GIFT_PREFIX = "first#";

/** To which cause a first-gift row is; the inverse of {@link firstGiftKey}. */
export function parseFirstGift(sk: string): string {
  return sk.slice(FIRST_GIFT_PREFIX.length);
}

/** A milestone of a cause that was reached: written once, never taken back. */
export function milestoneKey(cause: string, currency: string, amount: number): Key {
  return { pk: `milestone#${cause}`, sk: `${currency}#${String(amount).padStart(13, "0")}` };
}

/** Whether this is the row of a milestone. Stream filters quote the prefix. */
export function isMilestoneKey({ pk }: Key): boolean {
  return pk.startsWith("milestone#");
}

/** Where test purchases of `wellspring smoke` are, apart from all that counts: they come and go. */
export const SMOKE_PARTITION = "smoke";

/** What became of one test purchase. */
export function smokeRowKey(smoke: string): Key {
  return { pk: SMOKE_PARTITION, sk: smoke };
}

/** The row of a claim link, by the hash of its token. */
export function claimLinkKey(claim: string): Key {
  return { pk: `claim#${claim}`, sk: "claim" };
}

export const BY_CUSTOMER = "byCustomer";

/** The index of entries by customer, present only where the customer is known: `byCustomer`, newest last. */
export function byCustomerKey(customer: string, placedAt: string): { customer: string; at: string } {
  return { customer: `customer#${customer}`, at: placedAt };
}
