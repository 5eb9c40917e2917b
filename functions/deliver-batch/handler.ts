import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SchedulerClient } from "@aws-sdk/client-scheduler";
import { SQSClient } from "@aws-sdk/client-sqs";
import { batchQueue } from "../../core/broadcast/batch-queue.client.ts";
import { BroadcastBatch } from "../../core/broadcast/broadcast.ts";
import { deliverBatch } from "../../core/broadcast/deliver-batch.ts";
import { gatherForBatch } from "../../core/broadcast/gather-for-batch.ts";
import { deliveryDeps } from "../../core/delivery/delivery.client.ts";
import { statedStore } from "../../core/giving/stated.store.ts";
import { remembered } from "../../core/giving/stated.ts";
import { impactStore } from "../../core/impact/impact.store.ts";
import { milestoneStore } from "../../core/impact/milestone.store.ts";
import { customerEntriesStore } from "../../core/ledger/customer-entries.store.ts";
import { peopleStore } from "../../core/people/people.store.ts";
import { now, nowMs } from "../../core/runtime/clock.ts";
import { readEnv } from "../../core/runtime/env.ts";
import { pacer } from "../../core/runtime/pacer.ts";
import { pause } from "../../core/runtime/pause.ts";
import { onQueue } from "../../core/runtime/queue.ts";
import { DeliverBatchEnv } from "./env.ts";

const env = readEnv(DeliverBatchEnv);
const dynamo = new DynamoDBClient();
const impact = impactStore(dynamo, env.IMPACT_TABLE);

export const handler = onQueue(
  BroadcastBatch,
  deliverBatch({
    ...deliveryDeps(dynamo, env),
    gather: gatherForBatch({
      stated: remembered(statedStore(dynamo, env.LEDGER_TABLE).read, now),
      reached: milestoneStore(dynamo, env.LEDGER_TABLE).reached,
      allTime: impact.allTime,
      days: impact.days,
      entries: customerEntriesStore(dynamo, env.LEDGER_TABLE),
      preferences: peopleStore(dynamo, env.PEOPLE_TABLE, pause).preferences,
      now,
    }),
    queue: batchQueue(
      { sqs: new SQSClient(), scheduler: new SchedulerClient() },
      {
        queueUrl: env.BATCH_QUEUE_URL,
        queueArn: env.BATCH_QUEUE_ARN,
        scheduleGroup: env.SCHEDULE_GROUP,
        scheduleRole: env.SCHEDULE_ROLE,
        notSentArn: env.NOT_SENT,
      },
    ),
    rates: { email: env.EMAILS_PER_SECOND, sms: env.TEXTS_PER_SECOND },
    pacer,
    nowMs,
  }),
);
