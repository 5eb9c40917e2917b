import {
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
} from "@aws-sdk/client-dynamodb-streams";
import { EventBridgeClient, ListTargetsByRuleCommand } from "@aws-sdk/client-eventbridge";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { mockClient } from "aws-sdk-client-mock";
import { beforeEach, describe, expect, test } from "vitest";
import { invoker } from "../../../../cli/redrive/invoke.ts";
import { rereadStream } from "../../../../cli/redrive/reread-stream.ts";
import {
  reinvoke,
  reinvokeFailedCall,
  requeueBatch,
  restartScheduled,
} from "../../../../cli/redrive/strategies.ts";
import type { RedriveStrategy } from "../../../../core/operations/redrive/redrive.ts";

const lambda = mockClient(LambdaClient);
const streams = mockClient(DynamoDBStreamsClient);
const eventBridge = mockClient(EventBridgeClient);
const sfn = mockClient(SFNClient);
const sqs = mockClient(SQSClient);
beforeEach(() => {
  for (const client of [lambda, streams, eventBridge, sfn, sqs]) client.reset();
});

const text = (value: unknown) => (typeof value === "string" ? value : JSON.stringify(value));
const letter = (body: unknown) => ({ id: "one", handle: "one", body: text(body), reason: undefined });

/** Hands a letter back, or answers why not. */
async function back(way: RedriveStrategy, body: unknown): Promise<string> {
  const errand = way(letter(body));
  if ("because" in errand) return errand.because;
  await errand.handBack();
  return errand.what;
}

const invoke = invoker(new LambdaClient({}), "a-function");
const answers = (value: unknown, FunctionError?: string) =>
  lambda.on(InvokeCommand).resolves({
    ...(FunctionError !== undefined && { FunctionError }),
    Payload: Buffer.from(JSON.stringify(value)) as never,
  });
const payloads = () =>
  lambda.commandCalls(InvokeCommand).map(({ args }) => JSON.parse(String(args[0].input.Payload)));

describe("a function's dead letter", () => {
  const event = { id: "1", source: "aws.ses", "detail-type": "Email Bounced", detail: { message: "m" } };

  test("is handed to the function as it came", async () => {
    answers({ outcome: "suppressed" });
    expect(await back(reinvoke(invoke), event)).toBe("call");
    expect(payloads()).toEqual([event]);
  });

  test("stays when the function fails, and is reported by the error's name alone", async () => {
    answers({ errorType: "ZodError", errorMessage: "ann@example.com" }, "Unhandled");
    const failure = await back(reinvoke(invoke), event).catch((error: unknown) => error);
    expect(failure).toMatchObject({ name: "ZodError" });
    expect(String(failure)).not.toContain("example.com");
    answers("Task timed out", "Unhandled");
    await expect(back(reinvoke(invoke), event)).rejects.toMatchObject({ name: "Unhandled" });
  });
});

describe("a text that was not processed", () => {
  test("is processed as it arrived", async () => {
    answers({ outcome: "stopped" });
    const requestPayload = { Records: [{ Sns: { Message: "{}" } }] };
    const kept = { version: "1.0", requestContext: { condition: "RetriesExhausted" }, requestPayload };
    expect(await back(reinvokeFailedCall(invoke), kept)).toBe("text");
    expect(payloads()).toEqual([requestPayload]);
  });
  test("stays if Lambda did not write it", async () => {
    expect(await back(reinvokeFailedCall(invoke), "{")).toBe("notAFailedCall");
    expect(await back(reinvokeFailedCall(invoke), { requestPayload: "x" })).toBe("notAFailedCall");
  });
});

describe("a batch that was not sent", () => {
  const batch = {
    journey: { name: "milestone-reached", startedAt: "2026-11-22T13:00:00Z" },
    message: "milestone-reached",
    key: "open-paths:USD:6000",
    about: {
      about: "milestone",
      cause: "open-paths",
      currency: "USD",
      amount: 6_000,
      at: "2026-11-22T13:00:00Z",
    },
    customers: [`cus_${"a".repeat(26)}`],
    attempt: 2,
  };
  const way = requeueBatch(new SQSClient({}), "the-queue");
  const sent = () =>
    sqs.commandCalls(SendMessageCommand).map(({ args }) => JSON.parse(args[0].input.MessageBody ?? ""));

  test("is in its queue again, whether a worker or a schedule left it", async () => {
    expect(await back(way, batch)).toBe("batch of milestone-reached");
    expect(await back(way, { QueueUrl: "the-queue", MessageBody: JSON.stringify(batch) })).toMatch(/^batch/);
    expect(sent()).toEqual([batch, batch]);
  });
  test("stays if it is none", async () => {
    expect(await back(way, { customers: [] })).toBe("notABatch");
    expect(sent()).toEqual([]);
  });
});

