import { type DynamoDBClient, PutItemCommand, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import * as z from "zod";
import type { TextId } from "../../events/catalog.ts";
import { epochSeconds } from "../../model/instant.ts";
import { Instant } from "../../model/purchase.ts";
import { unlessConflict } from "../../platform/aws/table.store.ts";
import { textKey } from "../keys/sms.keys.ts";

/** The topic retries for 23 days to deliver a text; after that no second delivery can come. */
const KEPT_SECONDS = 30 * 24 * 60 * 60;

/** `at`: the time of the first delivery, whatever the second one says. */
export type TextProgress =
  | { readonly state: "new" | "begun"; readonly at: Instant }
  | { readonly state: "done"; readonly at: Instant };

export interface SmsStore {
  /** Begins to handle a text. `begun`: an earlier call began and did not finish; `done`: there is nothing left to do. */
  begin(text: TextId, at: Instant): Promise<TextProgress>;
  /** Marks a text as handled. Repeating it changes nothing. */
  finish(text: TextId): Promise<void>;
}

/** Nothing of the text and no number: only that it was received. */
const TextRow = z.object({ state: z.enum(["begun", "done"]), at: Instant });

export function smsStore(dynamo: DynamoDBClient, table: string): SmsStore {
  return {
    async begin(text, at) {
      const row = { state: "begun", at, expires: epochSeconds(at) + KEPT_SECONDS };
      const put = new PutItemCommand({
        TableName: table,
        Item: marshall({ ...textKey(text), ...row }),
        ConditionExpression: "attribute_not_exists(pk)",
        ReturnValuesOnConditionCheckFailure: "ALL_OLD",
      });
      const outcome = await unlessConflict(dynamo.send(put));
      if (outcome.kind === "written") return { state: "new", at };
      const existing = outcome.failed[0]?.existing;
      if (existing === undefined) throw outcome.cause;
      return TextRow.parse(existing);
    },
    async finish(text) {
      await dynamo.send(
        new UpdateItemCommand({
          TableName: table,
          Key: marshall(textKey(text)),
          UpdateExpression: "SET #state = :done",
          ExpressionAttributeNames: { "#state": "state" },
          ExpressionAttributeValues: marshall({ ":done": "done" }),
        }),
      );
    },
  };
}
