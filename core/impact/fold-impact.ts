import type { Bucket, BucketStore } from "../giving/ledger/bucket.store.ts";
import { bucketKey, parseBucketKey } from "../giving/ledger/ledger.keys.ts";
import type { Key } from "../platform/aws/key.ts";
import { mapBounded } from "../platform/bounded.ts";
import type { StreamUseCase } from "../platform/lambda/stream.ts";
import { type Calendar, calendar, monthOf, quarterOf } from "./calendar.ts";
import { foldEntries, foldTotals, withoutSettlement } from "./fold.ts";
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

/** How many periods of one level are read and written at the same time. */
export const FOLDS_AT_ONCE_MAX = 8;

export interface FoldDeps {
  readonly buckets: Pick<BucketStore, "read">;
  readonly impact: Pick<ImpactStore, "put" | "children">;
}

/** A bucket whose leaf is not set, because an item in it is no known entry. Its other levels stay as they are. */
export interface PoisonedBucket {
  readonly bucket: Bucket;
  readonly reasons: readonly string[];
}

/**
 * Brings the totals of the named buckets, and of every period above them, up to what the ledger holds now.
 *
 * Nothing is added to what is stored: each bucket is read again and its totals set, then each period above is
 * recomputed from its children. A second, late or overlapping call is therefore harmless, and a call that dies
 * between any two steps is repaired by the next one over the same buckets, which goes through all levels even
 * where a row is already right. Each bucket and each period is read once, however many entries are new in it.
 *
 * Throws what a store throws; a poisoned bucket is an answer.
 */
export async function foldBuckets(
  { buckets, impact }: FoldDeps,
  calendar: Calendar,
  dirty: readonly Bucket[],
): Promise<PoisonedBucket[]> {
  const leaves = await mapBounded(dirty, FOLDS_AT_ONCE_MAX, async (bucket) => {
    const { entries, unreadable } = await buckets.read(bucket);
    if (unreadable.length > 0) {
      return { bucket, reasons: unreadable.map((item) => `${item.sk} (${item.reason})`) };
    }
    const key = leafKey(quarterOf(bucket.minute), bucket.minute, bucket.shard);
    await impact.put(key, foldEntries(entries, calendar));
    return { bucket, reasons: [] };
  });
  const folded = leaves.filter((leaf) => leaf.reasons.length === 0).map((leaf) => leaf.bucket);
  if (folded.length > 0) await foldParents(impact, calendar, folded);
  return leaves.filter((leaf) => leaf.reasons.length > 0);
}

async function foldParents(
  impact: FoldDeps["impact"],
  calendar: Calendar,
  folded: readonly Bucket[],
): Promise<void> {
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
      const totals = foldTotals(await impact.children(inside(name)));
      await impact.put(key(name), pending ? totals : withoutSettlement(totals));
    });
  }

  await level(quarters, (quarter) => quarterKey(calendar.dayOf(quarter), quarter), inQuarter, true);
  await level(days, dayKey, inDay, true);
  await level(months, monthKey, inMonth, false);
  await level(new Set(["all"]), allTimeKey, inAllTime, false);
}

/**
 * Folds what a batch of the ledger's stream touched. Records of other partitions are ignored; all records of a
 * poisoned bucket are failures, with the reason, so that they end in the dead-letter queue and not in silence.
 */
export function foldImpact(deps: FoldDeps & { readonly timeZone: () => Promise<string> }): StreamUseCase {
  return async (records) => {
    const touched = new Map<string, { bucket: Bucket; ids: string[] }>();
    for (const { id, key } of records) {
      const bucket = parseBucketKey(key.pk);
      if (bucket === undefined) continue;
      const before = touched.get(key.pk);
      if (before === undefined) touched.set(key.pk, { bucket, ids: [id] });
      else before.ids.push(id);
    }
    if (touched.size === 0) return { failed: [], facts: { buckets: 0 } };

    const dirty = [...touched.values()].map(({ bucket }) => bucket);
    const poisoned = await foldBuckets(deps, calendar(await deps.timeZone()), dirty);
    const failed = poisoned.flatMap(({ bucket, reasons }) => {
      const ids = touched.get(bucketKey(bucket.minute, bucket.shard))?.ids ?? [];
      return ids.map((id) => ({ id, reason: reasons.join(", ") }));
    });
    return { failed, facts: { buckets: touched.size, poisoned: poisoned.length } };
  };
}
