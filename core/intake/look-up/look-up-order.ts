import * as z from "zod";
import { OrderNoticed, PurchaseCompleted, PurchaseRefunded } from "../../events/catalog.ts";
import type { CatalogEvent, EventBus } from "../../events/event-bus.client.ts";
import { isTooLargeForEvent } from "../../events/event-size.ts";
import { type Instant, type OrderRef, Purchase, Refund } from "../../model/purchase.ts";
import type { Source } from "../../model/sources.ts";
import type { CallFacts } from "../../platform/lambda/log-call.ts";
import type { FactsLookUp, LookUpRequest, OrderFacts } from "../shop-system/look-up.ts";
import { type AskShop, ShopBusyError } from "../shop-system/order-list.ts";
import { invalidPayload, parsePayload } from "../shop-system/payload.ts";
import type { RoundUps } from "../shop-system/round-up-rule.ts";
import type { ShopSystem } from "../shop-system/shop-system.ts";
import { withoutAddresses } from "../webhook/hashed-ids.ts";
import { OtherOrderError, statedEvents } from "../webhook/stated-events.ts";
import type { WithAccess } from "./kept-access.ts";

const LookUpFacts = z.union([
  PurchaseCompleted.detail.required({ lookUp: true }),
  PurchaseRefunded.detail.required({ lookUp: true }),
]);
/** A webhook that says of an order what it knows. */
type LookUpFacts = z.infer<typeof LookUpFacts>;
/** One that only names it. */
type Notice = z.infer<typeof OrderNoticed.detail>;

/** What a webhook said of an order, and what its shop is to be asked for: the detail of its event. */
export const LookUpOrder = z.union([LookUpFacts, OrderNoticed.detail]);
export type LookUpOrder = z.infer<typeof LookUpOrder>;

type Facts = { readonly purchase: Purchase } | { readonly refund: Refund };

/**
 * What came of a look-up.
 * - `exact`: one purchase or refund, which takes the place of the event's; without a `lookUp`
 * - `published`: several, each on the bus as an event of its own: the event that asked is done
 * - `notNeeded`: the shop says that nothing counts
 * - `busy`: the shop has no time, or did not answer: nothing happened, and to ask later is right
 */
export type OrderLookedUp =
  | { readonly outcome: "exact"; readonly facts: Facts }
  | { readonly outcome: "published"; readonly events: number }
  | { readonly outcome: "notNeeded" }
  | { readonly outcome: "busy" };

export interface LookUpOrderDeps {
  readonly systems: Readonly<Record<Source, Pick<ShopSystem, "lookUp" | "fetchOrder">>>;
  /** Connections, as `source/connection`, whose shop is asked. */
  readonly lookUps: ReadonlySet<string>;
  /** What is a round-up at which connection. */
  readonly roundUps: RoundUps;
  readonly ask: (connection: string) => AskShop;
  readonly withAccess: WithAccess;
  readonly bus: EventBus;
  /** The key of identities; read only for an answer that names somebody, or with an id that reads as an address. */
  readonly key: () => Promise<string>;
  readonly now: () => Instant;
}

/**
 * Asks the shop for what a webhook left out. Who bought is the event's; of an order that a notice only names, the shop's answer
 * says it, and hashes alone go on. Asking again gives facts of the same order under the same ids, which the ledger counts once.
 * An event of a connection that is not asked any more counts as it came, or not at all where the answer is `needed`. Throws ShopAccessMissingError, ShopRefusedError, InvalidPayloadError and
 * {@link OtherOrderError}, for a person to look at.
 */
export function lookUpOrder(deps: LookUpOrderDeps) {
  return async (event: LookUpOrder): Promise<OrderLookedUp> => {
    if ("order" in event) return fetchNoticed(deps, event);
    const order = orderOf(event);
    const name = `${order.source}/${order.connection}`;
    const { lookUp: load } = deps.systems[order.source];
    if (load === undefined || !deps.lookUps.has(name)) {
      return event.lookUp.needed ? { outcome: "notNeeded" } : { outcome: "exact", facts: factsOf(event) };
    }
    const facts = await askedFor(deps, await load(), event);
    if (facts === "busy") return { outcome: "busy" };
    const checkedFacts = facts.map(checked(event));
    return recorded(
      deps.bus,
      event,
      await Promise.all(checkedFacts.map((one) => withoutAddresses(one, deps.key))),
    );
  };
}

