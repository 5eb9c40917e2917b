import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import middy from "@middy/core";
import type { DynamoDBBatchResponse } from "aws-lambda";
import { z } from "zod";
import type { Key } from "../ledger/ledger.keys.ts";
import type { Instant } from "../purchase/purchase.ts";
import { logger } from "./logger.ts";

/**
 * One change of an item, told at least once and in order per item.
 * - `id`: what a partial failure names
 * - `at`: about when it was written
 * - `item`: as it is after the change; absent when it was deleted
 */
export interface StreamRecord {
  readonly id: string;
  readonly at: Instant;
  readonly key: Key;
  readonly item: Readonly<Record<string, unknown>> | undefined;
}

/** What became of a batch. `failed` records come again (and end in the dead-letter queue); `facts` are logged. */
export interface StreamOutcome {
  readonly failed: readonly { readonly id: string; readonly reason: string }[];
  readonly facts: Readonly<Record<string, number>>;
}

export type StreamUseCase = (records: readonly StreamRecord[]) => Promise<StreamOutcome>;

const Text = z.object({ S: z.string() });

const Event = z.object({
  Records: z.array(
    z.object({
      dynamodb: z.object({
        SequenceNumber: z.string(),
        ApproximateCreationDateTime: z.number(),
        Keys: z.object({ pk: Text, sk: Text }),
        NewImage: z.record(z.string(), z.custom<AttributeValue>()).optional(),
      }),
    }),
  ),
});

function recordsOf(event: unknown): StreamRecord[] {
  return Event.parse(event).Records.map(({ dynamodb }) => ({
    id: dynamodb.SequenceNumber,
    at: `${new Date(dynamodb.ApproximateCreationDateTime * 1000).toISOString().slice(0, 19)}Z`,
    key: { pk: dynamodb.Keys.pk.S, sk: dynamodb.Keys.sk.S },
    item: dynamodb.NewImage === undefined ? undefined : unmarshall(dynamodb.NewImage),
  }));
}

interface Answer extends DynamoDBBatchResponse {
  readonly outcome: StreamOutcome;
}

/** Says in one line what became of the batch, and leaves in the answer only what Lambda reads. */
function oneLogLine(): middy.MiddlewareObj<unknown, Answer | DynamoDBBatchResponse> {
  return {
    after: (request) => {
      if (request.response === null || !("outcome" in request.response)) return;
      const { outcome, batchItemFailures } = request.response;
      const failed = outcome.failed.map((record) => record.reason);
      if (failed.length > 0) logger.error("batch failed in part", { ...outcome.facts, failed });
      else logger.info("batch", outcome.facts);
      request.response = { batchItemFailures };
    },
    onError: (request) => {
      if (request.error !== null) logger.error("batch failed", request.error);
    },
  };
}

/**
 * The stack of a function that reads a table's stream. The use case sees the whole batch at once, so that its
 * work is done once per batch, and names the records that it could not use: Lambda hands out again from the first
 * of these. What it throws repeats the whole batch. Writes exactly one log line per call.
 */
export function onStream(useCase: StreamUseCase) {
  return middy<unknown, Answer | DynamoDBBatchResponse>()
    .use(oneLogLine())
    .handler(async (event: unknown): Promise<Answer> => {
      const records = recordsOf(event);
      const outcome = await useCase(records);
      return {
        batchItemFailures: outcome.failed.map((record) => ({ itemIdentifier: record.id })),
        outcome: { ...outcome, facts: { records: records.length, ...outcome.facts } },
      };
    });
}
