import {
  CloudWatchClient,
  type MetricAlarm,
  PutMetricDataCommand,
  paginateDescribeAlarms,
  SetAlarmStateCommand,
} from "@aws-sdk/client-cloudwatch";
import { DescribeLogGroupsCommand, paginateFilterLogEvents } from "@aws-sdk/client-cloudwatch-logs";
import { SNSClient, SubscribeCommand } from "@aws-sdk/client-sns";
import { CreateQueueCommand, DeleteQueueCommand, ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { engineOf } from "../../../cli/settings.ts";
import { eventually, logs, sqs, stage } from "../../support/deployed-stage.ts";

/**
 * Each alarm is made to ring. The engine publishes hardly any of AWS's own metrics, and neither reads metrics out of
 * logs: there the test puts the datum that AWS would put, under the alarm's own name and dimensions, and sees the alarm and
 * its notification at the topic. (The engine does not compare dimensions: that they name what is there is a test of the stacks.)
 */

const engine = engineOf(stage);
const cloudWatch = new CloudWatchClient(engine);
const sns = new SNSClient(engine);
const Notification = z.object({ Message: z.string().transform((text) => JSON.parse(text)) });

const alarms: MetricAlarm[] = [];
for await (const page of paginateDescribeAlarms({ client: cloudWatch }, {})) {
  alarms.push(...(page.MetricAlarms ?? []));
}

let QueueUrl = "";
const states = new Map<string, string>();

beforeAll(async () => {
  // An alarm notifies when it begins to ring: what rang before these tests must be quiet first.
  for (const { AlarmName } of alarms) {
    await cloudWatch.send(
      new SetAlarmStateCommand({ AlarmName, StateValue: "OK", StateReason: "The tests begin." }),
    );
  }
  const topic = stage.output("AlarmTopic");
  const QueueName = `alarm-notifications-${Date.now()}`;
  const QueueArn = topic.replace(":sns:", ":sqs:").replace(/[^:]+$/, QueueName);
  const Statement = [
    {
      Effect: "Allow",
      Principal: { Service: "sns.amazonaws.com" },
      Action: "sqs:SendMessage",
      Resource: QueueArn,
      Condition: { ArnEquals: { "aws:SourceArn": topic } },
    },
  ];
  const Policy = JSON.stringify({ Version: "2012-10-17", Statement });
  const made = await sqs.send(new CreateQueueCommand({ QueueName, Attributes: { Policy } }));
  QueueUrl = made.QueueUrl ?? "";
  await sns.send(new SubscribeCommand({ TopicArn: topic, Protocol: "sqs", Endpoint: QueueArn }));
});
afterAll(() => sqs.send(new DeleteQueueCommand({ QueueUrl })));

/** A value that the alarm is there for. */
function alarming({ ComparisonOperator, Threshold = 0 }: MetricAlarm): number {
  return ComparisonOperator === "LessThanThreshold" ? Threshold - 1 : Threshold;
}

async function receiveNotifications(): Promise<void> {
  const { Messages } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 0 }),
  );
  for (const { Body } of Messages ?? []) {
    const notification = Notification.parse(JSON.parse(Body ?? "{}")).Message;
    states.set(notification.AlarmName, notification.NewStateValue);
  }
}

/** What our own functions count, as CloudWatch reads it out of their log: the embedded metric format. */
const Counted = z.object({
  _aws: z.object({
    CloudWatchMetrics: z.array(
      z.object({
        Namespace: z.string(),
        Dimensions: z.array(z.array(z.string())),
        Metrics: z.array(z.object({ Name: z.string() })),
      }),
    ),
  }),
});

/** Every metric that a line of a log makes, with its dimensions and its value. */
function metricsIn(line: string): readonly string[] {
  const fields: Record<string, unknown> = Object(line.startsWith("{") ? JSON.parse(line) : {});
  const counted = Counted.safeParse(fields).data?._aws.CloudWatchMetrics ?? [];
  return counted.flatMap(({ Namespace, Dimensions, Metrics }) =>
    Metrics.flatMap(({ Name }) =>
      Dimensions.map((names) =>
        nameOf(
          Namespace,
          Name,
          names.map((name) => [name, fields[name]]),
        ),
      ),
    ),
  );
}

function nameOf(namespace = "", metric = "", dimensions: readonly (readonly unknown[])[] = []): string {
  return [namespace, metric, ...dimensions.map((pair) => pair.join("=")).toSorted()].join(" ");
}

async function linesOf(what: string): Promise<string[]> {
  const { logGroups = [] } = await logs.send(new DescribeLogGroupsCommand({}));
  const found = logGroups.flatMap(({ logGroupName = "" }) =>
    logGroupName.includes(what) ? [logGroupName] : [],
  );
  const lines: string[] = [];
  for (const logGroupName of found) {
    for await (const { events } of paginateFilterLogEvents({ client: logs }, { logGroupName })) {
      lines.push(...(events ?? []).map(({ message }) => message ?? ""));
    }
  }
  return lines;
}

describe("the faults that the tests before caused", () => {
  test.each(["receivepurchase", "reconcileorders"])(
    "were counted by %s under the very names that alarms watch",
    async (name) => {
      const counted = new Set((await linesOf(name)).flatMap(metricsIn));
      const watched = alarms.map(({ Namespace, MetricName, Dimensions = [] }) =>
        nameOf(
          Namespace,
          MetricName,
          Dimensions.map(({ Name, Value }) => [Name, Value]),
        ),
      );
      expect(counted.size).toBeGreaterThan(0);
      expect([...counted].filter((one) => !watched.includes(one))).toEqual([]);
    },
  );
});

describe("alarms", () => {
  test("are in the stacks", () => {
    expect(alarms.length).toBeGreaterThan(40);
  });

  test.each(alarms.map((alarm) => [alarm.AlarmDescription ?? "", alarm] as const))("%s", async (_, alarm) => {
    const { Namespace, MetricName, Dimensions, AlarmName = "" } = alarm;
    await cloudWatch.send(
      new PutMetricDataCommand({
        Namespace,
        MetricData: [{ MetricName, Dimensions, Value: alarming(alarm), Timestamp: new Date() }],
      }),
    );
    await eventually(
      `${AlarmName} has notified the topic`,
      receiveNotifications,
      () => states.get(AlarmName) === "ALARM",
    );
  });
});