/** All that the shop says of an order that its webhook only names, as an event of each. */
async function fetchNoticed(deps: LookUpOrderDeps, { order, lookUp }: Notice): Promise<OrderLookedUp> {
  const { key, bus, systems, roundUps, lookUps } = deps;
  const { source, connection } = order;
  const name = `${source}/${connection}`;
  const fetchOrder = lookUps.has(name) ? await systems[source].fetchOrder?.() : undefined;
  if (fetchOrder === undefined) return { outcome: "notNeeded" };
  const request = { connection, lookUp, now: deps.now(), roundUp: roundUps.get(name) };
  const stated = await unlessBusy(() =>
    deps.withAccess(name, (access) => fetchOrder(deps.ask(name), { ...request, access })),
  );
  if (stated === "busy") return { outcome: "busy" };
  const events = await statedEvents(stated, order, key);
  if (events.length === 0) return { outcome: "notNeeded" };
  await bus.put(events);
  return { outcome: "published", events: events.length };
}

/** What only this event's connection may be asked for, with its own token. */
async function askedFor(
  { ask, withAccess, roundUps, now }: LookUpOrderDeps,
  lookUpFacts: FactsLookUp,
  event: LookUpFacts,
): Promise<readonly OrderFacts[] | "busy"> {
  const { source, connection } = orderOf(event);
  const name = `${source}/${connection}`;
  const roundUp = roundUps.get(name);
  const request = { connection, lookUp: event.lookUp, facts: withoutPerson(event), now: now(), roundUp };
  const withToken = (access: LookUpRequest["access"]) => lookUpFacts(ask(name), { ...request, access });
  return unlessBusy(() => withAccess(name, withToken));
}

async function unlessBusy<Answer>(ask: () => Promise<Answer>): Promise<Answer | "busy"> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof ShopBusyError) return "busy";
    throw error;
  }
}

async function recorded(bus: EventBus, event: LookUpFacts, facts: readonly Facts[]): Promise<OrderLookedUp> {
  const [first] = facts;
  if (first === undefined) return { outcome: "notNeeded" };
  if (facts.length === 1 && "purchase" in first === "purchase" in event)
    return { outcome: "exact", facts: first };
  await bus.put(facts.map(eventOf));
  return { outcome: "published", events: facts.length };
}

function eventOf(facts: Facts): CatalogEvent {
  return { contract: "purchase" in facts ? PurchaseCompleted : PurchaseRefunded, detail: facts };
}

/** A refund's event has no identities, so it may not become a purchase: that would be nobody's. */
function checked(event: LookUpFacts) {
  const wanted = orderOf(event);
  const hashed = "purchase" in event ? hashedOf(event.purchase) : undefined;
  return (answered: OrderFacts): Facts => {
    const facts = parsed(answered, hashed);
    const { source, connection, orderId } = orderOf(facts);
    if (source !== wanted.source || connection !== wanted.connection || orderId !== wanted.orderId)
      throw new OtherOrderError("The look-up answered facts of another order");
    if (isTooLargeForEvent(facts)) throw invalidPayload("order", "says more than one event holds");
    return facts;
  };
}

type Hashed = Pick<Purchase, "identities" | "receipts">;

/** What the webhook alone says, and leaves it as hashes: a look-up answers without it. */
function hashedOf({ identities, receipts }: Purchase): Hashed {
  return { identities, ...(receipts && { receipts }) };
}

function parsed(answered: OrderFacts, hashed: Hashed | undefined): Facts {
  if (answered.kind === "refund") return { refund: parsePayload(Refund, answered.refund) };
  if (hashed === undefined) throw new OtherOrderError("The look-up answered a purchase to a refund");
  return { purchase: parsePayload(Purchase, { ...answered.purchase, ...hashed }) };
}

function withoutPerson(event: LookUpFacts): OrderFacts {
  if ("refund" in event) return { kind: "refund", refund: event.refund };
  const { identities: _, ...purchase } = event.purchase;
  return { kind: "purchase", purchase };
}

function factsOf(event: LookUpFacts): Facts {
  return "purchase" in event ? { purchase: event.purchase } : { refund: event.refund };
}

/** Which shop is asked for what, for the log: `square/till` and `order`, no id and nothing of a person. */
export function askedOf(input: unknown): CallFacts {
  const event = LookUpOrder.safeParse(input).data;
  if (event === undefined) return {};
  const { source, connection } = "order" in event ? event.order : orderOf(event);
  return { connection: `${source}/${connection}`, of: event.lookUp.of };
}

function orderOf(facts: Facts): OrderRef {
  return "purchase" in facts ? facts.purchase : facts.refund;
}
