import { type DynamoDBClient, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { epochSeconds, minutesAfter } from "../../model/instant.ts";
import { unlessConflict } from "../../platform/aws/table.store.ts";
import type { Now } from "../../platform/clock.ts";
import { hashIdentity } from "../../platform/crypto/identity.ts";
import { limitKey } from "../keys/people.keys.ts";
import { type RateLimit, windowOf } from "./rate-limit.ts";

export interface RateLimitStore {
  /**
   * Counts one more event for a subject. `exceeded`: the window's limit is reached, and the event is not counted.
   * Repeating it counts again: a limit may be reached early, never passed.
   */
  consume(limit: RateLimit, subject: string): Promise<"allowed" | "exceeded">;
}

/** Stores a subject, such as an address, as its keyed hash, and until the window is over. */
export function rateLimitStore(
  dynamo: DynamoDBClient,
  table: string,
  { key, now }: { readonly key: () => Promise<string>; readonly now: Now },
): RateLimitStore {
  return {
    async consume(limit, subject) {
      const hmac = hashIdentity(await key(), `${limit.name} ${subject}`);
      const from = windowOf(limit, now());
      const update = new UpdateItemCommand({
        TableName: table,
        Key: marshall({ ...limitKey(limit.name, hmac, from) }),
        UpdateExpression: "ADD times :one SET expires = :expires",
        ConditionExpression: "attribute_not_exists(times) OR times < :max",
        ExpressionAttributeValues: marshall({
          ":one": 1,
          ":max": limit.max,
          ":expires": epochSeconds(minutesAfter(from, limit.minutes)),
        }),
      });
      const { kind } = await unlessConflict(dynamo.send(update));
      return kind === "written" ? "allowed" : "exceeded";
    },
  };
}
