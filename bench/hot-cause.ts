import { bucketKey, bucketMinute } from "../core/giving/ledger/ledger.keys.ts";
import { bucketShard } from "../core/giving/ledger/order-hash.ts";
import { instantAt } from "../core/model/instant.ts";
import { chanceFrom } from "../demo/chance.ts";
import { production } from "../stages.ts";
import type { Arm, Bench, Claim, Figures } from "./claim.ts";
import { Agenda } from "./model/agenda.ts";
import { ModelTable, type Outcome } from "./model/throughput.ts";

/** Purchases a second, all for one cause. */
const RATES = [10, 30, 100, 300, 1_000, 3_000, 10_000];
const SECONDS = 10;
const STARTS_AT_MS = Date.parse("2026-11-22T18:00:50Z");
/**
 * Stated: the tables were warmed for the most that is tried (DynamoDB's warm throughput), so that they have as many
 * partitions; which keys share one is chance. A new table has four, and grows by itself in minutes.
 */
const PARTITIONS = 40;
/** A writer tries so often, with twice the pause each time, and then keeps the purchase for later. */
const TRIES_MAX = 6;
const PAUSE_MS = 50;
/** Below this share of the offered rate, an arm is past its knee. */
const KEEPS_UP = 0.99;

interface Attempt {
  readonly order: number;
  readonly placedMs: number;
  readonly tries: number;
}

type Write = (table: ModelTable, atMs: number, attempt: Attempt) => Outcome;

/** The product's own key of an anonymous purchase, in as many shards as the production stage has. */
function productWrite(shards: number): Write {
  return (table, atMs, { order, placedMs }) => {
    const ref = { source: "standard", connection: "pos", orderId: `POS/${order}` } as const;
    const placedAt = instantAt(placedMs);
    return table.write(atMs, bucketKey(bucketMinute(placedAt), bucketShard(ref, shards)), 1);
  };
}

/** The idiomatic build's transaction: the donation and two counters that every other donation needs too. */
const baselineWrite: Write = (table, atMs, { order }) =>
  table.transact(atMs, [`donation#${order}`, "cause#clean-rivers", "community"], 1);

interface Load {
  readonly goodput: number;
  readonly throttled: number;
  readonly conflicts: number;
}

function run(write: Write, rate: number, seed: number): Load {
  const chance = chanceFrom(seed);
  const table = new ModelTable(PARTITIONS);
  const agenda = new Agenda<Attempt>();
  const endsAtMs = STARTS_AT_MS + SECONDS * 1000;
  for (let order = 0; order < rate * SECONDS; order += 1) {
    const placedMs = STARTS_AT_MS + chance.between(0, SECONDS * 1_000_000 - 1) / 1000;
    agenda.add(placedMs, { order, placedMs, tries: 1 });
  }
  const seen = { written: 0, throttled: 0, conflict: 0 };
  for (let next = agenda.next(); next !== undefined; next = agenda.next()) {
    const { atMs, event } = next;
    const outcome = write(table, atMs, event);
    if (outcome !== "written" || atMs < endsAtMs) seen[outcome] += 1;
    if (outcome === "written" || event.tries >= TRIES_MAX) continue;
    const pauseMs = (chance.between(0, 1000) / 1000) * PAUSE_MS * 2 ** event.tries;
    agenda.add(atMs + pauseMs, { ...event, tries: event.tries + 1 });
  }
  return { goodput: seen.written / SECONDS, throttled: seen.throttled, conflicts: seen.conflict };
}

function measure(arm: Arm, seed: number): Figures {
  const shards = production.ledgerShards;
  const write = arm === "ours" ? productWrite(shards) : baselineWrite;
  const loads = RATES.map((rate) => ({ rate, ...run(write, rate, seed) }));
  const keptUp = loads.filter(({ rate, goodput }) => goodput >= KEEPS_UP * rate);
  return {
    kneePerSecond: Math.max(0, ...loads.map(({ goodput }) => goodput)),
    keepsUpWithPerSecond: Math.max(0, ...keptUp.map(({ rate }) => rate)),
    throttles: loads.reduce((sum, { throttled }) => sum + throttled, 0),
    conflicts: loads.reduce((sum, { conflicts }) => sum + conflicts, 0),
    ...Object.fromEntries(loads.map(({ rate, goodput }) => [`goodput at ${rate}/s`, goodput])),
    ...(arm === "ours" && more(seed, shards)),
  };
}

/** What other numbers of shards would take without a throttle at the highest rate; the stage's own first. */
function more(seed: number, shards: number): Figures {
  const highest = RATES.at(-1) ?? 0;
  return {
    shards,
    ...Object.fromEntries(
      [32, 64].map((count) => [
        `throttles at ${highest}/s with ${count} shards`,
        run(productWrite(count), highest, seed).throttled,
      ]),
    ),
  };
}

export const hotCause: Claim = {
  name: "hot-cause",
  claim:
    "One cause may get every purchase: no row is written by two of them, so no row is hot (in a model of DynamoDB's limits).",
  target: "10 to 10,000 purchases a second without a throttle",
  headline: "kneePerSecond",
  counts: ["throttles", "conflicts"],
  same: { baselineStandard: "baselineExpress" },
  open: async (): Promise<Bench> => ({
    measure: async (arm, seed) => measure(arm, seed),
    close: async () => {},
  }),
  passes: ({ ours }) =>
    ours["throttles"] === 0 && ours["conflicts"] === 0 && ours["keepsUpWithPerSecond"] === RATES.at(-1),
};
