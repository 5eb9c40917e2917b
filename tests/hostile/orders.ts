import * as fc from "fast-check";
import type { CauseChoice } from "../../core/giving/pricing/choice.ts";
import type { Purchase } from "../../core/model/purchase.ts";
import type { Order } from "../../demo/facts.ts";
import type { Message } from "../../demo/message.ts";
import { messagesOf, orderIdOf } from "../../demo/sample-shops.ts";
import { sampleDay } from "../support/sample-day.ts";
import { NOW } from "./shop-world.ts";

const DAYS = 24;
const days = new Map<number, readonly Order[]>();

function dayOf(seed: number): readonly Order[] {
  const drawn = days.get(seed) ?? sampleDay({ seed, at: NOW }).map(withoutPick);
  days.set(seed, drawn);
  return drawn;
}

/** Shops send webhooks here, and nobody opens the page behind a receipt's link. */
function withoutPick({ claimed: _, ...order }: Order): Order {
  return order;
}

/** Orders of a sample day, as the shops send them. */
export function orders(max: number): fc.Arbitrary<readonly Order[]> {
  const where = fc.record({
    seed: fc.nat({ max: DAYS }),
    from: fc.nat({ max: 540 }),
    count: fc.integer({ min: 1, max }),
  });
  return where.map(({ seed, from, count }) => dayOf(seed).slice(from, from + count));
}

/** One order of a sample day. */
export const order: fc.Arbitrary<Order> = orders(1)
  .filter((some) => some.length > 0)
  .map(([one]) => {
    if (one === undefined) throw new Error("There is no order");
    return one;
  });

/** What each order's customer wishes, as the ledger's command is told it. */
export function choiceOf(all: readonly Order[]): (purchase: Purchase) => CauseChoice {
  const byId = new Map(all.map((order) => [`${order.source} ${orderIdOf(order)}`, order]));
  return ({ source, orderId, cause }) => {
    const shopper = byId.get(`${source} ${orderId}`)?.shopper;
    const otherwise = shopper?.known ? [...shopper.choice] : [];
    if (cause !== undefined) return { by: "order", causes: [{ cause, weight: 1 }], otherwise };
    return otherwise.length > 0 ? { by: "customer", causes: otherwise } : { by: "unclaimed" };
  };
}

/** The webhooks of an order, and those that are sent once all of these are recorded. */
export function webhooksOf(order: Order): {
  readonly first: readonly Message[];
  readonly later: readonly Message[];
} {
  const { purchase, updates, refunds, afterwards = [] } = messagesOf(order);
  return { first: [purchase, ...updates, ...refunds], later: afterwards };
}
