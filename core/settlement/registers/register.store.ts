import type { DynamoDBClient, TransactWriteItem } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { getRow, queryAll, transact } from "../../platform/aws/table.store.ts";
import { REGISTERS_PARTITION, registerKey } from "./register.keys.ts";
import { RegisterRecord } from "./register-record.ts";

export interface RegisterStore {
  find(charity: string): Promise<RegisterRecord | undefined>;
  list(): Promise<readonly RegisterRecord[]>;
  /** Writes what newer files say, or files of the same day. `older`: those that were read before are newer, and nothing was written. */
  write(record: RegisterRecord): Promise<"written" | "older">;
}

export function registerStore(dynamo: DynamoDBClient, name: string): RegisterStore {
  const table = { dynamo, name };
  return {
    async find(charity) {
      const row = await getRow(table, registerKey(charity));
      return row === undefined ? undefined : RegisterRecord.parse(row);
    },

    async list() {
      const rows = await queryAll(table, { what: "registers", pk: REGISTERS_PARTITION });
      return rows.map((row) => RegisterRecord.parse(row));
    },

    async write(record) {
      const Item = marshall({ ...registerKey(record.charity), ...record }, { removeUndefinedValues: true });
      const condition = {
        ConditionExpression: "attribute_not_exists(pk) OR #day <= :day",
        ExpressionAttributeNames: { "#day": "day" },
        ExpressionAttributeValues: marshall({ ":day": record.day }),
      };
      const written = await transact(table, [{ Put: { TableName: name, Item, ...condition } }]);
      if (written.kind === "conflict") throw written.cause;
      return written.kind === "written" ? "written" : "older";
    },
  };
}

/** A condition of a transaction: no file of its register says that the charity is lost. */
export function unlessLost(name: string, charity: string): TransactWriteItem {
  return {
    ConditionCheck: {
      TableName: name,
      Key: marshall(registerKey(charity)),
      ConditionExpression: "attribute_not_exists(pk) OR #kind = :listed",
      ExpressionAttributeNames: { "#kind": "kind" },
      ExpressionAttributeValues: marshall({ ":listed": "listed" }),
    },
  };
}
