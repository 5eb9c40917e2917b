import {
  GetEventSourceMappingCommand,
  LambdaClient,
  ResourceConflictException,
  UpdateEventSourceMappingCommand,
} from "@aws-sdk/client-lambda";
import { mockClient } from "aws-sdk-client-mock";
import { beforeEach, describe, expect, test } from "vitest";
import { batchingWindow } from "../../../../core/platform/aws/batching-window.client.ts";

const lambda = mockClient(LambdaClient);
const client = () => batchingWindow(new LambdaClient({ region: "us-east-1" }), "mapping");
const conflict = new ResourceConflictException({ message: "updating", $metadata: {} });

beforeEach(() => {
  lambda.reset();
  lambda.on(GetEventSourceMappingCommand).resolves({ MaximumBatchingWindowInSeconds: 1 });
});

describe("a mapping's batching window", () => {
  test("is changed where another is wanted, alone, and read one time", async () => {
    lambda.on(UpdateEventSourceMappingCommand).resolves({});
    const window = client();
    const outcomes = [];
    for (const seconds of [1, 20, 20, 1]) outcomes.push((await window.set(seconds)).kind);
    expect(outcomes).toEqual(["already", "changed", "already", "changed"]);
    expect(lambda.commandCalls(GetEventSourceMappingCommand)).toHaveLength(1);
    expect(lambda.commandCalls(UpdateEventSourceMappingCommand).map(({ args }) => args[0].input)).toEqual([
      { UUID: "mapping", MaximumBatchingWindowInSeconds: 20 },
      { UUID: "mapping", MaximumBatchingWindowInSeconds: 1 },
    ]);
  });

  test("stays wanted where Lambda refuses", async () => {
    lambda.on(UpdateEventSourceMappingCommand).rejectsOnce(conflict).resolves({});
    const window = client();
    expect(await window.set(20)).toEqual({ kind: "refused", reason: "ResourceConflictException" });
    expect(await window.set(20)).toEqual({ kind: "changed" });
  });

  test("stays wanted where Lambda is out of reach, at either call", async () => {
    const unreached = Object.assign(new Error("connect ECONNREFUSED"), { name: "TimeoutError" });
    lambda
      .on(GetEventSourceMappingCommand)
      .rejectsOnce(unreached)
      .resolves({ MaximumBatchingWindowInSeconds: 1 });
    lambda.on(UpdateEventSourceMappingCommand).rejectsOnce(unreached).resolves({});
    const window = client();
    const refused = { kind: "refused", reason: "TimeoutError" };
    const outcomes = [await window.set(20), await window.set(20), await window.set(20)];
    expect(outcomes).toEqual([refused, refused, { kind: "changed" }]);
  });
});
