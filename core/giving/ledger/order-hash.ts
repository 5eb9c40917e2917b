import { createHash } from "node:crypto";
import { base32Id } from "../../model/prefixed-id.ts";
import type { OrderRef, Purchase } from "../../model/purchase.ts";
import { orderPath } from "./ledger.keys.ts";

/**
 * The hash of what a purchase says about money: two statements of an order that agree in it say the same. Time, store,
 * customer, cause and SKUs are not money, and a shop may change them: those of the first delivery count.
 */
export function fingerprintOf(
  purchase: Pick<Purchase, "currency" | "base" | "paid" | "roundUp" | "lines">,
): string {
  const lines = purchase.lines
    .map((line) => [line.lineId, line.quantity, line.goods])
    .map((line) => JSON.stringify(line))
    .toSorted();
  const money = [purchase.currency, purchase.base, purchase.paid, purchase.roundUp, lines];
  return createHash("sha256").update(JSON.stringify(money)).digest("base64url");
}

/** The id of the gift that an order earns: the first 130 bits of its hash, so that a retry names the same gift. */
export function giftId(order: OrderRef): string {
  return base32Id("gift", digest(order));
}

/** Which of `shards` partitions of its minute an order falls on. */
export function bucketShard(order: OrderRef, shards: number): number {
  return digest(order).readUInt32BE(0) % shards;
}

/** At which of `shards` rows of an allowance an order begins to draw: independent of its bucket. */
export function allowanceShard(order: OrderRef, shards: number): number {
  return digest(order).readUInt32BE(4) % shards;
}

function digest(order: OrderRef): Buffer {
  return createHash("sha256").update(orderPath(order)).digest();
}
