import {
  ConflictException,
  CreateScheduleCommand,
  SchedulerClient,
  ThrottlingException,
} from "@aws-sdk/client-scheduler";
import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { mockClient } from "aws-sdk-client-mock";
import { beforeEach, expect, test } from "vitest";
import { batchQueue } from "../../../../core/messaging/broadcast/batch-queue.client.ts";
import { aBatch } from "../../../support/batch-world.ts";

const sqs = mockClient(SQSClient);
const scheduler = mockClient(SchedulerClient);
const queue = batchQueue(
  { sqs: new SQSClient({}), scheduler: new SchedulerClient({}) },
  {
    queueUrl: "https://queue",
    queueArn: "queue-arn",
    scheduleGroup: "put-off",
    scheduleRole: "role-arn",
    deadLetterQueueArn: "dead-arn",
  },
);
const at = "2026-11-18T17:30:00Z";

beforeEach(() => {
  sqs.reset();
  scheduler.reset();
  scheduler.on(CreateScheduleCommand).resolves({});
});

test("a batch for soon waits in the queue", async () => {
  await queue.post(aBatch(1), 330);
  const [call] = sqs.commandCalls(SendMessageCommand);
  expect(call?.args[0].input).toMatchObject({ QueueUrl: "https://queue", DelaySeconds: 330 });
  expect(JSON.parse(call?.args[0].input.MessageBody ?? "")).toEqual(aBatch(1));
});

test("a batch for later is a schedule that goes by itself, and is kept if it cannot be posted", async () => {
  await queue.postAt(aBatch(1), at, "name");
  const [call] = scheduler.commandCalls(CreateScheduleCommand);
  expect(call?.args[0].input).toMatchObject({
    GroupName: "put-off",
    Name: "name",
    ScheduleExpression: "at(2026-11-18T17:30:00)",
    ActionAfterCompletion: "DELETE",
    Target: { Arn: "queue-arn", RoleArn: "role-arn", DeadLetterConfig: { Arn: "dead-arn" } },
  });
  expect(JSON.parse(call?.args[0].input.Target?.Input ?? "")).toEqual(aBatch(1));
});

test("a schedule that exists already is the same one; any other error is thrown", async () => {
  const fault = { $metadata: {}, message: "m", Message: "m" };
  scheduler.on(CreateScheduleCommand).rejectsOnce(new ConflictException(fault));
  await queue.postAt(aBatch(1), at, "name");
  scheduler.on(CreateScheduleCommand).rejects(new ThrottlingException(fault));
  await expect(queue.postAt(aBatch(1), at, "name")).rejects.toThrow();
});
