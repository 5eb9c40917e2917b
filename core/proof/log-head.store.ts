import { type DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import * as z from "zod";
import { Day } from "../model/purchase.ts";
import type { Key } from "../platform/aws/key.ts";
import { getRow, unlessConflict } from "../platform/aws/table.store.ts";
import type { LogHeads } from "./publish-log.ts";

/** The one row of the ledger's table that says up to where the log is decided. */
export const LOG_HEAD_KEY: Key = { pk: "proof", sk: "head" };

export const HeadRow = z.object({ day: Day, before: z.int(), size: z.int(), root: z.string() });

/** Throws what the calls throw. A write that is repeated after it succeeded is `lost`: whoever made it reads what is there. */
export function logHeadStore(dynamo: DynamoDBClient, name: string): LogHeads {
  return {
    async decided() {
      const row = await getRow({ dynamo, name }, LOG_HEAD_KEY);
      return row && HeadRow.parse(row);
    },
    async advance(from, to) {
      const { kind } = await unlessConflict(
        dynamo.send(
          new PutItemCommand({
            TableName: name,
            Item: marshall({ ...LOG_HEAD_KEY, ...to }),
            ...(from === undefined
              ? { ConditionExpression: "attribute_not_exists(pk)" }
              : {
                  ConditionExpression: "#day = :day AND #size = :size AND root = :root",
                  ExpressionAttributeNames: { "#day": "day", "#size": "size" },
                  ExpressionAttributeValues: marshall({
                    ":day": from.day,
                    ":size": from.size,
                    ":root": from.root,
                  }),
                }),
          }),
        ),
      );
      return kind === "written" ? "advanced" : "lost";
    },
  };
}
