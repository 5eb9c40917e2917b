import * as z from "zod";
import type { EventBus } from "../../events/event-bus.client.ts";
import type { Found, Ledger, Placed } from "../../giving/ledger/ledger.ts";
import { Connection, Instant } from "../../model/purchase.ts";
import { mapBounded } from "../../platform/bounded.ts";
import type { VerifiedWebhook } from "../shop-system/genuine-webhook.ts";
import type { ListOrders } from "../shop-system/order-list.ts";
import type { ShopAccess } from "../shop-system/shop-access.ts";
import type { WebhookEvent, WebhookEvents } from "../webhook/read-webhook.ts";

/** The sources whose own list of orders can be asked for. */
export const ListedSource = z.enum(["shopify", "square"]);
export type ListedSource = z.infer<typeof ListedSource>;

/** One page of one connection's list; `cursor` is what the page before it answered. */
export const ReconcileOrders = z.object({
  source: ListedSource,
  connection: Connection,
  from: Instant,
  to: Instant,
  cursor: z.string().max(4_000).optional(),
});
export type ReconcileOrders = z.infer<typeof ReconcileOrders>;

/**
 * What one page held.
 * - `listed`: purchases and refunds in it; `missing`: those that the ledger did not have, and that are on the bus now;
 *   `unusable`: what we could make nothing of
 * - `outcome`: whether there is a next page, at `cursor`
 */
export interface OrdersReconciled {
  readonly outcome: "more" | "done";
  readonly listed: number;
  readonly missing: number;
  readonly unusable: number;
  readonly cursor?: string;
}

export interface ReconcileOrdersDeps {
  readonly list: Readonly<Record<ListedSource, ListOrders>>;
  readonly access: (connection: string) => Promise<ShopAccess>;
  readonly read: (webhook: VerifiedWebhook) => Promise<WebhookEvents>;
  readonly find: Ledger["find"];
  readonly bus: EventBus;
  /** Counts for the alarm. */
  readonly countMissing: (connection: string, missing: number) => void;
}

/** So many orders are looked up in the ledger at the same time. */
const LOOKUPS_MAX = 10;

/**
 * Compares a page of a shop's own list with the ledger and tells the bus of what is missing, as its webhook would
 * have: what comes of that is give-share's ordinary way, which counts everything once. A second run of the same page
 * finds it written, or tells it again, which changes nothing.
 */
export function reconcileOrders(deps: ReconcileOrdersDeps) {
  return async ({ source, connection, cursor, ...span }: ReconcileOrders): Promise<OrdersReconciled> => {
    const name = `${source}/${connection}`;
    const page = await deps.list[source](connection, await deps.access(name), span, cursor);
    const { events, unusable } = await readAll(deps, page.webhooks);
    const found = await findAll(deps, events);
    const missing = events.filter((event) => !isWritten(event, found.get(orderOf(event)) ?? NOTHING));
    await deps.bus.put(missing);
    deps.countMissing(name, missing.length);
    const counts = { listed: events.length, missing: missing.length, unusable };
    if (page.cursor === undefined) return { outcome: "done", ...counts };
    return { outcome: "more", ...counts, cursor: page.cursor };
  };
}

const NOTHING: Found = { kind: "nothing" };

async function readAll({ read }: ReconcileOrdersDeps, webhooks: readonly VerifiedWebhook[]) {
  const events: WebhookEvent[] = [];
  let unusable = 0;
  for (const webhook of webhooks) {
    const reading = await read(webhook);
    if (reading.outcome === "events") events.push(...reading.events);
    if (reading.outcome === "unusable") unusable += 1;
  }
  return { events, unusable };
}

/** A purchase and its refunds are found in one place: one question for each order of the page. */
async function findAll({ find }: ReconcileOrdersDeps, events: readonly WebhookEvent[]) {
  const orders = [...Map.groupBy(events, orderOf)];
  const answers = await mapBounded(orders, LOOKUPS_MAX, async ([order, [first]]) => {
    if (first === undefined) return [order, NOTHING] as const;
    return [order, await find(subjectOf(first))] as const;
  });
  return new Map(answers);
}

function subjectOf({ detail }: WebhookEvent): Placed {
  if ("purchase" in detail) return detail.purchase;
  return "refund" in detail ? detail.refund : detail.trouble;
}

function orderOf(event: WebhookEvent): string {
  return subjectOf(event).orderId;
}

/**
 * Whether the ledger has it. A refund that waits for its purchase is there; the purchase is what is missing then.
 * An order's trouble is in no list and in no ledger: it cannot be missing.
 */
function isWritten({ detail }: WebhookEvent, found: Found): boolean {
  if ("purchase" in detail) return found.kind === "purchase";
  if (!("refund" in detail)) return true;
  const { refundId } = detail.refund;
  const has = (refunds: readonly { readonly refundId: string }[]) =>
    refunds.some((refund) => refund.refundId === refundId);
  return (
    (found.kind === "purchase" && has(found.clawbacks)) ||
    (found.kind === "parked" && has(found.parked.refunds))
  );
}
