import { type AttributeValue, DeleteItemCommand } from "@aws-sdk/client-dynamodb";
import { rebuild } from "../cli/ledger/rebuild.ts";
import { verify } from "../cli/ledger/verify.ts";
import { accrualSortKey, bucketKey } from "../core/giving/ledger/ledger.keys.ts";
import { FOLD_WINDOW_SECONDS } from "../core/impact/fold-window.ts";
import { chanceFrom } from "../demo/chance.ts";
import type { Arm, Bench, Claim, Figures } from "./claim.ts";
import { byRate, type FoldUsed } from "./dashboards/fold-cost.ts";
import { type Batch, unlucky } from "./dashboards/stream.ts";
import { baselineDay } from "./exactly-once/baseline-day.ts";
import { deliver } from "./exactly-once/deliver.ts";
import { billedMs, cpuMsOf, NOTHING_USED } from "./minute/bill.ts";
import { type Meter, meter } from "./minute/meter.ts";
import { firstEntry, streamBatch, write } from "./minute/product-minute.ts";
import { KilledError, type Worker } from "./worker/pool.ts";
import { openWorld, type World } from "./world/world.ts";

type Item = Record<string, AttributeValue>;

const ENTRIES = 2_000;
const SHARDS = 8;
const MINUTES = 12;
const POISONED = 3;
const BASELINE_PURCHASES = 150;

/** Gifts of all sizes, over a quarter of an hour and all shards. */
function entriesLike(entry: Item, seed: number): Item[] {
  const chance = chanceFrom(seed);
  return Array.from({ length: ENTRIES }, (_, number) => {
    const minute = `2026-11-22T13:${String(chance.between(30, 30 + MINUTES)).padStart(2, "0")}`;
    const order = { source: "standard", connection: "pos", orderId: `POS/${number}` } as const;
    const part = {
      cause: { S: "native-seeds" },
      funding: { S: "brand" },
      minor: { N: String(chance.between(1, 900)) },
    };
    return {
      ...entry,
      pk: { S: bucketKey(`${minute}Z`, number % SHARDS) },
      sk: { S: accrualSortKey(order) },
      orderId: { S: order.orderId },
      placedAt: { S: `${minute}:30Z` },
      parts: { L: [{ M: part }] },
    };
  });
}

async function fold(worker: Worker, { items, killedAfterMs, again }: Batch<Item>): Promise<number> {
  const batch = streamBatch(items);
  let kills = 0;
  const timer = killedAfterMs === undefined ? undefined : setTimeout(() => worker.kill(), killedAfterMs);
  for (let folded = 0; folded < (again ? 2 : 1); ) {
    try {
      await worker.run({ does: "fold", inputs: [batch] });
      folded += 1;
    } catch (error) {
      if (!(error instanceof KilledError)) throw error;
      kills += 1;
    }
  }
  clearTimeout(timer);
  return kills;
}

