import { type MetricAlarm, paginateDescribeAlarms } from "@aws-sdk/client-cloudwatch";
import { paginateListObjectsV2 } from "@aws-sdk/client-s3";
import { paginateListSubscriptionsByTopic, type Subscription } from "@aws-sdk/client-sns";
import { GetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import { QUARANTINE_PREFIX } from "../../../core/intake/quarantine/quarantine-keys.ts";
import { check, type Finding, found } from "../check.ts";

const PAGES_MAX = 20;
/** Enough to say that there are some, and whether there are many. */
const QUARANTINED_LISTED = 100;
const WAITING = "Waiting";

export const subscribers = check({
  name: "subscribers",
  about: "somebody hears the alarms",
  after: true,
  allow: ["sns:ListSubscriptionsByTopic"],
  ask: async ({ sns }, { outputs }) => {
    const topic = outputs.get("AlarmTopic");
    if (topic === undefined) return undefined;
    const subscriptions: Subscription[] = [];
    for await (const page of paginateListSubscriptionsByTopic({ client: sns }, { TopicArn: topic }))
      subscriptions.push(...(page.Subscriptions ?? []));
    return { topic, subscriptions };
  },
  judge: (answer): readonly Finding[] => {
    if (answer === undefined) return [];
    const { topic: where, subscriptions } = answer;
    const pending = subscriptions.filter(({ SubscriptionArn }) => SubscriptionArn === "PendingConfirmation");
    return [
      ...found(subscriptions.length === 0, {
        severity: "hurts",
        what: "Nobody is subscribed to the alarms.",
        where,
        next: `aws sns subscribe --topic-arn ${where} --protocol email --notification-endpoint <address>, or alarmEmail in the stage.`,
      }),
      ...pending.map(
        ({ Endpoint = "" }): Finding => ({
          severity: "hurts",
          what: `${Endpoint} has not confirmed that it wants alarms, and gets none.`,
          where,
          next: "Open the mail of AWS Notifications there and confirm; if it is gone, subscribe the address again.",
        }),
      ),
    ];
  },
});

export const alarms = check<readonly MetricAlarm[]>({
  name: "alarms",
  about: "no alarm rings",
  after: true,
  allow: ["cloudwatch:DescribeAlarms"],
  ask: async ({ cloudWatch }, { stage, stacks }) => {
    const ringing: MetricAlarm[] = [];
    let pages = 0;
    const asked = { AlarmNamePrefix: `wellspring-${stage.name}-`, StateValue: "ALARM" } as const;
    for await (const { MetricAlarms = [] } of paginateDescribeAlarms({ client: cloudWatch }, asked)) {
      // Of the stage `shop`, and not of `shop-eu`.
      ringing.push(
        ...MetricAlarms.filter(({ AlarmName = "" }) =>
          stacks.some(({ StackName }) => AlarmName.startsWith(`${StackName}-`)),
        ),
      );
      pages += 1;
      if (pages === PAGES_MAX) break;
    }
    return ringing;
  },
  judge: (ringing) =>
    ringing.map(({ AlarmName = "", AlarmDescription }) => ({
      severity: "hurts",
      what: `An alarm rings: ${AlarmDescription ?? "no description"}`,
      where: AlarmName,
      next: "docs/operating/alarms.md has a row for it.",
    })),
});

export const deadLetters = check({
  name: "dead-letters",
  about: "nothing waits in a dead-letter queue",
  after: true,
  allow: ["sqs:GetQueueAttributes"],
  ask: ({ sqs }, { outputs }) =>
    Promise.all(
      [...outputs]
        .filter(([name]) => name.startsWith(WAITING))
        .map(async ([name, url]) => {
          const { Attributes } = await sqs.send(
            new GetQueueAttributesCommand({
              QueueUrl: url,
              AttributeNames: ["ApproximateNumberOfMessages"],
            }),
          );
          return {
            name: name.slice(WAITING.length),
            waiting: Number(Attributes?.ApproximateNumberOfMessages),
          };
        }),
    ),
  judge: (queues, { stage }) =>
    queues.flatMap(({ name, waiting }) =>
      found(waiting > 0, {
        severity: "hurts",
        what: `${waiting} ${waiting === 1 ? "message waits" : "messages wait"} in a dead-letter queue; each goes after 14 days.`,
        where: name,
        next: `Find out why (docs/operating/alarms.md), then npx wellspring --stage ${stage.name} redrive`,
      }),
    ),
});

export const quarantine = check({
  name: "quarantine",
  about: "no webhook waits in quarantine",
  after: true,
  allow: ["s3:ListBucket"],
  ask: async ({ s3 }, { outputs }) => {
    const bucket = outputs.get("QuarantineBucket");
    if (bucket === undefined) return { bucket: "", kept: 0 };
    const some = { Bucket: bucket, Prefix: QUARANTINE_PREFIX, MaxKeys: QUARANTINED_LISTED };
    const { value } = await paginateListObjectsV2({ client: s3 }, some).next();
    return { bucket, kept: value?.KeyCount ?? 0 };
  },
  judge: ({ bucket, kept }, { stage }) =>
    found(kept > 0, {
      severity: "hurts",
      what: `${kept === QUARANTINED_LISTED ? `${kept} or more` : kept} genuine webhooks wait in quarantine; each goes after 30 days.`,
      where: bucket,
      next: `npx wellspring --stage ${stage.name} pos replay-quarantine --dry-run`,
    }),
});
