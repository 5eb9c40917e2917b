import { type Chance, chanceFrom } from "../../demo/chance.ts";

/** A batch of the ledger's stream, and whether the worker is killed while it folds it. */
export interface Batch<Item> {
  readonly items: readonly Item[];
  readonly killedAfterMs?: number;
  /** Told again although it was folded: its answer was lost with its reader. */
  readonly again: boolean;
}

const STREAM_SHARDS = 4;
const BATCH_ITEMS_MAX = 60;
const KILLED_PERCENT = 12;
const KILLED_AFTER_MS_MAX = 60;
const AGAIN_PERCENT = 15;
/** So many of a hundred batches come once more, long after others of the same bucket: a replay of the stream. */
const REPLAYED_PERCENT = 10;

/** What a stream with bad luck delivers: in order for each item, mixed across its shards, repeated and replayed. */
export function unlucky<Item>(
  items: readonly Item[],
  shardOf: (item: Item) => number,
  seed: number,
): Batch<Item>[] {
  const chance = chanceFrom(seed + 7);
  const shards = Array.from({ length: STREAM_SHARDS }, (_, shard) =>
    batches(
      items.filter((item) => shardOf(item) % STREAM_SHARDS === shard),
      chance,
    ),
  );
  const delivered: Batch<Item>[] = [];
  while (shards.some((shard) => shard.length > 0)) {
    const next = shards[chance.between(0, STREAM_SHARDS - 1)]?.shift();
    if (next !== undefined) delivered.push(next);
  }
  const replayed = delivered.filter(() => chance.percent(REPLAYED_PERCENT));
  return [...delivered, ...chance.shuffled(replayed)];
}

function batches<Item>(items: readonly Item[], chance: Chance): Batch<Item>[] {
  const all: Batch<Item>[] = [];
  for (let from = 0; from < items.length; ) {
    const count = chance.between(1, BATCH_ITEMS_MAX);
    all.push({
      items: items.slice(from, from + count),
      again: chance.percent(AGAIN_PERCENT),
      ...(chance.percent(KILLED_PERCENT) && { killedAfterMs: chance.between(0, KILLED_AFTER_MS_MAX) }),
    });
    from += count;
  }
  return all;
}
