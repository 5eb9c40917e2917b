import { BatchGetItemCommand, type DynamoDBClient, type TransactWriteItem } from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import type { Instant } from "../../model/purchase.ts";
import { tableStore } from "../../platform/aws/table.store.ts";
import { suppressionKey } from "../keys/people.keys.ts";
import { type AddressHash, Suppression } from "./suppression.ts";

export interface SuppressionStore {
  /**
   * From now on this address is not written to. Repeating it changes nothing; a bounce never weakens into a STOP, and of
   * several STOPs the latest counts.
   */
  suppress(suppression: Suppression): Promise<void>;
  /** The owner's own START, said then: lifts a `stop` that was said before, and nothing else. */
  lift(address: AddressHash, said: Instant): Promise<"lifted" | "kept">;
  /** Which of these addresses are suppressed. At most one of each channel. */
  read(addresses: readonly AddressHash[]): Promise<Suppression[]>;
}

const TRIES_MAX = 20;

/** `at` is a word of DynamoDB's own. */
const AT = { "#at": "at" };

export class SuppressionContendedError extends Error {
  override readonly name = "SuppressionContendedError";
}

export function suppressionStore(dynamo: DynamoDBClient, table: string): SuppressionStore {
  const rows = tableStore(dynamo, table);

  /** A claim that looks at the same row at the same time lasts some milliseconds: the word of a person outlasts it. */
  async function insist(item: TransactWriteItem): Promise<"written" | "lost"> {
    for (let tries = 0; tries < TRIES_MAX; tries += 1) {
      const answer = await rows.write([item]);
      if (answer !== "busy") return answer;
    }
    throw new SuppressionContendedError("Other transactions are at one address all the time");
  }

  return {
    async suppress({ channel, hmac, reason, at }) {
      const Item = marshall({ ...suppressionKey(channel, hmac), channel, hmac, reason, at });
      // `lost`: a row stands there already, and any of them suppresses.
      const condition = {
        ConditionExpression: "attribute_not_exists(pk) OR (reason = :stop AND #at < :at)",
        ExpressionAttributeNames: AT,
        ExpressionAttributeValues: marshall({ ":stop": "stop", ":at": at }),
      };
      await insist({ Put: { TableName: table, Item, ...(reason === "stop" && condition) } });
    },
    async lift({ channel, hmac }, said) {
      const written = await insist({
        Delete: {
          TableName: table,
          Key: marshall(suppressionKey(channel, hmac)),
          ConditionExpression: "attribute_not_exists(pk) OR (reason = :stop AND #at < :said)",
          ExpressionAttributeNames: AT,
          ExpressionAttributeValues: marshall({ ":stop": "stop", ":said": said }),
        },
      });
      return written === "written" ? "lifted" : "kept";
    },
    async read(addresses) {
      if (addresses.length === 0) return [];
      const found: Suppression[] = [];
      let Keys = addresses.map(({ channel, hmac }) => marshall(suppressionKey(channel, hmac)));
      for (let tries = 0; tries < TRIES_MAX; tries += 1) {
        const answer = await dynamo.send(
          new BatchGetItemCommand({ RequestItems: { [table]: { Keys, ConsistentRead: true } } }),
        );
        found.push(...(answer.Responses?.[table] ?? []).map((item) => Suppression.parse(unmarshall(item))));
        Keys = answer.UnprocessedKeys?.[table]?.Keys ?? [];
        if (Keys.length === 0) return found;
      }
      throw new Error("Suppressions could not be read: the table is too busy");
    },
  };
}
