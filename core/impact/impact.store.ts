import { type DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import type { Day } from "../model/purchase.ts";
import type { Key } from "../platform/aws/key.ts";
import { getRow, queryAll, unlessConflict } from "../platform/aws/table.store.ts";
import { allTimeKey, type Children, dayKey } from "./impact.keys.ts";
import { Totals } from "./impact.ts";

/** Children of one parent: at most 15 minutes × 64 shards of a few KB each; a page is 1 MB. */
export const CHILDREN_PAGES_MAX = 20;

export interface DayTotals {
  readonly day: Day;
  readonly totals: Totals;
}

export interface ImpactStore {
  /**
   * Sets the totals of one period, unless the row already counts as many ledger entries or more. `entries` only
   * grows, as the ledger only grows: a writer that loses has seen no more than what is stored.
   */
  put(key: Key, totals: Totals): Promise<"written" | "seenBefore">;
  /** The totals of all periods directly inside one period, consistently. */
  children(of: Children): Promise<Totals[]>;
  /** The days from `from` to `to`, both included. The read is eventual: it may be some milliseconds old. */
  days(from: Day, to: Day): Promise<DayTotals[]>;
  /** Undefined before the first purchase. The read is eventual: it may be some milliseconds old. */
  allTime(): Promise<Totals | undefined>;
}

export function impactStore(dynamo: DynamoDBClient, name: string): ImpactStore {
  const table = { dynamo, name };
  const limits = { what: "periods", pagesMax: CHILDREN_PAGES_MAX };

  return {
    async put(key, totals) {
      const put = new PutItemCommand({
        TableName: name,
        Item: marshall({ ...key, ...totals }),
        ConditionExpression: "attribute_not_exists(pk) OR entries < :entries",
        ExpressionAttributeValues: marshall({ ":entries": totals.entries }),
      });
      const { kind } = await unlessConflict(dynamo.send(put));
      return kind === "written" ? "written" : "seenBefore";
    },

    async children(of) {
      const rows = await queryAll(table, { ...limits, ...of });
      return rows.map((row) => Totals.parse(row));
    },

    async days(from, to) {
      const years = [...new Set([from.slice(0, 4), to.slice(0, 4)])];
      const range = { from: dayKey(from).sk, to: dayKey(to).sk };
      const found = await Promise.all(
        years.map((year) => {
          const { pk } = dayKey(`${year}-01-01`);
          return queryAll(table, { ...limits, pk, range, consistent: false });
        }),
      );
      return found.flat().map((row) => ({ day: String(row.sk), totals: Totals.parse(row) }));
    },

    async allTime() {
      const row = await getRow(table, allTimeKey(), { consistent: false });
      return row === undefined ? undefined : Totals.parse(row);
    },
  };
}
