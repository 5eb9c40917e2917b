import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { queryPages, type Row, scanPages } from "../../platform/aws/table.store.ts";
import { Entry } from "./entry.ts";
import { bucketKey, parseBucketKey } from "./ledger.keys.ts";
import { wrongFields } from "./limits.ts";

/** All entries whose purchases were placed in one minute and fell on one shard. */
export interface Bucket {
  readonly minute: string;
  readonly shard: number;
}

/** An item that fits no schema of an entry: its sort key and the fields that are wrong, without values. */
export interface Unreadable {
  readonly sk: string;
  readonly reason: string;
}

export interface BucketEntries {
  readonly entries: readonly Entry[];
  readonly unreadable: readonly Unreadable[];
}

export interface BucketStore {
  /**
   * Every entry of a bucket, consistently unless the store was made otherwise, page by page to the end: a bucket may hold any number. A refund that waits for
   * its purchase (`parked`) is no entry yet. An item that is no readable entry is answered by name, never left out
   * silently, and the others of its page are answered all the same.
   */
  read(bucket: Bucket): AsyncIterable<BucketEntries>;
  /** All buckets that hold anything, page by page of a scan of the whole table; a bucket may come twice. */
  scan(): AsyncIterable<{ readonly items: number; readonly buckets: readonly Bucket[] }>;
}

const PARKED = "parked";

function sort(rows: readonly Row[]): BucketEntries {
  const entries: Entry[] = [];
  const unreadable: Unreadable[] = [];
  for (const row of rows) {
    if (row.kind === PARKED) continue;
    const parsed = Entry.safeParse(row);
    if (parsed.success) entries.push(parsed.data);
    else unreadable.push({ sk: String(row.sk), reason: wrongFields(parsed.error) });
  }
  return { entries, unreadable };
}

/** `consistent`: whether buckets are read strongly, which costs twice as much. */
export function bucketStore(
  dynamo: DynamoDBClient,
  name: string,
  { consistent = true }: { readonly consistent?: boolean } = {},
): BucketStore {
  const table = { dynamo, name };
  return {
    async *read({ minute, shard }) {
      for await (const rows of queryPages(table, { pk: bucketKey(minute, shard), consistent }))
        yield sort(rows);
    },

    async *scan() {
      for await (const items of scanPages(table, { only: "pk" })) {
        const names = new Set(items.map((item) => item["pk"]?.S ?? ""));
        const buckets = [...names].map(parseBucketKey).filter((bucket) => bucket !== undefined);
        yield { items: items.length, buckets };
      }
    },
  };
}
