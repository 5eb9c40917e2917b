import {
  type AttributeValue,
  BatchWriteItemCommand,
  DeleteItemCommand,
  type WriteRequest,
} from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import { accrualSortKey, bucketKey } from "../../core/giving/ledger/ledger.keys.ts";
import { announceGifts } from "../../core/impact/announce-gifts.ts";
import { FOLD_WINDOW_SECONDS } from "../../core/impact/fold-window.ts";
import { mapBounded } from "../../core/platform/bounded.ts";
import { production } from "../../stages.ts";
import { introduce } from "../exactly-once/product-day.ts";
import type { Run } from "../model/workflow.ts";
import type { Call } from "../proxy/call.ts";
import type { Done, Worker } from "../worker/pool.ts";
import { PRICED, type Stage, type WorkerSettings, type World } from "../world/world.ts";
import { entriesOf, type Metered, meter } from "./meter.ts";
import { type Buyer, saleAt, webhookCall } from "./sale.ts";

/** Stated: purchases a second, in the production stage's shards, on a table as AWS makes it: four partitions. */
export const RATE = 100;
export const LEDGER_SHARDS = production.ledgerShards;
const STREAM_SHARDS = 4;
const WINDOWS = 60 / FOLD_WINDOW_SECONDS.busy;
const PURCHASES = RATE * 60;
/** Sold, verified, published and recorded one by one; the rest of the minute are copies of their entries. */
const MEASURED = 150;
const WARM_UP = 100;
const MINUTE = "2026-11-22T13:44Z";
const BATCH_ITEMS = 25;

type Item = Record<string, AttributeValue>;

/** What a part of the way used, per purchase unless it says otherwise. */
export interface Minute {
  readonly receive: Metered;
  readonly give: Metered;
  readonly fold: Metered;
  readonly used: Done["used"];
  readonly runs: readonly Run[];
  readonly purchases: number;
  readonly folded: number;
  readonly batches: number;
  /** Events that announce gifts of known customers, for each purchase. */
  readonly announced: number;
}

/** A minute of sales through the webhook, the bus, the workflow, the ledger and its stream to the dashboards. */
export async function productMinute(
  world: World,
  buyer: Buyer,
  seed: number,
  settings: WorkerSettings = PRICED,
): Promise<Minute> {
  const stage = await world.stage("ours", LEDGER_SHARDS);
  await introduce(world, stage);
  const worker = stage.worker(seed, settings);
  const seen = meter(indexedByCustomer);
  world.proxy.rule({ watch: seen.watch });
  try {
    await sell(worker, stage, buyer, seen, { from: 0, count: WARM_UP });
    const sold = await sell(worker, stage, buyer, seen, { from: WARM_UP, count: MEASURED });
    const entry = entryIn(sold.give.seen);
    await history(world, stage, worker, entry);
    seen.take();
    const folded = await foldMinute(world, stage, worker, entry);
    return {
      ...sold,
      fold: seen.take(),
      used: { ...sold.used, ...folded.used },
      purchases: MEASURED,
      folded: PURCHASES,
      batches: WINDOWS * STREAM_SHARDS,
      announced: await announcedOf(entry),
    };
  } finally {
    world.proxy.rule({});
    worker.close();
    await world.drop(stage);
  }
}

/** An entry as the ledger holds one of these sales, of which others are copies. */
export async function firstEntry(world: World, stage: Stage, worker: Worker): Promise<Item> {
  const seen = meter(indexedByCustomer);
  world.proxy.rule({ watch: seen.watch });
  const { give } = await sell(worker, stage, "anonymous", seen, { from: 0, count: 1 });
  world.proxy.rule({});
  const entry = entryIn(give.seen);
  // It stays a copy's model: the ledger itself is left without it.
  const { pk = { S: "" }, sk = { S: "" } } = entry;
  await world.dynamo.send(new DeleteItemCommand({ TableName: stage.ledger, Key: { pk, sk } }));
  return entry;
}

async function sell(
  worker: Worker,
  stage: Stage,
  buyer: Buyer,
  seen: ReturnType<typeof meter>,
  { from, count }: { readonly from: number; readonly count: number },
) {
  const placedAt = MINUTE.replace("Z", ":30Z");
  const calls = Array.from({ length: count }, (_, index) =>
    webhookCall(saleAt(2 * (from + index), placedAt, buyer), stage.key, Date.now()),
  );
  const received = await worker.run({ does: "receive", inputs: calls });
  const receive = seen.take();
  const events = receive.seen.flatMap(entriesOf).map((entry) => ({
    "detail-type": entry["DetailType"],
    detail: JSON.parse(String(entry["Detail"])),
  }));
  if (events.length !== count) throw new Error(`Of ${count} webhooks ${events.length} reached the bus`);
  const given = await worker.run({ does: "give", inputs: events });
  const runs = given.results.map(({ output }) => output as Run);
  if (runs.some((run) => run?.status !== "succeeded")) throw new Error("A purchase was not recorded");
  return { receive, give: seen.take(), runs, used: { ...received.used, ...given.used } };
}

/** The entry as the ledger holds it: the last that was written. */
function entryIn(calls: readonly Call[]): Item {
  const last = calls.findLast(({ operation }) => operation === "PutItem");
  const { Item } = (last?.request ?? {}) as { Item?: Item };
  if (Item === undefined) throw new Error("No entry was written by itself");
  return Item;
}

