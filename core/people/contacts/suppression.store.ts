import type { DynamoDBClient, TransactWriteItem } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import type { Instant } from "../../model/purchase.ts";
import { ContendedError, retryContended } from "../../platform/aws/contention.ts";
import { getAll, transact } from "../../platform/aws/table.store.ts";
import { suppressionKey } from "../keys/people.keys.ts";
import { type AddressHash, Suppression } from "./suppression.ts";

export interface SuppressionStore {
  /**
   * Stops all messages to this address. Repeating it changes nothing; a STOP never replaces a bounce, and of several
   * STOPs the latest counts.
   */
  suppress(suppression: Suppression): Promise<void>;
  /** The owner's own START: lifts a `stop` from before `startedAt`, and nothing else. */
  lift(address: AddressHash, startedAt: Instant): Promise<"lifted" | "kept">;
  /**
   * Removes exactly this suppression; one that replaced it meanwhile stays, and throws a `ContendedError`. Repeating it
   * changes nothing.
   */
  remove(suppression: Suppression): Promise<void>;
  /** Which of these addresses are suppressed. At most one of each channel. */
  read(addresses: readonly AddressHash[]): Promise<Suppression[]>;
}

/** `at` is a reserved word of DynamoDB. */
const AT = { "#at": "at" };

export function suppressionStore(dynamo: DynamoDBClient, table: string): SuppressionStore {
  const rows = { dynamo, name: table };

  /** Retries longer than other writes: a send's claim checks the same row, and a customer's STOP must win over it. */
  function insist(item: TransactWriteItem): Promise<"written" | "conditionFailed"> {
    return retryContended("the suppression of one address", async () => {
      const { kind } = await transact(rows, [item]);
      return kind === "conflict" ? "lost" : kind;
    });
  }

  return {
    async suppress({ channel, hmac, reason, at }) {
      const Item = marshall({ ...suppressionKey(channel, hmac), channel, hmac, reason, at });
      // `conditionFailed`: a row exists already, and any row suppresses.
      const condition = {
        ConditionExpression: "attribute_not_exists(pk) OR (reason = :stop AND #at < :at)",
        ExpressionAttributeNames: AT,
        ExpressionAttributeValues: marshall({ ":stop": "stop", ":at": at }),
      };
      await insist({ Put: { TableName: table, Item, ...(reason === "stop" && condition) } });
    },
    async lift({ channel, hmac }, startedAt) {
      const written = await insist({
        Delete: {
          TableName: table,
          Key: marshall(suppressionKey(channel, hmac)),
          ConditionExpression: "attribute_not_exists(pk) OR (reason = :stop AND #at < :startedAt)",
          ExpressionAttributeNames: AT,
          ExpressionAttributeValues: marshall({ ":stop": "stop", ":startedAt": startedAt }),
        },
      });
      return written === "written" ? "lifted" : "kept";
    },
    async remove({ channel, hmac, reason, at }) {
      const written = await insist({
        Delete: {
          TableName: table,
          Key: marshall(suppressionKey(channel, hmac)),
          ConditionExpression: "attribute_not_exists(pk) OR (reason = :reason AND #at = :at)",
          ExpressionAttributeNames: AT,
          ExpressionAttributeValues: marshall({ ":reason": reason, ":at": at }),
        },
      });
      if (written === "conditionFailed") {
        throw new ContendedError("The suppression of one address changed meanwhile: read it again");
      }
    },
    async read(addresses) {
      if (addresses.length === 0) return [];
      const keys = addresses.map(({ channel, hmac }) => suppressionKey(channel, hmac));
      const found = await getAll(rows, keys, { what: "suppressions" });
      return found.map((row) => Suppression.parse(row));
    },
  };
}