async function ours(world: World, seed: number): Promise<Figures> {
  const stage = await world.stage("ours", SHARDS);
  const worker = stage.worker(seed);
  const seen = meter(() => undefined);
  try {
    const entries = entriesLike(await firstEntry(world, stage, worker), seed);
    const poison = entries.slice(0, POISONED).map((item): Item => {
      const { parts: _, ...rest } = item;
      return { ...rest, sk: { S: `${item["sk"]?.S}#poison` } };
    });
    await write(world, stage.ledger, [...entries, ...poison]);
    const batches = unlucky([...poison, ...entries], shardOf, seed);
    let kills = 0;
    for (const batch of batches) kills += await fold(worker, batch);
    // Somebody looks at the dead-letter queue, takes away what is no entry, and has its buckets folded again.
    for (const { pk, sk } of poison) {
      const Key = { pk: pk ?? { S: "" }, sk: sk ?? { S: "" } };
      await world.dynamo.send(new DeleteItemCommand({ TableName: stage.ledger, Key }));
    }
    await fold(worker, { items: poison, again: false });
    world.proxy.rule({ watch: seen.watch });
    const minute = entries.filter(({ placedAt }) => placedAt?.S === entries[0]?.["placedAt"]?.S);
    const busy = await metered(worker, seen, minute);
    const quiet = await metered(worker, seen, await oneMore(world, stage.ledger, entries));
    world.proxy.rule({});
    const tables = { dynamo: world.dynamo, ledger: stage.ledger, impact: stage.impact };
    const { problems, rows, entries: counted } = await verify(tables, () => {});
    const startedMs = performance.now();
    const rebuilt = await rebuild(tables, () => {});
    const minutes = (performance.now() - startedMs) / 60_000;
    return {
      shownPerGiven: 1 + problems.length / Math.max(1, rows),
      entries: counted,
      batches: batches.length,
      kills,
      figuresWrong: problems.length,
      rebuiltOtherwise: rebuilt.before.sha256 === rebuilt.after.sha256 ? 0 : 1,
      rebuiltEntriesPerMinute: counted / minutes,
      stalenessSeconds: FOLD_WINDOW_SECONDS.busy + busy.ms / 1000,
      stalenessSecondsWhileQuiet: FOLD_WINDOW_SECONDS.quiet + quiet.ms / 1000,
      writeUnitsOfOneFold: quiet.write,
      readUnitsOfOneFold: quiet.read,
      ...byRate(quiet),
    };
  } finally {
    world.proxy.rule({});
    worker.close();
    await world.drop(stage);
  }
}

/** What folding these in one batch used: units, and milliseconds by processor time and round trips. */
async function metered(worker: Worker, seen: Meter, items: readonly Item[]): Promise<FoldUsed> {
  seen.take();
  const { used } = await worker.run({ does: "fold", inputs: [streamBatch(items)] });
  const { write, read, depth } = seen.take();
  return { write, read, ms: billedMs(cpuMsOf(used["fold-impact"] ?? NOTHING_USED), depth) };
}

/** One purchase of a minute of its own, as while few customers buy. */
async function oneMore(world: World, ledger: string, [entry]: readonly Item[]): Promise<Item[]> {
  const placedAt = { S: "2026-11-22T15:07:30Z" };
  const one = { ...entry, placedAt, pk: { S: bucketKey("2026-11-22T15:07Z", 0) } };
  await write(world, ledger, [one]);
  return [one];
}

function shardOf(item: Item): number {
  return Number(/#(\d\d)$/.exec(item["pk"]?.S ?? "")?.[1] ?? 0);
}

/** The idiomatic build's counters are its dashboards: what they show to what was given, under the faults of exactly-once. */
async function baseline(world: World, arm: Arm, seed: number): Promise<Figures> {
  const day = await baselineDay(world, arm, { seed, purchases: BASELINE_PURCHASES });
  const figures = await deliver(world, day, { seed, runsTwice: arm === "baselineExpress" });
  const { lost = 0, twice = 0, minorUnitsOff = 0, purchases = 1, kills = 0 } = figures;
  return {
    shownPerGiven: (purchases - lost + twice) / purchases,
    entries: purchases,
    kills,
    figuresWrong: minorUnitsOff > 0 ? 1 : 0,
    minorUnitsOff,
    stalenessSeconds: 0,
  };
}

export const dashboards: Claim = {
  name: "dashboards",
  claim:
    "Every figure is the fold of the ledger, whatever died between a commit and its acknowledgement, and can be rebuilt to the same bytes.",
  target: "0 figures wrong, rebuilt to identical bytes",
  headline: "shownPerGiven",
  counts: ["entries", "batches", "kills", "figuresWrong", "minorUnitsOff", "rebuiltOtherwise"],
  async open(note): Promise<Bench> {
    note("dashboards: starting the engine");
    const world = await openWorld();
    return {
      measure: (arm, seed) => (arm === "ours" ? ours(world, seed) : baseline(world, arm, seed)),
      close: () => world.close(),
    };
  },
  passes: ({ ours: shown }) => shown["figuresWrong"] === 0 && shown["rebuiltOtherwise"] === 0,
};