/** The same entry as another order's, in another bucket. */
function copyOf(entry: Item, number: number, minute: string, shard: number): Item {
  const order = { source: "standard", connection: "pos", orderId: `POS/${1_000_000 + number}` } as const;
  return {
    ...entry,
    pk: { S: bucketKey(minute, shard) },
    sk: { S: accrualSortKey(order) },
    orderId: { S: order.orderId },
  };
}

/** Rows as they stand in a year's Impact on a late afternoon: other minutes, quarters, days and months. */
async function history(world: World, stage: Stage, worker: Worker, entry: Item): Promise<void> {
  const at = Date.parse(MINUTE.replace("Z", ":00Z"));
  const ago = (minutes: number) => `${new Date(at - minutes * 60_000).toISOString().slice(0, 16)}Z`;
  const minutes = [
    ...Array.from({ length: 14 }, (_, index) => index + 1),
    ...Array.from({ length: 53 }, (_, index) => (index + 1) * 15),
    ...Array.from({ length: 20 }, (_, index) => (index + 1) * 1_440),
    ...Array.from({ length: 10 }, (_, index) => (index + 1) * 43_800),
  ];
  const copies = minutes.flatMap((minutesAgo, index) =>
    (minutesAgo < 15 ? [...Array(LEDGER_SHARDS).keys()] : [0]).map((shard) =>
      copyOf(entry, 100_000 + index * LEDGER_SHARDS + shard, ago(minutesAgo), shard),
    ),
  );
  await write(world, stage.ledger, copies);
  await fold(worker, copies);
}

async function foldMinute(world: World, stage: Stage, worker: Worker, entry: Item) {
  const perWindow = PURCHASES / WINDOWS;
  const sum = { calls: 0, cpuMs: 0, logLines: 0, logBytes: 0 };
  for (let window = 0; window < WINDOWS; window += 1) {
    const copies = Array.from({ length: perWindow }, (_, index) =>
      copyOf(entry, window * perWindow + index, MINUTE, index % LEDGER_SHARDS),
    );
    await write(world, stage.ledger, copies);
    for (let stream = 0; stream < STREAM_SHARDS; stream += 1) {
      const mine = copies.filter((_, index) => (index % LEDGER_SHARDS) % STREAM_SHARDS === stream);
      const { "fold-impact": one } = (await fold(worker, mine)).used;
      if (one === undefined) continue;
      sum.calls += one.calls;
      sum.cpuMs += one.cpuMs;
      sum.logLines += one.logLines;
      sum.logBytes += one.logBytes;
    }
  }
  return { used: { "fold-impact": sum } };
}

async function fold(worker: Worker, entries: readonly Item[]): Promise<Done> {
  const done = await worker.run({ does: "fold", inputs: [streamBatch(entries)] });
  const [failure] = done.results.flatMap(({ error }) => error ?? []);
  if (failure !== undefined) throw new Error(`A batch was not folded: ${failure}`);
  return done;
}

/** Folds what these calls wrote into the ledger. */
export async function foldOf(worker: Worker, calls: readonly Call[]): Promise<void> {
  const entries = calls.flatMap(({ operation, request }) =>
    operation === "PutItem" ? [(request as { readonly Item: Item }).Item] : [],
  );
  await fold(worker, entries);
}

/** A batch of the ledger's stream as Lambda hands it to a function. */
export function streamBatch(entries: readonly Item[]): object {
  return {
    Records: entries.map((item, index) => ({
      eventName: "INSERT",
      dynamodb: {
        SequenceNumber: String(index + 1),
        ApproximateCreationDateTime: 1_795_354_545,
        Keys: { pk: item["pk"], sk: item["sk"] },
        NewImage: item,
      },
    })),
  };
}

/** Past the proxy: what is copied is not metered. */
export async function write(world: World, table: string, all: readonly Item[]): Promise<void> {
  const batches: WriteRequest[][] = [];
  for (let from = 0; from < all.length; from += BATCH_ITEMS) {
    batches.push(all.slice(from, from + BATCH_ITEMS).map((Item) => ({ PutRequest: { Item } })));
  }
  await mapBounded(batches, 4, async (batch) => {
    await world.dynamo.send(new BatchWriteItemCommand({ RequestItems: { [table]: batch } }));
  });
}

/** How many events announce-gifts publishes for the entry. */
async function announcedOf(entry: Item): Promise<number> {
  let published = 0;
  const events = {
    publish: async (_: unknown, details: readonly unknown[]) => {
      published += details.length;
    },
  };
  const item = unmarshall(entry);
  const key = { pk: String(item["pk"]), sk: String(item["sk"]) };
  await announceGifts({ events })([{ id: "1", at: "2026-11-22T13:45:00Z", key, item }]);
  return published;
}

const INDEXED = ["kind", "currency", "placedAt", "settlesOn", "parts", "gift", "terms", "causeBy"];

/** What the index by customer holds of an entry: lib/data/data-stack.ts. */
export function indexedByCustomer(item: Item): Item | undefined {
  if (item["byCustomer"] === undefined) return undefined;
  const names = ["pk", "sk", "byCustomer", "byCustomerAt", ...INDEXED];
  return Object.fromEntries(names.flatMap((name) => (item[name] === undefined ? [] : [[name, item[name]]])));
}
