import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import middy from "@middy/core";
import type { DynamoDBBatchResponse } from "aws-lambda";
import * as z from "zod";
import { instantAt } from "../../model/instant.ts";
import type { Instant } from "../../model/purchase.ts";
import type { Key } from "../aws/key.ts";
import { rowOf } from "../aws/row-of.ts";
import { type CallFacts, logCall, type Reported } from "./log-call.ts";
import { type CallLog, logger } from "./logger.ts";

/**
 * One change of an item, delivered at least once and in order per item.
 * - `id`: the sequence number, which a partial failure names
 * - `at`: about when the change was written
 * - `item`: the item after the change; absent when it was deleted
 */
export interface StreamRecord {
  readonly id: string;
  readonly at: Instant;
  readonly key: Key;
  readonly item: Readonly<Record<string, unknown>> | undefined;
}

/** The outcome of a batch. Lambda delivers `failed` records again, at last to the dead-letter queue; `facts` are logged. */
export interface StreamOutcome {
  readonly failed: readonly { readonly id: string; readonly reason: string }[];
  readonly facts: CallFacts;
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
    at: instantAt(dynamodb.ApproximateCreationDateTime * 1000),
    key: { pk: dynamodb.Keys.pk.S, sk: dynamodb.Keys.sk.S },
    item: dynamodb.NewImage === undefined ? undefined : rowOf(dynamodb.NewImage),
  }));
}

/**
 * The stack of a function that reads a table's stream. The use case receives the whole batch at once, so that its
 * work is done once per batch, and names the records that it could not use: Lambda delivers again from the first
 * of these. What is thrown is thrown on and repeats the whole batch. Exactly one log line per call.
 */
export function onStream(useCase: StreamUseCase, log: CallLog = logger) {
  return middy<unknown, Reported<DynamoDBBatchResponse>>()
    .use(logCall({ log, kind: "batch", timed: true }))
    .handler(async (event) => {
      const records = recordsOf(event);
      const { failed, facts } = await useCase(records);
      const failedInPart = failed.length > 0;
      const reasons = failedInPart && { failed: reasonsOf(failed) };
      return {
        batchItemFailures: failed.map((record) => ({ itemIdentifier: record.id })),
        report: { facts: { records: records.length, ...facts, ...reasons }, failedInPart },
      };
    });
}

const REASONS_LOGGED_MAX = 20;

function reasonsOf(failed: StreamOutcome["failed"]): string[] {
  return [...new Set(failed.map((record) => record.reason))].slice(0, REASONS_LOGGED_MAX);
}
