import { isTooLargeForEvent } from "../../events/event-size.ts";
import type { OrderRef } from "../../model/purchase.ts";
import type { OrderStatement } from "../shop-system/fetch-order.ts";
import { invalidPayload } from "../shop-system/payload.ts";
import { busEventOf, type IdentityKey, type WebhookEvent } from "./bus-events.ts";
import { withoutAddresses } from "./hashed-ids.ts";

/** A shop answered facts of another order than it was asked for, or a purchase to a refund: nothing of it counts. */
export class OtherOrderError extends Error {
  override readonly name = "OtherOrderError";
}

/**
 * An event of all that a shop says of an order that a notice only named: hashes in place of the person and of ids that read as an
 * address. Throws {@link OtherOrderError} for what is of another order, and InvalidPayloadError for what no event holds.
 */
export async function statedEvents(
  stated: readonly OrderStatement[],
  order: OrderRef,
  key: IdentityKey,
): Promise<readonly WebhookEvent[]> {
  const events = await Promise.all(
    stated.map(async (one) => {
      const { contract, detail } = await busEventOf(one, key, false);
      return { contract, detail: await withoutAddresses(detail, key) };
    }),
  );
  if (events.some(({ detail }) => !isOfOrder(detail, order)))
    throw new OtherOrderError("The shop answered another order than it was asked for");
  if (events.some(({ detail }) => isTooLargeForEvent(detail)))
    throw invalidPayload("order", "says more than one event holds");
  return events;
}

function isOfOrder(detail: WebhookEvent["detail"], { source, connection, orderId }: OrderRef): boolean {
  if (!("purchase" in detail || "refund" in detail)) return false;
  const found = "purchase" in detail ? detail.purchase : detail.refund;
  return found.source === source && found.connection === connection && found.orderId === orderId;
}