describe("a scheduled run that did not begin", () => {
  const arn = "arn:aws:states:us-east-1:123456789012:stateMachine:reconcile-shop";
  const proposal = "arn:aws:states:us-east-1:123456789012:stateMachine:propose-payouts";
  const way = restartScheduled(
    { eventBridge: new EventBridgeClient({}), sfn: new SFNClient({}) },
    { comparison: arn, others: [proposal] },
  );
  const input = '{"source":"shopify","connection":"web"}';
  const started = () => sfn.commandCalls(StartExecutionCommand).map(({ args }) => args[0].input);

  test("begins as its rule would have begun it", async () => {
    eventBridge.on(ListTargetsByRuleCommand, { Rule: "nightly" }).resolves({
      Targets: [{ Id: "Target0", Arn: arn, Input: input }],
    });
    const resources = ["arn:aws:events:us-east-1:123456789012:rule/nightly"];
    const night = { source: "aws.events", "detail-type": "Scheduled Event", resources, detail: {} };
    expect([await back(way, night), await back(way, input)]).toEqual(["scheduled run", "comparison"]);
    expect(started()).toEqual([
      { stateMachineArn: arn, input },
      { stateMachineArn: arn, input },
    ]);
  });
  test("is a month's proposal of payouts where its rule starts that", async () => {
    eventBridge
      .on(ListTargetsByRuleCommand)
      .resolves({ Targets: [{ Id: "Target0", Arn: proposal, Input: "{}" }] });
    const resources = ["arn:aws:events:us-east-1:123456789012:rule/monthly"];
    expect(await back(way, { source: "aws.events", resources })).toBe("scheduled run");
    expect(started()).toEqual([{ stateMachineArn: proposal, input: "{}" }]);
  });
  test("stays if it is none, or its rule is gone", async () => {
    expect(await back(way, { source: "shopify", connection: "web", more: 1 })).toBe("notAScheduledCall");
    eventBridge.on(ListTargetsByRuleCommand).resolves({ Targets: [] });
    const gone = { source: "aws.events", resources: ["arn:aws:events:eu-west-1:1:rule/gone"] };
    await expect(back(way, gone)).rejects.toThrow();
    expect(started()).toEqual([]);
  });
});

describe("a place in a stream", () => {
  const place = (from: string, to: string) => ({
    requestContext: { condition: "RetryAttemptsExhausted" },
    DDBStreamBatchInfo: {
      shardId: "shardId-1",
      startSequenceNumber: from,
      endSequenceNumber: to,
      batchSize: 1,
      streamArn: "arn:aws:dynamodb:us-east-1:123456789012:table/Ledger/stream/1",
    },
  });
  const record = (SequenceNumber: string) => ({
    eventName: "INSERT" as const,
    dynamodb: { SequenceNumber, ApproximateCreationDateTime: new Date(1_500), Keys: { pk: { S: "p" } } },
  });
  const way = rereadStream(new DynamoDBStreamsClient({}), invoke);
  beforeEach(() => {
    streams.on(GetShardIteratorCommand).resolves({ ShardIterator: "1" });
    streams
      .on(GetRecordsCommand, { ShardIterator: "1" })
      .resolves({ Records: [record("101"), record("102")], NextShardIterator: "2" })
      .on(GetRecordsCommand, { ShardIterator: "2" })
      .resolves({ Records: [record("1003"), record("1004")] });
  });

  test("is read again, and its records given to the function as the stream gives them", async () => {
    answers({ batchItemFailures: [] });
    expect(await back(way, place("101", "1003"))).toBe("batch of records");
    const handed = payloads().flatMap(({ Records }) => Records);
    expect(
      handed.map(({ dynamodb }) => [dynamodb.SequenceNumber, dynamodb.ApproximateCreationDateTime]),
    ).toEqual(["101", "102", "1003"].map((number) => [number, 1.5]));
  });
  test("stays when a record fails again, or the stream has it no more", async () => {
    answers({ batchItemFailures: [{ itemIdentifier: "101" }] });
    await expect(back(way, place("101", "101"))).rejects.toMatchObject({ name: "BatchFailedError" });
    await expect(back(way, place("101", "999"))).rejects.toMatchObject({ name: "RecordsGoneError" });
    expect(await back(way, { DDBStreamBatchInfo: {} })).toBe("notAPlaceInAStream");
  });
});
