import { type DynamoDBClient, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { getRow, outcomeOf } from "../platform/aws/table.store.ts";
import { headOf, Payout, type PayoutId } from "./payout.ts";
import { payoutKey } from "./settlement.keys.ts";

/** All that the store writes of a row, beside its key: what its function may, and nothing else (lib/settlement/charity-pages.ts). */
export const ACKNOWLEDGED_ATTRIBUTES = ["entries", "head"] as const;

/** What a page for charities may do with payouts: it can change no amount, no account and no other row of theirs. */
export interface AcknowledgementStore {
  find(id: PayoutId): Promise<Payout | undefined>;
  /** Writes the entries of a payout, if it is still as it was read. */
  append(before: Payout, payout: Payout): Promise<"written" | "lost">;
}

export function acknowledgementStore(dynamo: DynamoDBClient, name: string): AcknowledgementStore {
  return {
    async find(id) {
      const row = await getRow({ dynamo, name }, payoutKey(id));
      return row === undefined ? undefined : Payout.parse(row);
    },
    async append(before, payout) {
      const values = { ":entries": payout.entries, ":head": headOf(payout), ":before": headOf(before) };
      const update = new UpdateItemCommand({
        TableName: name,
        Key: marshall({ ...payoutKey(payout.id) }),
        UpdateExpression: "SET entries = :entries, head = :head",
        ConditionExpression: "head = :before",
        ExpressionAttributeValues: marshall(values, { removeUndefinedValues: true }),
      });
      const { kind } = await outcomeOf(dynamo.send(update));
      return kind === "written" ? "written" : "lost";
    },
  };
}
