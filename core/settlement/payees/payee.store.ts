import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { getRow, queryAll, transact } from "../../platform/aws/table.store.ts";
import { PAYEES_PARTITION, payeeKey } from "./payee.keys.ts";
import { PayeeRecord } from "./payee-record.ts";

export interface PayeeStore {
  find(charity: string): Promise<PayeeRecord | undefined>;
  list(): Promise<readonly PayeeRecord[]>;
  /** Writes a record whose version is the next of what was read. `lost`: somebody else wrote first, and nothing was written. */
  write(record: PayeeRecord): Promise<"written" | "lost">;
}

export function payeeStore(dynamo: DynamoDBClient, name: string): PayeeStore {
  const table = { dynamo, name };
  return {
    async find(charity) {
      const row = await getRow(table, payeeKey(charity));
      return row === undefined ? undefined : PayeeRecord.parse(row);
    },

    async list() {
      const rows = await queryAll(table, { what: "payees", pk: PAYEES_PARTITION });
      return rows.map((row) => PayeeRecord.parse(row));
    },

    async write(record) {
      const Item = marshall({ ...payeeKey(record.charity), ...record }, { removeUndefinedValues: true });
      const condition =
        record.version === 1
          ? { ConditionExpression: "attribute_not_exists(pk)" }
          : {
              ConditionExpression: "version = :version",
              ExpressionAttributeValues: marshall({ ":version": record.version - 1 }),
            };
      const { kind } = await transact(table, [{ Put: { TableName: name, Item, ...condition } }]);
      return kind === "written" ? "written" : "lost";
    },
  };
}
