import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SchedulerClient } from "@aws-sdk/client-scheduler";
import { SQSClient } from "@aws-sdk/client-sqs";
import { brandConfigStore } from "../../core/giving/config/brand-config.store.ts";
import { cached } from "../../core/giving/config/brand-config.ts";
import { customerEntriesStore } from "../../core/giving/ledger/customer-entries.store.ts";
import { impactStore } from "../../core/impact/impact.store.ts";
import { milestoneStore } from "../../core/impact/milestone.store.ts";
import { storyStore } from "../../core/impact/stories/story.store.ts";
import { batchQueue } from "../../core/messaging/broadcast/batch-queue.client.ts";
import { BroadcastBatch } from "../../core/messaging/broadcast/broadcast.ts";
import { deliverBatch } from "../../core/messaging/broadcast/deliver-batch.ts";
import { gatherForBatch } from "../../core/messaging/broadcast/gather-for-batch.ts";
import { deliveryDeps } from "../../core/messaging/delivery/delivery.client.ts";
import { letterStore } from "../../core/messaging/letters/letter.store.ts";
import { now, nowMs } from "../../core/platform/clock.ts";
import { readEnv } from "../../core/platform/lambda/env.ts";
import { onQueue } from "../../core/platform/lambda/queue.ts";
import { reportUnreadable } from "../../core/platform/lambda/report-unreadable.ts";
import { pacer } from "../../core/platform/pacer.ts";
import { DeliverBatchEnv } from "./env.ts";

const env = readEnv(DeliverBatchEnv);
const dynamo = new DynamoDBClient();
const delivery = deliveryDeps(dynamo, env);
const impact = impactStore(dynamo, env.IMPACT_TABLE, reportUnreadable);

export const handler = onQueue(
  BroadcastBatch,
  deliverBatch({
    ...delivery,
    gather: gatherForBatch({
      brandConfig: cached(brandConfigStore(dynamo, env.LEDGER_TABLE).read, now),
      reached: milestoneStore(dynamo, env.LEDGER_TABLE, reportUnreadable).reached,
      allTime: impact.allTime,
      days: impact.days,
      entries: customerEntriesStore(dynamo, env.LEDGER_TABLE, reportUnreadable),
      preferences: delivery.preferences,
      letters: letterStore(dynamo, env.PEOPLE_TABLE),
      storyHead: storyStore(dynamo, env.LEDGER_TABLE, reportUnreadable).head,
      journeySwitch: delivery.journeySwitch,
      now,
    }),
    queue: batchQueue(
      { sqs: new SQSClient(), scheduler: new SchedulerClient() },
      {
        queueUrl: env.BATCH_QUEUE_URL,
        queueArn: env.BATCH_QUEUE_ARN,
        scheduleGroup: env.SCHEDULE_GROUP,
        scheduleRole: env.SCHEDULE_ROLE,
        deadLetterQueueArn: env.BROADCAST_DLQ_ARN,
      },
    ),
    rates: { email: env.EMAILS_PER_SECOND, sms: env.TEXTS_PER_SECOND },
    pacer,
    nowMs,
  }),
);
