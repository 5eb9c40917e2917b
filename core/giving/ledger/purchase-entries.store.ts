import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { Key } from "../../platform/aws/key.ts";
import { getAll } from "../../platform/aws/table.store.ts";
import type { ReportUnreadable } from "../../platform/lambda/report-unreadable.ts";
import { type Accrual, type Amendment, Entry } from "./entry.ts";
import { wrongFields } from "./limits.ts";
import type { RecordedOrder } from "./statement.ts";

/** DynamoDB's limit of keys in one call. */
const BATCH_KEYS_MAX = 100;
/** The limit of entries that one answer reads: far more than one person's purchases of a year. */
const ENTRIES_MAX = 500;

/** A purchase by its gift, and where its entries are. */
export interface StoredPurchase {
  readonly gift: string;
  readonly entries: readonly Key[];
}

export interface PurchaseEntriesStore {
  /**
   * These purchases whole, by their gifts. One is left out where an entry of it cannot be read, and those behind the limit of
   * entries of one answer. The reads are not strong: an entry that is in the index is in the table.
   */
  of(purchases: readonly StoredPurchase[]): Promise<ReadonlyMap<string, RecordedOrder>>;
}

/** Reads entries by their keys, a hundred a call; `report` is told of those that cannot be read. */
export function purchaseEntriesStore(
  dynamo: DynamoDBClient,
  name: string,
  report: ReportUnreadable,
): PurchaseEntriesStore {
  return {
    async of(purchases) {
      const keys = purchases.flatMap(({ entries }) => entries).slice(0, ENTRIES_MAX);
      const batches = Array.from({ length: Math.ceil(keys.length / BATCH_KEYS_MAX) }, (_, at) =>
        keys.slice(at * BATCH_KEYS_MAX, (at + 1) * BATCH_KEYS_MAX),
      );
      const what = "entries of purchases";
      const reads = batches.map((batch) => getAll({ dynamo, name }, batch, { what, consistent: false }));
      const rows = (await Promise.all(reads)).flat();
      const read = rows.map((row) => ({ key: keyText(row), parsed: Entry.safeParse(row) }));
      report(
        read.flatMap(({ key, parsed }) => (parsed.success ? [] : [`${key}: ${wrongFields(parsed.error)}`])),
      );
      const found = new Map(read.map(({ key, parsed }) => [key, parsed.data]));
      return new Map(
        purchases.flatMap(({ gift, entries }) => {
          const order = orderOf(entries.map((key) => found.get(keyText(key))));
          return order === undefined ? [] : [[gift, order] as const];
        }),
      );
    },
  };
}

function keyText({ pk, sk }: { readonly pk?: unknown; readonly sk?: unknown }): string {
  return `${pk} ${sk}`;
}

/** Undefined where one of its entries was not read. */
function orderOf(entries: readonly (Entry | undefined)[]): RecordedOrder | undefined {
  const accrual = entries.find((entry): entry is Accrual => entry?.kind === "accrual");
  if (accrual === undefined || entries.includes(undefined)) return undefined;
  const amendments = entries.filter(
    (entry): entry is Amendment => entry !== undefined && entry.kind !== "accrual",
  );
  return { accrual, amendments: amendments.toSorted((a, b) => a.sequence - b.sequence) };
}
