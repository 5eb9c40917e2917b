import { createHash } from "node:crypto";
import { type AttributeValue, BatchWriteItemCommand, type DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { type Bucket, bucketStore } from "../../core/giving/ledger/bucket.store.ts";
import { bucketKey } from "../../core/giving/ledger/ledger.keys.ts";
import { calendar } from "../../core/impact/calendar.ts";
import { foldBuckets } from "../../core/impact/fold-impact.ts";
import { impactStore } from "../../core/impact/impact.store.ts";
import type { Progress } from "../progress.ts";
import { canonicalText } from "./canonical.ts";
import { scan } from "./scan.ts";
import { type Tables, timeZoneOf } from "./tables.ts";

/** Of one BatchWriteItem call. */
const DELETES_PER_CALL = 25;
const DELETE_TRIES_MAX = 10;
/** How many buckets are folded before the periods above them are: these are then read once for all of them. */
const BUCKETS_PER_FOLD = 200;

/** The content of a table as one text: equal for equal items in any order. */
export interface Digest {
  readonly items: number;
  readonly sha256: string;
}

export interface Rebuilt {
  readonly before: Digest;
  readonly after: Digest;
  readonly buckets: number;
  /** Items that are no entries, and rows that cannot hold their sums: all else is in Impact. */
  readonly problems: readonly string[];
}

/** The digest of all items of a table, each as JSON with sorted members, sorted. */
export async function digest(dynamo: DynamoDBClient, table: string, progress: Progress): Promise<Digest> {
  const lines: string[] = [];
  for await (const items of scan(dynamo, table, "read Impact", progress)) {
    lines.push(...items.map(canonicalText));
  }
  const sha256 = createHash("sha256").update(lines.toSorted().join("\n")).digest("hex");
  return { items: lines.length, sha256 };
}

async function deleteAll(dynamo: DynamoDBClient, table: string, keys: Record<string, AttributeValue>[]) {
  let requests = keys.map((Key) => ({ DeleteRequest: { Key } }));
  for (let tries = 0; tries < DELETE_TRIES_MAX; tries += 1) {
    const answer = await dynamo.send(new BatchWriteItemCommand({ RequestItems: { [table]: requests } }));
    const again = answer.UnprocessedItems?.[table] ?? [];
    requests = again.flatMap(({ DeleteRequest }) =>
      DeleteRequest?.Key === undefined ? [] : [{ DeleteRequest: { Key: DeleteRequest.Key } }],
    );
    if (requests.length === 0) return;
  }
  throw new Error(`${requests.length} rows of ${table} could not be deleted in ${DELETE_TRIES_MAX} tries`);
}

async function drop(dynamo: DynamoDBClient, table: string, progress: Progress): Promise<void> {
  for await (const items of scan(dynamo, table, "drop Impact", progress)) {
    const keys = items.flatMap(({ pk, sk }) => (pk === undefined || sk === undefined ? [] : [{ pk, sk }]));
    for (let from = 0; from < keys.length; from += DELETES_PER_CALL) {
      await deleteAll(dynamo, table, keys.slice(from, from + DELETES_PER_CALL));
    }
  }
}

async function bucketsOf(store: ReturnType<typeof bucketStore>, progress: Progress): Promise<Bucket[]> {
  const buckets = new Map<string, Bucket>();
  let items = 0;
  for await (const page of store.scan()) {
    items += page.items;
    for (const bucket of page.buckets) buckets.set(bucketKey(bucket.minute, bucket.shard), bucket);
    progress("find buckets", items, items);
  }
  return [...buckets].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, bucket]) => bucket);
}

/**
 * Deletes every row of Impact and folds every bucket of the ledger again, by the code that folds new purchases.
 * At a quiescent point the digests before and after are the same. Purchases may go on arriving: their folds and
 * this one lose or win row by row, and the one that has seen more stays. Buckets are looked for after the last
 * deletion, so none is missed. Until it ends, pages show less than was given; when it dies, run it again.
 */
export async function rebuild(tables: Tables, progress: Progress): Promise<Rebuilt> {
  const { dynamo, ledger, impact } = tables;
  const days = calendar(await timeZoneOf(tables));
  const before = await digest(dynamo, impact, progress);
  await drop(dynamo, impact, progress);
  const store = bucketStore(dynamo, ledger);
  const buckets = await bucketsOf(store, progress);
  const problems = new Set<string>();
  const into = impactStore(dynamo, impact, (items) => {
    for (const item of items) problems.add(item);
  });
  for (let from = 0; from < buckets.length; from += BUCKETS_PER_FOLD) {
    const some = buckets.slice(from, from + BUCKETS_PER_FOLD);
    const found = await foldBuckets({ buckets: store, impact: into }, days, some);
    for (const { reason } of found) problems.add(reason);
    progress("fold buckets", from + some.length, buckets.length);
  }
  const after = await digest(dynamo, impact, progress);
  return { before, after, buckets: buckets.length, problems: [...problems] };
}
