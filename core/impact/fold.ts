import {
  type Entry,
  happenedAt,
  type MovedPart,
  pendingUntil,
  type Reassignment,
} from "../giving/ledger/entry.ts";
import type { Part } from "../model/gift.ts";
import type { Day } from "../model/purchase.ts";
import type { Calendar } from "./calendar.ts";
import { addCount, addToPurchases, countPurchases, type Purchases } from "./count-purchases.ts";
import { exactSum } from "./exact-sum.ts";
import type { Count, Sum, Totals } from "./impact.ts";

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** What a sum is of. No part holds a space, so the text is unique and its order is the canonical one. */
function sumName(sum: Omit<Sum, "net" | "takenBack" | "gifts">): string {
  return `${sum.cause} ${sum.funding} ${sum.currency} ${sum.settlesOn ?? ""}`;
}

function addSums(sums: readonly Sum[]): Sum[] {
  return [...Map.groupBy(sums, sumName)]
    .toSorted(([a], [b]) => byText(a, b))
    .flatMap(([, [first, ...rest]]) => {
      if (first === undefined) return [];
      if (rest.length === 0) return [first];
      const all = [first, ...rest];
      return [
        {
          ...first,
          net: exactSum(all.map(({ net }) => net)),
          takenBack: exactSum(all.map(({ takenBack }) => takenBack)),
          gifts: all.reduce((sum, { gifts }) => sum + gifts, 0),
        },
      ];
    });
}

function addCounts(counts: readonly Count[]): Count[] {
  const all = new Map<string, Count>();
  for (const count of counts) {
    const before = all.get(count.cause);
    all.set(count.cause, before === undefined ? count : addCount(before, count));
  }
  return [...all.values()].toSorted((a, b) => byText(a.cause, b.cause));
}

/** Only what is pending names a day: else a day would gather one more sum for each later day on which a customer returns goods. */
function settling(entry: Entry, part: Part | MovedPart, happened: Day): { readonly settlesOn?: Day } {
  const settlesOn = pendingUntil(entry, part, happened);
  return settlesOn === undefined ? {} : { settlesOn };
}

function sumsOf(entry: Entry, calendar: Calendar): Sum[] {
  const happened = calendar.dayOf(happenedAt(entry));
  if (entry.kind === "reassignment") return movesOf(entry, happened);
  const moves = entry.parts.filter((part) => part.minor !== 0);
  return moves.map((part) => ({
    cause: part.cause,
    funding: part.funding,
    currency: entry.currency,
    ...settling(entry, part, happened),
    net: part.minor,
    takenBack: takenBackBy(entry, part),
    gifts: entry.kind === "accrual" && entry.topUp !== true ? 1 : 0,
  }));
}

/** What moves from one cause to another takes its gift with it, and settles when it would have. */
function movesOf(entry: Reassignment, happened: Day): Sum[] {
  return entry.parts.map((part) => ({
    cause: part.cause,
    funding: part.funding,
    currency: entry.currency,
    ...settling(entry, part, happened),
    net: part.minor,
    takenBack: part.takenBack ?? 0,
    gifts: part.gifts ?? 0,
  }));
}

/** A restoration lowers what was taken back; a supplement gives more. */
function takenBackBy(entry: Entry, { minor }: Part): number {
  return entry.kind === "clawback" || entry.kind === "restoration" ? -minor : 0;
}

/**
 * The totals of the entries of one bucket, whatever order and pages they come in. Each entry must be in it once: what is
 * read from the ledger has no duplicates. A part of zero (a split of a few cents over many causes) is no gift.
 * Purchases are counted as {@link countPurchases} says.
 */
export function foldBucket(calendar: Calendar): {
  readonly add: (entries: readonly Entry[]) => void;
  readonly totals: () => Totals;
} {
  const purchases: Purchases = new Map();
  let sums: Sum[] = [];
  let count = 0;
  return {
    add(entries) {
      count += entries.length;
      sums = addSums([...sums, ...entries.flatMap((entry) => sumsOf(entry, calendar))]);
      addToPurchases(purchases, entries);
    },
    totals: () => ({ entries: count, sums, counts: countPurchases(purchases) }),
  };
}

/** {@link foldBucket} of all entries at once. */
export function foldEntries(entries: readonly Entry[], calendar: Calendar): Totals {
  const bucket = foldBucket(calendar);
  bucket.add(entries);
  return bucket.totals();
}

/** The totals of a period from those of the periods in it: commutative, associative, always the same bytes. */
export function foldTotals(children: readonly Totals[]): Totals {
  return {
    entries: children.reduce((sum, child) => sum + child.entries, 0),
    sums: addSums(children.flatMap((child) => child.sums)),
    counts: addCounts(children.flatMap((child) => child.counts)),
  };
}

/** The same totals without the days of settlement: what a month and all time keep. */
export function withoutSettlement(totals: Totals): Totals {
  return { ...totals, sums: addSums(totals.sums.map(({ settlesOn: _, ...sum }) => sum)) };
}
