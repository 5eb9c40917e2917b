import { DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { SFNClient } from "@aws-sdk/client-sfn";
import { SQSClient } from "@aws-sdk/client-sqs";
import { eventBus } from "../../core/events/event-bus.client.ts";
import { assertNever } from "../../core/model/assert-never.ts";
import { type DeadLetters, deadLettersClient } from "../../core/operations/redrive/dead-letters.client.ts";
import type { RedriveStrategy } from "../../core/operations/redrive/redrive.ts";
import { republishEvents } from "../../core/operations/redrive/republish-event.ts";
import { waitingOutput } from "../../lib/output-names.ts";
import { type DeployedStage, s3Client } from "../stage.ts";
import { failedCalls } from "./failed-calls.ts";
import { invoker } from "./invoke.ts";
import type { Place } from "./places.ts";
import { rereadStream } from "./reread-stream.ts";
import { reinvoke, reinvokeFailedCall, requeueBatch, restartScheduled } from "./strategies.ts";

/** The letters at a place, and the strategy that hands them back. */
export interface Waiting {
  readonly letters: DeadLetters;
  readonly strategy: RedriveStrategy;
}

interface StrategyOptions {
  readonly conflicts: boolean;
}

/** Undefined where the stage has no such place: an account without partners' events, or without nightly comparisons. */
export function waitingAt(stage: DeployedStage, place: Place, options: StrategyOptions): Waiting | undefined {
  const { config, find } = stage;
  const { name, back } = place;
  const to = (output: string): string => {
    const value = find(output);
    if (value === undefined) throw new Error(`${name} has no output ${output} to go back to`);
    return value;
  };
  if (back.by === "failedCall") {
    const called = find(back.to);
    if (called === undefined) return undefined;
    const letters = failedCalls(s3Client({ config }), to("QuarantineBucket"), called);
    return { letters, strategy: reinvokeFailedCall(invoker(new LambdaClient(config), called)) };
  }
  const queueUrl = find(waitingOutput(name));
  if (queueUrl === undefined) return undefined;
  const sqs = new SQSClient(config);
  const letters = deadLettersClient(sqs, queueUrl);
  switch (back.by) {
    case "bus":
      return {
        letters,
        strategy: republishEvents(eventBus(new EventBridgeClient(config), to("EventBus")), options),
      };
    case "queue":
      return { letters, strategy: requeueBatch(sqs, to(back.to)) };
    case "function":
      return { letters, strategy: reinvoke(invoker(new LambdaClient(config), to(back.to))) };
    case "stream": {
      const invoke = invoker(new LambdaClient(config), to(back.to));
      return { letters, strategy: rereadStream(new DynamoDBStreamsClient(config), invoke) };
    }
    case "schedule": {
      const clients = { eventBridge: new EventBridgeClient(config), sfn: new SFNClient(config) };
      const { comparison, others } = back.to;
      const runs = {
        ...(comparison !== undefined && { comparison: to(comparison) }),
        others: others.map(find).filter((arn) => arn !== undefined),
      };
      return { letters, strategy: restartScheduled(clients, runs) };
    }
    default:
      return assertNever(back);
  }
}
