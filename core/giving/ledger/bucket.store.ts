import { type AttributeValue, type DynamoDBClient, ScanCommand } from "@aws-sdk/client-dynamodb";
import { queryAll, type Row } from "../../platform/aws/table.store.ts";
import { Entry } from "./entry.ts";
import { bucketKey, parseBucketKey } from "./ledger.keys.ts";

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

/** A page holds 1 MB, about a thousand entries: this is far more than one partition takes in a minute. */
export const BUCKET_PAGES_MAX = 100;

export interface BucketStore {
  /**
   * Every entry of a bucket, consistently. A refund that waits for its purchase (`parked`) is no entry yet.
   * An item that is no readable entry is answered by name, never left out silently.
   */
  read(bucket: Bucket): Promise<BucketEntries>;
  /** All buckets that hold anything, page by page of a scan of the whole table; a bucket may come twice. */
  scan(): AsyncGenerator<{ readonly items: number; readonly buckets: readonly Bucket[] }>;
}

const PARKED = "parked";

function sort(rows: readonly Row[]): BucketEntries {
  const entries: Entry[] = [];
  const unreadable: Unreadable[] = [];
  for (const row of rows) {
    if (row.kind === PARKED) continue;
    const parsed = Entry.safeParse(row);
    if (parsed.success) entries.push(parsed.data);
    else {
      const fields = parsed.error.issues.map((issue) => `${issue.path.join(".") || "kind"}: ${issue.code}`);
      unreadable.push({ sk: String(row.sk), reason: fields.slice(0, 5).join("; ") });
    }
  }
  return { entries, unreadable };
}

export function bucketStore(dynamo: DynamoDBClient, table: string): BucketStore {
  return {
    async read({ minute, shard }) {
      const rows = await queryAll(
        { dynamo, name: table },
        {
          what: `bucket ${minute} shard ${shard}`,
          pk: bucketKey(minute, shard),
          pagesMax: BUCKET_PAGES_MAX,
        },
      );
      return sort(rows);
    },

    async *scan() {
      let from: Record<string, AttributeValue> | undefined;
      do {
        const answer = await dynamo.send(
          new ScanCommand({
            TableName: table,
            ProjectionExpression: "pk",
            ConsistentRead: true,
            ExclusiveStartKey: from,
          }),
        );
        const names = new Set((answer.Items ?? []).map((item) => item["pk"]?.S ?? ""));
        yield {
          items: answer.ScannedCount ?? 0,
          buckets: [...names].map(parseBucketKey).filter((bucket) => bucket !== undefined),
        };
        from = answer.LastEvaluatedKey;
      } while (from !== undefined);
    },
  };
}
