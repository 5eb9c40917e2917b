import type { Entry } from "../giving/ledger/entry.ts";
import { orderPath } from "../giving/ledger/ledger.keys.ts";
import type { Count } from "./impact.ts";

/** What counting needs of one purchase: the causes that it ever gave to, each with what is left of it. */
interface PurchaseSoFar {
  readonly left: Map<string, number>;
  recorded: boolean;
  by: "order" | "customer" | "unclaimed";
  firstFor: readonly string[];
}

/** The purchases of one bucket while its entries are read: all entries of a purchase are in one bucket. */
export type Purchases = Map<string, PurchaseSoFar>;

/** Takes up more entries of the bucket, in any order; each must come once. */
export function addToPurchases(purchases: Purchases, entries: readonly Entry[]): void {
  for (const entry of entries) {
    const order = orderPath(entry);
    const one = purchases.get(order) ?? { left: new Map(), recorded: false, by: "unclaimed", firstFor: [] };
    purchases.set(order, one);
    for (const { cause, minor } of entry.parts) {
      if (minor !== 0) one.left.set(cause, (one.left.get(cause) ?? 0) + minor);
    }
    if (entry.kind !== "accrual") continue;
    one.recorded = true;
    one.by = entry.causeBy;
    one.firstFor = entry.firstFor;
  }
}

/**
 * A purchase counts under `*` and under each cause when it gave something, at once or as its order grew.
 * - What was returned in full did happen: it goes on counting, and is counted among `returned`.
 * - One that gave nothing (below a minimum, a product without a gift, no terms) counts as `withoutGift` alone.
 * - A customer counts once per cause, by the entry that says `firstFor`.
 */
export function countPurchases(purchases: Purchases): Count[] {
  const counts = new Map<string, Count>();
  const count = (cause: string, more: Partial<Count>) =>
    counts.set(cause, addCount(counts.get(cause) ?? { cause, purchases: 0, customers: 0 }, more));
  for (const { left, recorded, by, firstFor } of purchases.values()) {
    for (const cause of firstFor) count(cause, { customers: 1 });
    if (!recorded) continue;
    if (left.size === 0) {
      count("*", { withoutGift: 1 });
      continue;
    }
    const isReturned = [...left.values()].every((minor) => minor <= 0);
    count("*", {
      purchases: 1,
      ...(isReturned && { returned: 1 }),
      ...(by === "order" && { byOrder: 1 }),
      ...(by === "customer" && { byCustomer: 1 }),
    });
    for (const [cause, minor] of left) count(cause, { purchases: 1, ...(minor <= 0 && { returned: 1 }) });
  }
  return [...counts.values()].toSorted((a, b) => (a.cause < b.cause ? -1 : 1));
}

const RARE = ["returned", "withoutGift", "byOrder", "byCustomer"] as const;

/** The sum of two counts; what is rare is left out while it is zero, so that a row stays small. */
export function addCount(one: Count, more: Partial<Count>): Count {
  const sum: Count = {
    cause: one.cause,
    purchases: one.purchases + (more.purchases ?? 0),
    customers: one.customers + (more.customers ?? 0),
  };
  for (const name of RARE) {
    const all = (one[name] ?? 0) + (more[name] ?? 0);
    if (all > 0) sum[name] = all;
  }
  return sum;
}
