import * as z from "zod";
import type { RecordedOrder } from "../giving/ledger/statement.ts";
import { daysAfter } from "../model/days.ts";
import { Funding } from "../model/gift.ts";
import { Currency } from "../model/money.ts";
import { CauseSlug, Day, Instant } from "../model/purchase.ts";
import { dayEntryText } from "./day-entry.ts";
import { dayTrees, giftLeaves, type ProofFrame } from "./day-trees.ts";
import { type GiftLeaf, TREE_KINDS } from "./gift-leaf.ts";
import { orderUpTo, type TakenOrder } from "./gift-moves.ts";
import { dayEntries, type GiftTree } from "./gift-tree.ts";

/**
 * What is remembered from one night to the next, so that none reads more of the ledger than the day touched. What a day publishes is
 * a function of this and of the orders that it touched.
 */

const Minor = z.int().min(0);

/** A leaf as it waits: for the day on which it is settled, or for others of its tree. */
export const WaitingLeaf = z.object({
  log: z.string(),
  day: Day,
  kind: z.enum(TREE_KINDS),
  cause: CauseSlug,
  currency: Currency,
  funding: Funding,
  minor: Minor,
  base: Minor,
  terms: z.string(),
  shop: z.string(),
  order: z.string(),
  placedAt: Instant,
  paid: Minor,
  other: CauseSlug.optional(),
  salt: z.string(),
});

/**
 * What an order is going to bring to one day if nothing more happens to it; no leaves: what was said of it before no longer holds.
 * The last one said of an order and a day counts.
 */
export const Outlook = z.object({ order: z.string(), leaves: z.array(WaitingLeaf) });
export type Outlook = z.infer<typeof Outlook>;

/** What one day publishes, and what it leaves behind. `outlooks`: by the day that they are of. */
export interface Night {
  readonly trees: readonly GiftTree[];
  readonly entries: readonly string[];
  readonly waiting: readonly GiftLeaf[];
  readonly outlooks: ReadonlyMap<Day, readonly Outlook[]>;
}

/**
 * What a day publishes.
 * - `touched`: the orders of which the log takes an entry on that day; what is of later days is left out of them
 * - `outlooks`: what earlier nights said of this day, the earliest first
 * - `waiting`: leaves of this month that were few when the day before was closed
 */
export function nightOf(
  day: Day,
  { touched, outlooks, waiting }: NightBefore & { readonly touched: readonly TakenOrder[] },
  frame: ProofFrame,
): Night {
  const settling = new Map(outlooks.map(({ order, leaves }) => [order, leaves]));
  const ahead = new Map<Day, Outlook[]>();
  const own: GiftLeaf[] = [];
  for (const order of touched.toSorted(byName)) {
    const now = orderUpTo(order, day, frame.timeZone);
    if (now === undefined) continue;
    const name = orderName(order);
    settling.delete(name);
    const leaves = giftLeaves(now, frame);
    own.push(...leaves.filter((leaf) => leaf.day === day));
    const before = orderUpTo(order, daysAfter(day, -1), frame.timeZone);
    const said = before === undefined ? [] : giftLeaves(before, frame);
    const later = [...leaves, ...said].map((leaf) => leaf.day).filter((its) => its > day);
    for (const its of new Set(later)) {
      const outlook = { order: name, leaves: leaves.filter((leaf) => leaf.day === its) };
      ahead.set(its, [...(ahead.get(its) ?? []), outlook]);
    }
  }
  const known = [...waiting, ...own, ...[...settling.values()].flat()];
  const trees = dayTrees(known, day, frame);
  const published = new Set(trees.flatMap(({ gifts }) => gifts.map(({ salt }) => salt)));
  return {
    trees,
    entries: dayEntries(trees).map(dayEntryText),
    waiting: known.filter(({ salt }) => !published.has(salt)).toSorted(bySalt),
    outlooks: ahead,
  };
}

export interface NightBefore {
  readonly outlooks: readonly Outlook[];
  readonly waiting: readonly GiftLeaf[];
}

function orderName({ accrual: { source, connection, orderId } }: RecordedOrder): string {
  return `${source}/${connection}/${orderId}`;
}

function byName(one: RecordedOrder, other: RecordedOrder): number {
  return orderName(one) < orderName(other) ? -1 : 1;
}

function bySalt({ salt: one }: GiftLeaf, { salt: other }: GiftLeaf): number {
  return one < other ? -1 : 1;
}
