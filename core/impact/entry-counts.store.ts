import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import * as z from "zod";
import { queryPages } from "../platform/aws/table.store.ts";
import type { EntryCounts } from "../proof/touched-orders.ts";
import { type Children, inAllTime, inDay, inMonth, inQuarter } from "./impact.keys.ts";

const Row = z.object({ sk: z.string(), entries: z.int().min(0) });

/**
 * What impact has folded of the ledger, so that whoever remembers it knows what is new. Reads are eventual: they may be some
 * milliseconds old. Throws for a row without a count.
 */
export function entryCountsStore(dynamo: DynamoDBClient, name: string): EntryCounts {
  const counts = async (of: Children): Promise<ReadonlyMap<string, number>> => {
    const found = new Map<string, number>();
    for await (const rows of queryPages({ dynamo, name }, { ...of, consistent: false })) {
      for (const { sk, entries } of rows.map((row) => Row.parse(row))) found.set(sk, entries);
    }
    return found;
  };
  return {
    async days() {
      const months = [...(await counts(inAllTime())).keys()];
      const found = await Promise.all(months.map((month) => counts(inMonth(month))));
      return new Map(found.flatMap((some) => [...some]));
    },
    quarters: (day) => counts(inDay(day)),
    buckets: (quarter) => counts(inQuarter(quarter)),
  };
}
