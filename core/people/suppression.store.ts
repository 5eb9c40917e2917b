import { BatchGetItemCommand, type DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import { suppressionKey } from "./people.keys.ts";
import { rowsOf } from "./row.store.ts";
import { type AddressHash, Suppression } from "./suppression.ts";

export interface SuppressionStore {
  /** From now on this address is not written to. Repeating it changes nothing; a bounce never weakens into a STOP. */
  suppress(suppression: Suppression): Promise<void>;
  /** The owner's own START: lifts `stop` and nothing else. */
  lift(address: AddressHash): Promise<"lifted" | "kept">;
  /** Which of these addresses are suppressed. At most one of each channel. */
  read(addresses: readonly AddressHash[]): Promise<Suppression[]>;
}

const TRIES_MAX = 5;

export function suppressionStore(dynamo: DynamoDBClient, table: string): SuppressionStore {
  const rows = rowsOf(dynamo, table);
  return {
    async suppress({ channel, hmac, reason, at }) {
      const key = suppressionKey(channel, hmac);
      const item = { Item: marshall({ ...key, channel, hmac, reason, at }), TableName: table };
      if (reason !== "stop") {
        await dynamo.send(new PutItemCommand(item));
        return;
      }
      // `lost` means that a row stands there already: any of them suppresses.
      await rows.write([{ Put: { ...item, ConditionExpression: "attribute_not_exists(pk)" } }]);
    },
    async lift({ channel, hmac }) {
      const written = await rows.write([
        {
          Delete: {
            TableName: table,
            Key: marshall(suppressionKey(channel, hmac)),
            ConditionExpression: "attribute_not_exists(pk) OR reason = :stop",
            ExpressionAttributeValues: marshall({ ":stop": "stop" }),
          },
        },
      ]);
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
