import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { Key } from "../../platform/aws/key.ts";
import { rowOf } from "../../platform/aws/row-of.ts";
import { scanPages } from "../../platform/aws/table.store.ts";
import type { Entry } from "./entry.ts";
import { entryIn } from "./entry-in.ts";
import { UnreadableEntryError, wrongFields } from "./limits.ts";

/** A row of the ledger's table; `entry` is absent of a row of any other kind. */
export interface LedgerRow {
  readonly key: Key;
  readonly entry?: Entry;
}

export interface EntryPagesStore {
  /**
   * Every row of the table, page by page, after the one under that key. Rows of one partition follow each other, and so do the
   * entries of one purchase. Throws an {@link UnreadableEntryError} for an entry that cannot be read: a sum would lack it.
   */
  read(after?: Key): AsyncIterable<readonly LedgerRow[]>;
}

export function entryPagesStore(dynamo: DynamoDBClient, name: string): EntryPagesStore {
  return {
    async *read(after) {
      for await (const items of scanPages({ dynamo, name }, { after })) yield items.map(rowOf).map(ledgerRow);
    },
  };
}

function ledgerRow(row: Readonly<Record<string, unknown>>): LedgerRow {
  const key = { pk: String(row["pk"]), sk: String(row["sk"]) };
  const entry = entryIn(row);
  if (entry === undefined) return { key };
  if (entry.success) return { key, entry: entry.data };
  throw new UnreadableEntryError(`${key.pk} ${key.sk} is no entry. ${wrongFields(entry.error)}`);
}
