import type { Bucket, BucketStore } from "../giving/ledger/bucket.store.ts";
import { parseBucketKey } from "../giving/ledger/ledger.keys.ts";
import type { Key } from "../platform/aws/key.ts";
import { mapBounded } from "../platform/bounded.ts";
import { unreadableFacts } from "../platform/lambda/report-unreadable.ts";
import type { StreamUseCase } from "../platform/lambda/stream.ts";
import { type Calendar, calendar, monthOf, quarterOf } from "./calendar.ts";
import { isAtLimit } from "./exact-sum.ts";
import { foldBucket, foldTotals, withoutSettlement } from "./fold.ts";
import {
  allTimeKey,
  type Children,
  dayKey,
  inAllTime,
  inDay,
  inMonth,
  inQuarter,
  leafKey,
  monthKey,
  quarterKey,
} from "./impact.keys.ts";
import type { ImpactStore } from "./impact.store.ts";
import type { Totals } from "./impact.ts";

/** How many periods of one level are read and written at the same time. */
export const FOLDS_AT_ONCE_MAX = 8;

export interface FoldDeps {
  readonly buckets: Pick<BucketStore, "read">;
  readonly impact: Pick<ImpactStore, "put" | "children">;
}

/**
 * What a fold could not do, each in words without values: items of a bucket that are no entries, and rows whose sums are
 * at their limit or more than an item holds. All else is folded.
 */
export interface FoldProblem {
  readonly kind: "unreadable" | "limit";
  readonly reason: string;
}

/**
 * Brings the totals of the named buckets, and of every period above them, up to what the ledger holds now.
 *
 * Nothing is added to what is stored: each bucket is read again and its totals set, then each period above is
 * recomputed from its children. A second, late or overlapping call is therefore harmless, and a call that dies
 * between any two steps is repaired by the next one over the same buckets, which goes through all levels even
 * where a row is already right. Each bucket and each period is read once, however many entries are new in it.
 *
 * An item that cannot be read hides nothing: the rest of its bucket is folded, and it is among the answered problems.
 * Throws what a store throws.
 */
export async function foldBuckets(
  { buckets, impact }: FoldDeps,
  calendar: Calendar,
  dirty: readonly Bucket[],
): Promise<FoldProblem[]> {
  const leaves = await mapBounded(dirty, FOLDS_AT_ONCE_MAX, async (bucket) => {
    const problems: FoldProblem[] = [];
    const folded = foldBucket(calendar);
    for await (const { entries, unreadable } of buckets.read(bucket)) {
      folded.add(entries);
      for (const { sk, reason } of unreadable)
        problems.push({ kind: "unreadable", reason: `${sk} (${reason})` });
    }
    const key = leafKey(quarterOf(bucket.minute), bucket.minute, bucket.shard);
    return [...problems, ...(await put(impact, key, folded.totals()))];
  });
  return [...leaves.flat(), ...(dirty.length > 0 ? await foldParents(impact, calendar, dirty) : [])];
}

const NOTHING: Totals = { entries: 0, sums: [], counts: [] };

async function put(impact: FoldDeps["impact"], key: Key, totals: Totals): Promise<FoldProblem[]> {
  const outcome = await impact.put(key, totals);
  const name = `${key.pk} ${key.sk}`;
  const isFull = totals.sums.some(({ net, takenBack }) => isAtLimit(net) || isAtLimit(takenBack));
  const reasons = [
    ...(outcome === "tooLarge" ? [`${name}: ${totals.sums.length} sums are no item`] : []),
    ...(isFull ? [`${name}: a sum is at its limit`] : []),
  ];
  return reasons.map((reason) => ({ kind: "limit", reason }));
}

async function foldParents(
  impact: FoldDeps["impact"],
  calendar: Calendar,
  folded: readonly Bucket[],
): Promise<FoldProblem[]> {
  const problems: FoldProblem[] = [];
  const quarters = new Set(folded.map((bucket) => quarterOf(bucket.minute)));
  const days = new Set([...quarters].map((quarter) => calendar.dayOf(quarter)));
  const months = new Set([...days].map(monthOf));

  async function level(
    names: ReadonlySet<string>,
    key: (name: string) => Key,
    inside: (name: string) => Children,
    pending: boolean,
  ) {
    await mapBounded([...names], FOLDS_AT_ONCE_MAX, async (name) => {
      let totals = NOTHING;
      for await (const children of impact.children(inside(name))) {
        totals = foldTotals([totals, ...(pending ? children : children.map(withoutSettlement))]);
      }
      problems.push(...(await put(impact, key(name), totals)));
    });
  }

  await level(quarters, (quarter) => quarterKey(calendar.dayOf(quarter), quarter), inQuarter, true);
  await level(days, dayKey, inDay, true);
  await level(months, monthKey, inMonth, false);
  await level(new Set(["all"]), allTimeKey, inAllTime, false);
  return problems;
}

/**
 * Folds what a batch of the ledger's stream touched. Records of other partitions are ignored. What cannot be read or
 * written is in the facts of the call, which an alarm counts: a record that failed would hold up all that come after it.
 */
export function foldImpact(deps: FoldDeps & { readonly timeZone: () => Promise<string> }): StreamUseCase {
  return async (records) => {
    const touched = new Map<string, Bucket>();
    for (const { key } of records) {
      const bucket = parseBucketKey(key.pk);
      if (bucket !== undefined) touched.set(key.pk, bucket);
    }
    if (touched.size === 0) return { failed: [], facts: { buckets: 0 } };

    const problems = await foldBuckets(deps, calendar(await deps.timeZone()), [...touched.values()]);
    return {
      failed: [],
      facts: { buckets: touched.size, ...unreadableFacts(problems.map(({ reason }) => reason)) },
    };
  };
}
