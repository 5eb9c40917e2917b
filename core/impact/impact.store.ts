import { type AttributeValue, type DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import type { Day } from "../model/purchase.ts";
import { ITEM_BYTES_MAX, itemBytes } from "../platform/aws/item-bytes.ts";
import type { Key } from "../platform/aws/key.ts";
import { getRow, queryAll, queryPages, type Row, unlessConflict } from "../platform/aws/table.store.ts";
import type { ReportUnreadable } from "../platform/lambda/report-unreadable.ts";
import { allTimeKey, type Children, dayKey, monthKey, quarterKey } from "./impact.keys.ts";
import type { Totals } from "./impact.ts";
import { packed, readTotals } from "./totals-row.ts";

/** Of the days that a page shows, as many as a gift may be pending and each at most 400 KB: half of them fill a page of 1 MB. */
export const DAYS_PAGES_MAX = 100;

export interface DayTotals {
  readonly day: Day;
  readonly totals: Totals;
}

export interface MonthTotals {
  /** "2026-11", in the brand's time zone. */
  readonly month: string;
  readonly totals: Totals;
}

/** Twelve months of at most 400 KB each are less than five pages of 1 MB. */
const MONTHS_PAGES_MAX = 12;

export interface ImpactStore {
  /**
   * Sets the totals of one period, unless the row already counts as many ledger entries or more. `entries` only
   * grows, as the ledger only grows: a writer that loses has seen no more than what is stored. `tooLarge`: no item holds
   * so many sums, and the row stays as it was.
   */
  put(key: Key, totals: Totals): Promise<"written" | "seenBefore" | "tooLarge">;
  /** The totals of all periods directly inside one period, consistently, page by page to the end. */
  children(of: Children): AsyncIterable<readonly Totals[]>;
  /** The days from `from` to `to`, both included. The read is eventual: it may be some milliseconds old. */
  days(from: Day, to: Day): Promise<DayTotals[]>;
  /** The months of a year ("2026") in which something was given, the first one first. The read is eventual. */
  months(year: string): Promise<MonthTotals[]>;
  /** How many ledger entries a quarter of an hour counts: none where it has no row that can be read. The read is eventual. */
  quarterEntries(day: Day, quarter: string): Promise<number>;
  /** Undefined before the first purchase. The read is eventual: it may be some milliseconds old. */
  allTime(): Promise<Totals | undefined>;
}

/** An item holds 400 KB: larger totals are packed, to about a fifteenth. A few hundred causes fit without. */
const UNPACKED_BYTES_MAX = 256 * 1024;

/** The item of some totals; undefined for more of them than an item holds, packed. */
export function totalsItem(key: Key, totals: Totals): Record<string, AttributeValue> | undefined {
  const plain = marshall({ ...key, ...totals });
  if (itemBytes(plain) <= UNPACKED_BYTES_MAX) return plain;
  const item = marshall({ ...key, ...packed(totals) });
  return itemBytes(item) <= ITEM_BYTES_MAX ? item : undefined;
}

/** `report` is told of rows that cannot be read: all others are answered. */
export function impactStore(dynamo: DynamoDBClient, name: string, report: ReportUnreadable): ImpactStore {
  const table = { dynamo, name };
  const readable = (rows: readonly Row[]) => {
    const read = rows.map((row) => ({ row, ...readTotals(row) }));
    report(read.flatMap((one) => (one.ok ? [] : [one.reason])));
    return read.flatMap((one) => (one.ok ? [one] : []));
  };

  return {
    async put(key, totals) {
      const Item = totalsItem(key, totals);
      if (Item === undefined) return "tooLarge";
      const put = new PutItemCommand({
        TableName: name,
        Item,
        ConditionExpression: "attribute_not_exists(pk) OR entries < :entries",
        ExpressionAttributeValues: { ":entries": { N: String(totals.entries) } },
      });
      const { kind } = await unlessConflict(dynamo.send(put));
      return kind === "written" ? "written" : "seenBefore";
    },

    async *children(of) {
      for await (const rows of queryPages(table, of)) yield readable(rows).map(({ totals }) => totals);
    },

    async days(from, to) {
      const years = [...new Set([from.slice(0, 4), to.slice(0, 4)])];
      const range = { from: dayKey(from).sk, to: dayKey(to).sk };
      const found = await Promise.all(
        years.map((year) => {
          const { pk } = dayKey(`${year}-01-01`);
          return queryAll(table, { what: "days", pagesMax: DAYS_PAGES_MAX, pk, range, consistent: false });
        }),
      );
      return readable(found.flat()).map(({ row, totals }) => ({ day: String(row.sk), totals }));
    },

    async months(year) {
      const range = { from: monthKey(`${year}-01`).sk, to: monthKey(`${year}-12`).sk };
      const { pk } = monthKey(year);
      const query = { what: "months", pagesMax: MONTHS_PAGES_MAX, pk, range, consistent: false };
      const rows = await queryAll(table, query);
      return readable(rows).map(({ row, totals }) => ({ month: String(row.sk), totals }));
    },

    async quarterEntries(day, quarter) {
      const row = await getRow(table, quarterKey(day, quarter), { consistent: false });
      return readable(row === undefined ? [] : [row])[0]?.totals.entries ?? 0;
    },

    async allTime() {
      const row = await getRow(table, allTimeKey(), { consistent: false });
      if (row === undefined) return undefined;
      const read = readTotals(row);
      if (!read.ok) throw new Error(`The totals of all time cannot be read: ${read.reason}`);
      return read.totals;
    },
  };
}
