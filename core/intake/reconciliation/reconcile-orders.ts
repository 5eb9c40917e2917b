import * as z from "zod";
import type { EventBus } from "../../events/event-bus.client.ts";
import { isPurchaseRecorded, isRefundRecorded } from "../../giving/ledger/is-recorded.ts";
import type { Found, Ledger, Placed } from "../../giving/ledger/ledger.ts";
import { LedgerLimitError, UnreadableEntryError } from "../../giving/ledger/limits.ts";
import { Connection, Instant } from "../../model/purchase.ts";
import { mapBounded } from "../../platform/bounded.ts";
import { type AskShop, ShopRefusedError } from "../shop-system/order-list.ts";
import { InvalidPayloadError } from "../shop-system/payload.ts";
import type { RoundUps } from "../shop-system/round-up-rule.ts";
import { type ShopAccess, ShopAccessNeverStoredError } from "../shop-system/shop-access.ts";
import type { VerifiedWebhook } from "../shop-system/verified-webhook.ts";
import { ListedSource, shopSystems } from "../sources/registry.ts";
import type { IdentityKey, WebhookEvent } from "../webhook/bus-events.ts";
import type { WebhookEvents } from "../webhook/read-webhook.ts";
import { OtherOrderError, statedEvents } from "../webhook/stated-events.ts";

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
 *   `unusable`: orders that cannot be read, in the list or in the ledger
 * - `outcome`: whether there is a next page, at `cursor`; `notSetUp`: nobody has stored the shop's token yet, so nothing was compared
 */
export interface OrdersReconciled {
  readonly outcome: "more" | "done" | "notSetUp";
  readonly listed: number;
  readonly missing: number;
  readonly unusable: number;
  readonly cursor?: string;
}

export interface ReconcileOrdersDeps {
  readonly ask: AskShop;
  readonly access: (connection: string) => Promise<ShopAccess>;
  readonly read: (webhook: VerifiedWebhook) => Promise<WebhookEvents>;
  readonly statements: StatementDeps;
  readonly find: Ledger["find"];
  readonly bus: EventBus;
  /** Told of what was missing, and never of nothing: the alarm `Missing` counts it. */
  readonly reportMissing: (connection: string, missing: number) => void;
}

/** By what an order is read of which a list names the id alone. */
export interface StatementDeps {
  readonly key: IdentityKey;
  readonly roundUps: RoundUps;
  readonly now: () => Instant;
}

/** The limit of orders of which a shop is asked at the same time. */
const QUESTIONS_MAX = 3;
/** The limit of orders that are looked up in the ledger at the same time. */
const LOOKUPS_MAX = 10;

/**
 * Compares a page of a shop's own list with the ledger and puts what is missing on the bus, as its webhook would
 * have: give-share then records it like any other, once. A second run of the same page finds it written, or publishes it
 * again, which changes nothing. Throws for a source without a list of orders.
 */
export function reconcileOrders(deps: ReconcileOrdersDeps) {
  return async ({ source, connection, cursor, ...span }: ReconcileOrders): Promise<OrdersReconciled> => {
    const name = `${source}/${connection}`;
    const listOrders = await shopSystems[source].orderList?.();
    if (listOrders === undefined) throw new Error(`${source} has no list of orders`);
    const access = await accessIfStored(deps, name);
    if (access === undefined) return { outcome: "notSetUp", listed: 0, missing: 0, unusable: 0 };
    const page = await listOrders(deps.ask, { connection, access, span, cursor });
    const read = await readAll(deps, page.webhooks);
    const stated = await statementsOf(deps, access, read.events);
    const events = [...read.events.filter(isWhole), ...stated.flatMap((one) => one ?? [])];
    const unusable = read.unusable + stated.filter((one) => one === undefined).length;
    const found = await findAll(deps, events);
    const missing = events.filter((event) => {
      const order = found.get(orderOf(event)) ?? NOTHING;
      return order !== "unreadable" && !isWritten(event, order);
    });
    await deps.bus.put(missing);
    if (missing.length > 0) deps.reportMissing(name, missing.length);
    const unreadable = [...found.values()].filter((order) => order === "unreadable").length;
    const counts = { listed: events.length, missing: missing.length, unusable: unusable + unreadable };
    if (page.cursor === undefined) return { outcome: "done", ...counts };
    return { outcome: "more", ...counts, cursor: page.cursor };
  };
}

