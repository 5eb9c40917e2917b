import { createHash } from "node:crypto";
import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  type DynamoDBClient,
  PutItemCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";

/** The default of Powertools: after an hour an answer is forgotten, and the same call counts as a new one. */
const KEPT_SECONDS = 3600;
/** How long a call that never finished blocks the next: the rest of the function's own time. */
const IN_PROGRESS_MS = 12_000;

export class AlreadyInProgressError extends Error {
  override readonly name = "IdempotencyAlreadyInProgressError";
}

/**
 * What Powertools for AWS Lambda does around a function that is made idempotent: a record is put in progress before
 * the work and completed after it. A record that is complete gives its answer; one in progress refuses; one of a call
 * that failed is deleted; one that is too old is as none. The record and the work are two writes, not one.
 */
export function madeIdempotent<Input, Answer>(
  {
    dynamo,
    table,
    nowMs,
  }: { readonly dynamo: DynamoDBClient; readonly table: string; readonly nowMs: () => number },
  keyOf: (input: Input) => string,
  work: (input: Input) => Promise<Answer>,
): (input: Input) => Promise<Answer> {
  return async (input) => {
    const hash = createHash("md5")
      .update(JSON.stringify(keyOf(input)))
      .digest("base64");
    const Key = { id: { S: `record-gift#${hash}` } };
    const kept = await begin(dynamo, table, Key.id.S, nowMs());
    if (kept !== undefined) return JSON.parse(kept) as Answer;
    try {
      const answer = await work(input);
      await dynamo.send(
        new UpdateItemCommand({
          TableName: table,
          Key,
          UpdateExpression: "SET #data = :data, #expiry = :expiry, #status = :status",
          ExpressionAttributeNames: { "#data": "data", "#expiry": "expiration", "#status": "status" },
          ExpressionAttributeValues: {
            ":data": { S: JSON.stringify(answer) },
            ":expiry": { N: String(Math.floor(nowMs() / 1000) + KEPT_SECONDS) },
            ":status": { S: "COMPLETED" },
          },
        }),
      );
      return answer;
    } catch (error) {
      await dynamo.send(new DeleteItemCommand({ TableName: table, Key }));
      throw error;
    }
  };
}

/** The kept answer of an earlier call, or nothing when the work is ours to do. */
async function begin(
  dynamo: DynamoDBClient,
  table: string,
  id: string,
  nowMs: number,
): Promise<string | undefined> {
  const seconds = Math.floor(nowMs / 1000);
  try {
    await dynamo.send(
      new PutItemCommand({
        TableName: table,
        Item: {
          id: { S: id },
          expiration: { N: String(seconds + KEPT_SECONDS) },
          in_progress_expiration: { N: String(nowMs + IN_PROGRESS_MS) },
          status: { S: "INPROGRESS" },
        },
        ConditionExpression:
          "attribute_not_exists(#id) OR #expiry < :now OR (#status = :open AND #open < :nowMs)",
        ExpressionAttributeNames: {
          "#id": "id",
          "#expiry": "expiration",
          "#status": "status",
          "#open": "in_progress_expiration",
        },
        ExpressionAttributeValues: {
          ":now": { N: String(seconds) },
          ":nowMs": { N: String(nowMs) },
          ":open": { S: "INPROGRESS" },
        },
        ReturnValuesOnConditionCheckFailure: "ALL_OLD",
      }),
    );
    return undefined;
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    if (error.Item?.status?.S === "COMPLETED") return error.Item.data?.S ?? "{}";
    throw new AlreadyInProgressError(id);
  }
}
