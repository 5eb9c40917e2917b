import type { Accrual, Entry, Reassignment } from "../giving/ledger/entry.ts";
import { orderPath } from "../giving/ledger/ledger.keys.ts";
import { assertNever } from "../model/assert-never.ts";
import type { Count } from "./impact.ts";

/**
 * What counting needs of one purchase: the causes that it ever gave to, each with what is left of it; the balance of gifts that
 * reassignments moved to a cause or from it; by what its cause was chosen.
 */
interface PurchaseSoFar {
  readonly left: Map<string, number>;
  readonly given: Map<string, number>;
  recorded: boolean;
  by: Accrual["causeBy"];
  /** The causes that were free to choose; undefined of an entry that does not say. */
  chosen: readonly string[] | undefined;
  /** Whether a cause may have nothing of it any more. */
  moved: boolean;
  claim: Reassignment | undefined;
  firstFor: readonly string[];
}

/** The purchases of one bucket while its entries are read: all entries of a purchase are in one bucket. */
export type Purchases = Map<string, PurchaseSoFar>;

/** Takes up more entries of the bucket, in any order; each must come once. */
export function addToPurchases(purchases: Purchases, entries: readonly Entry[]): void {
  for (const entry of entries) {
    const order = orderPath(entry);
    const one = purchases.get(order) ?? nothingYet();
    purchases.set(order, one);
    for (const { cause, minor } of entry.parts) if (minor !== 0) addTo(one.left, cause, minor);
    const given = entry.kind === "reassignment" ? (entry.whole ?? entry).parts : entry.parts;
    const gives = entry.kind !== "clawback" && entry.kind !== "restoration";
    if (gives) for (const { cause, minor } of given) addTo(one.given, cause, minor);
    if (entry.kind === "reassignment") {
      one.moved = true;
      if (entry.by === undefined) one.claim = entry;
      one.firstFor = [...one.firstFor, ...entry.firstFor];
    }
    // What the brand adds to a guaranteed minimum is of no purchase.
    if (entry.kind !== "accrual" || entry.topUp === true) continue;
    one.recorded = true;
    one.by = entry.causeBy;
    one.chosen = entry.chosen;
    one.firstFor = [...one.firstFor, ...entry.firstFor];
  }
}

function nothingYet(): PurchaseSoFar {
  const [left, given] = [new Map(), new Map()];
  const choice = { by: "unclaimed" as const, chosen: undefined, claim: undefined };
  return { left, given, recorded: false, moved: false, ...choice, firstFor: [] };
}

function addTo(sums: Map<string, number>, cause: string, minor: number): void {
  sums.set(cause, (sums.get(cause) ?? 0) + minor);
}

/**
 * A purchase counts under `*` and under each cause when it gave something, at once or as its order grew.
 * - What was returned in full did happen: it goes on counting, and is counted among `returned`.
 * - One that gave nothing (below a minimum, a product without a gift, no terms) counts as `withoutGift` alone.
 * - One whose gift was moved to another cause counts under that cause, and not under the one that it left.
 * - A customer counts once per cause, by the entry that says `firstFor`.
 */
export function countPurchases(purchases: Purchases): Count[] {
  const counts = new Map<string, Count>();
  const count = (cause: string, more: Partial<Count>) =>
    counts.set(cause, addCount(counts.get(cause) ?? { cause, purchases: 0, customers: 0 }, more));
  for (const purchase of purchases.values()) {
    const { recorded, firstFor } = purchase;
    for (const cause of firstFor) count(cause, { customers: 1 });
    if (!recorded) continue;
    const left = leftByCause(purchase);
    if (left.length === 0) {
      count("*", { withoutGift: 1 });
      continue;
    }
    const isReturned = left.every(([, minor]) => minor <= 0);
    count("*", {
      purchases: 1,
      ...(isReturned && { returned: 1 }),
      ...chosenBy(purchase),
    });
    for (const [cause, minor] of left)
      count(cause, { purchases: 1, ...(minor <= 0 && { returned: 1 }), ...wayTo(cause, purchase) });
  }
  return [...counts.values()].toSorted((a, b) => (a.cause < b.cause ? -1 : 1));
}

/** What is left for each cause that the purchase gave to; none for one that its gift left for another. */
function leftByCause({ left, given, moved }: PurchaseSoFar): [string, number][] {
  return [...left].filter(([cause]) => !moved || given.get(cause) !== 0);
}

/** By what its causes were chosen, if they were. */
function chosenBy({ by, claim }: Pick<PurchaseSoFar, "by" | "claim">): Partial<Count> {
  if (claim !== undefined) return { byClaim: 1 };
  switch (by) {
    case "order":
      return { byOrder: 1 };
    case "customer":
      return { byCustomer: 1 };
    case "unclaimed":
      return {};
    default:
      return assertNever(by);
  }
}

/** How a purchase came to one of its causes; nothing where its entry does not say what was chosen. What the brand moved nobody chose. */
function wayTo(cause: string, { by, chosen, claim }: PurchaseSoFar): Partial<Count> {
  const free = claim === undefined ? chosen : [claim.cause];
  if (free === undefined) return {};
  if (!free.includes(cause)) return { bySplit: 1 };
  return claim === undefined && by === "unclaimed" ? { byDefault: 1 } : chosenBy({ by, claim });
}

const RARE = ["returned", "withoutGift", "byOrder", "byCustomer", "byClaim", "byDefault", "bySplit"] as const;

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
