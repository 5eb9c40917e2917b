import {
  CloudWatchClient,
  type MetricAlarm,
  PutMetricDataCommand,
  paginateDescribeAlarms,
  SetAlarmStateCommand,
} from "@aws-sdk/client-cloudwatch";
import {
  DescribeLogGroupsCommand,
  paginateDescribeMetricFilters,
  paginateFilterLogEvents,
} from "@aws-sdk/client-cloudwatch-logs";
import { SNSClient, SubscribeCommand } from "@aws-sdk/client-sns";
import { CreateQueueCommand, DeleteQueueCommand, ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { engineOf } from "../../../cli/settings.ts";
import { eventually, logs, sqs, stage } from "../../support/deployed-stage.ts";
import { matchesFilter } from "../../support/metric-filter.ts";

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

async function receiveNotifications(): Promise<void> {
  const { Messages } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 0 }),
  );
  for (const { Body } of Messages ?? []) {
    const notification = Notification.parse(JSON.parse(Body ?? "{}")).Message;
    states.set(notification.AlarmName, notification.NewStateValue);
  }
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

/** The metrics that a log's lines really count into, by the filters that are deployed on it. */
async function countedInto(what: string): Promise<Set<string>> {
  const lines = await linesOf(what);
  const counted = new Set<string>();
  for await (const { metricFilters = [] } of paginateDescribeMetricFilters({ client: logs }, {})) {
    for (const { logGroupName = "", filterPattern = "", metricTransformations = [] } of metricFilters) {
      if (!logGroupName.includes(what)) continue;
      if (!lines.some((line) => matchesFilter(filterPattern, line))) continue;
      for (const { metricNamespace, metricName } of metricTransformations)
        counted.add(`${metricNamespace} ${metricName}`);
    }
  }
  return counted;
}

describe("the faults that the tests before caused", () => {
  const watched = new Set(alarms.map(({ Namespace, MetricName }) => `${Namespace} ${MetricName}`));

  test.each([
    ["receivepurchase", "Quarantined"],
    ["reconcileorders", "Missing"],
  ])("were counted in the log of %s for the alarm that watches %s", async (name, metric) => {
    const wanted = `Wellspring/local ${metric}`;
    expect(await countedInto(name)).toContain(wanted);
    expect(watched).toContain(wanted);
  });
});

describe("alarms", () => {
  test("are in the stacks", () => {
    expect(alarms.length).toBeGreaterThan(20);
  });

  test.each(alarms.map((alarm) => [alarm.AlarmDescription ?? "", alarm] as const))("%s", async (_, alarm) => {
    const { Namespace, MetricName, Dimensions, AlarmName = "", InsufficientDataActions = [] } = alarm;
    if (InsufficientDataActions.length > 0) {
      // Silence is no datum: tests/infra/silence.test.ts has when CloudWatch calls it so.
      const StateValue = "INSUFFICIENT_DATA";
      await cloudWatch.send(new SetAlarmStateCommand({ AlarmName, StateValue, StateReason: "No datum." }));
      await eventually(
        `${AlarmName} has notified the topic`,
        receiveNotifications,
        () => states.get(AlarmName) === StateValue,
      );
      return;
    }
    await cloudWatch.send(
      new PutMetricDataCommand({
        Namespace,
        MetricData: [{ MetricName, Dimensions, Value: alarm.Threshold, Timestamp: new Date() }],
      }),
    );
    await eventually(
      `${AlarmName} has notified the topic`,
      receiveNotifications,
      () => states.get(AlarmName) === "ALARM",
    );
  });
});
