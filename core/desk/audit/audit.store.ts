import { type DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { queryPages } from "../../platform/aws/table.store.ts";
import type { Now } from "../../platform/clock.ts";
import type { RandomBytes } from "../../platform/random.ts";
import { auditKey, auditPartition } from "../keys/desk.keys.ts";
import { AuditEntry } from "./audit.ts";

const ID_BYTES = 12;

export interface AuditStore {
  /** Adds a line. A second call adds a second line: it was done twice. */
  add(entry: Omit<AuditEntry, "at">): Promise<void>;
  /** The lines of one month, `2026-11`, oldest first, page by page. Throws for a row that is none. */
  ofMonth(month: string): AsyncGenerator<readonly AuditEntry[]>;
}

export function auditStore(
  dynamo: DynamoDBClient,
  table: string,
  { random, now }: { readonly random: RandomBytes; readonly now: Now },
): AuditStore {
  return {
    async add(entry) {
      const at = now();
      const row = AuditEntry.parse({ ...entry, at });
      const id = Buffer.from(random(ID_BYTES)).toString("base64url");
      await dynamo.send(
        new PutItemCommand({
          TableName: table,
          Item: marshall({ ...auditKey(at, id), ...row }, { removeUndefinedValues: true }),
          ConditionExpression: "attribute_not_exists(pk)",
        }),
      );
    },
    async *ofMonth(month) {
      for await (const rows of queryPages({ dynamo, name: table }, { pk: auditPartition(month) }))
        yield rows.map((row) => AuditEntry.parse(row));
    },
  };
}
