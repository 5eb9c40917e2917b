import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import * as z from "zod";
import { Minor } from "../../model/money.ts";
import { queryAll } from "../../platform/aws/table.store.ts";
import type { AllowanceBalance } from "../pricing/draw.ts";
import { allowanceShardKey, parseAllowanceShard } from "./ledger.keys.ts";

export interface AllowanceStore {
  /** What is left in each allowance, over all shards; 0 for an allowance without rows. Consistent for each, not across them. */
  left(allowances: readonly string[]): Promise<Map<string, number>>;
  /** The shards of one allowance, read consistently. */
  balanceOf(allowance: string): Promise<AllowanceBalance>;
}

const ShardRow = z.object({ sk: z.string(), left: Minor.optional() });

/** The rows of one allowance are at most 17 small ones: always one page. */
export function allowanceStore(dynamo: DynamoDBClient, table: string): AllowanceStore {
  const balance = async (allowance: string): Promise<AllowanceBalance> => {
    const { pk } = allowanceShardKey(allowance, 0);
    const rows = await queryAll({ dynamo, name: table }, { what: "an allowance", pk });
    const left = new Map<number, number>();
    let exhausted = false;
    for (const row of rows.map((each) => ShardRow.parse(each))) {
      const shard = parseAllowanceShard(row.sk);
      if (shard === undefined) exhausted = true;
      else left.set(shard, row.left ?? 0);
    }
    return { left, exhausted };
  };
  return {
    balanceOf: balance,
    async left(allowances) {
      const totals = new Map<string, number>();
      for (const allowance of allowances) {
        const shards = (await balance(allowance)).left;
        totals.set(
          allowance,
          [...shards.values()].reduce((sum, left) => sum + left, 0),
        );
      }
      return totals;
    },
  };
}
