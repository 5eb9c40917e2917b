import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import * as z from "zod";
import { Instant } from "../../model/purchase.ts";
import { retryContended } from "../../platform/aws/contention.ts";
import { getRow, transact } from "../../platform/aws/table.store.ts";
import { forgottenKey } from "../keys/people.keys.ts";
import type { AddressHash } from "./suppression.ts";

export interface ForgottenStore {
  /**
   * Remembers that the owner of this address was forgotten: whatever shows an agreement from before counts no more. Of
   * several times the latest counts; repeating it changes nothing.
   */
  markForgotten(address: AddressHash, at: Instant): Promise<void>;
  /** When the owner of this address was forgotten last; undefined: never. */
  forgottenAt(address: AddressHash): Promise<Instant | undefined>;
}

const Row = z.object({ at: Instant });

export function forgottenStore(dynamo: DynamoDBClient, table: string): ForgottenStore {
  const rows = { dynamo, name: table };
  return {
    async markForgotten({ channel, hmac }, at) {
      await retryContended("the mark of one forgotten address", async () => {
        const { kind } = await transact(rows, [
          {
            Put: {
              TableName: table,
              Item: marshall({ ...forgottenKey(channel, hmac), channel, hmac, at }),
              // `conditionFailed`: a later time is kept already.
              ConditionExpression: "attribute_not_exists(pk) OR #at < :at",
              ExpressionAttributeNames: { "#at": "at" },
              ExpressionAttributeValues: marshall({ ":at": at }),
            },
          },
        ]);
        return kind === "conflict" ? "lost" : kind;
      });
    },
    async forgottenAt({ channel, hmac }) {
      const row = await getRow(rows, forgottenKey(channel, hmac));
      return row === undefined ? undefined : Row.parse(row).at;
    },
  };
}
