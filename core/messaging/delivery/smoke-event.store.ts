import { type DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import type { SmokeId } from "../../model/smoke.ts";
import { smokeEventKey } from "../../people/keys/people.keys.ts";

/** `wellspring smoke` reads them within minutes; after a day DynamoDB deletes them. */
const KEPT_SECONDS = 24 * 60 * 60;

export interface SmokeEventStore {
  /** Keeps that an event about a test letter arrived, for who waits for it. Names no address. */
  record(smoke: SmokeId, type: string): Promise<void>;
}

export function smokeEventStore(
  dynamo: DynamoDBClient,
  table: string,
  epochMs: () => number,
): SmokeEventStore {
  return {
    async record(smoke, type) {
      const atMs = epochMs();
      const expires = Math.floor(atMs / 1000) + KEPT_SECONDS;
      const Item = marshall({ ...smokeEventKey(smoke, type), atMs, expires });
      await dynamo.send(new PutItemCommand({ TableName: table, Item }));
    },
  };
}