/** A brand connects its shops after the first deploy: until then no night fails. */
async function accessIfStored(
  { access }: ReconcileOrdersDeps,
  connection: string,
): Promise<ShopAccess | undefined> {
  try {
    return await access(connection);
  } catch (error) {
    if (error instanceof ShopAccessNeverStoredError) return undefined;
    throw error;
  }
}

const NOTHING: Found = { kind: "nothing", orderId: "" };

async function readAll({ read }: ReconcileOrdersDeps, webhooks: readonly VerifiedWebhook[]) {
  const events: WebhookEvent[] = [];
  let unusable = 0;
  for (const webhook of webhooks) {
    const result = await read(webhook);
    if (result.outcome === "events") events.push(...result.events);
    if (result.outcome === "unusable") unusable += 1;
  }
  return { events, unusable };
}

function isWhole({ detail }: WebhookEvent): boolean {
  return !("order" in detail);
}

/** What the shop says of each order that its list only names; undefined for one that cannot be read, which hides no other. */
async function statementsOf(
  { ask, statements: { key, roundUps, now } }: ReconcileOrdersDeps,
  access: ShopAccess,
  events: readonly WebhookEvent[],
): Promise<readonly (readonly WebhookEvent[] | undefined)[]> {
  const noticed = events.flatMap(({ detail }) => ("order" in detail ? [detail] : []));
  return mapBounded(noticed, QUESTIONS_MAX, async ({ order, lookUp }) => {
    const { source, connection } = order;
    const fetchOrder = await shopSystems[source].fetchOrder?.();
    const roundUp = roundUps.get(`${source}/${connection}`);
    try {
      const stated = (await fetchOrder?.(ask, { connection, access, lookUp, now: now(), roundUp })) ?? [];
      return await statedEvents(stated, order, key);
    } catch (error) {
      if (isOfOneOrder(error)) return undefined;
      throw error;
    }
  });
}

/** What is wrong with one order alone: it cannot be read, is another one, or is gone since the list was made. */
function isOfOneOrder(error: unknown): boolean {
  if (error instanceof ShopRefusedError) return error.status === 404;
  return error instanceof InvalidPayloadError || error instanceof OtherOrderError;
}

/** A purchase and its refunds are found in one place: one lookup for each order of the page. */
async function findAll({ find }: ReconcileOrdersDeps, events: readonly WebhookEvent[]) {
  const orders = [...Map.groupBy(events, orderOf)];
  const answers = await mapBounded(orders, LOOKUPS_MAX, async ([order, [first]]) => {
    if (first === undefined) return [order, NOTHING] as const;
    return [order, await foundOrUnreadable(find, subjectOf(first))] as const;
  });
  return new Map(answers);
}

/** An order whose entries cannot be read holds up no other of its page: its own next refund rings. */
async function foundOrUnreadable(find: Ledger["find"], order: Placed): Promise<Found | "unreadable"> {
  try {
    return await find(order);
  } catch (error) {
    if (error instanceof UnreadableEntryError || error instanceof LedgerLimitError) return "unreadable";
    throw error;
  }
}

function subjectOf({ detail }: WebhookEvent): Placed {
  if ("purchase" in detail) return detail.purchase;
  if ("link" in detail) return detail.link;
  if ("order" in detail) return detail.order;
  return "refund" in detail ? detail.refund : detail.trouble;
}

function orderOf(event: WebhookEvent): string {
  return subjectOf(event).orderId;
}

/**
 * Whether the ledger has an event. A refund that waits for its purchase is in it; the purchase is what is missing then.
 * An order's trouble and another id of an order are in no list: they cannot be missing.
 */
function isWritten({ detail }: WebhookEvent, found: Found): boolean {
  if ("purchase" in detail) return isPurchaseRecorded(found, detail.purchase);
  return "refund" in detail ? isRefundRecorded(found, detail.refund) : true;
}
