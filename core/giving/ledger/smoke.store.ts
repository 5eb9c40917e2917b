import { type DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { smokeRowKey } from "./ledger.keys.ts";
import type { SmokeRow } from "./record-smoke.ts";

/** Writes the row of a smoke test over an earlier one of the same run. */
export function smokeStore(dynamo: DynamoDBClient, table: string) {
  return async (row: SmokeRow): Promise<void> => {
    const Item = marshall({ ...smokeRowKey(row.smoke), ...row });
    await dynamo.send(new PutItemCommand({ TableName: table, Item }));
  };
}
