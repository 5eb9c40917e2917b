import {
  ActionAfterCompletion,
  ConflictException,
  CreateScheduleCommand,
  FlexibleTimeWindowMode,
  type SchedulerClient,
} from "@aws-sdk/client-scheduler";
import { SendMessageCommand, type SQSClient } from "@aws-sdk/client-sqs";
import type { Instant } from "../../model/purchase.ts";
import type { BroadcastBatch } from "./broadcast.ts";

/** The scheduler retries a batch that it cannot post within these two limits, then moves it to the dead-letter queue. */
const POST_AGE_MAX_SECONDS = 86_400;
const POST_RETRIES_MAX = 185;

export interface BatchQueue {
  /** Posts a batch that workers receive after `delaySeconds`, at most DELAY_SECONDS_MAX. A second call posts it twice. */
  post(batch: BroadcastBatch, delaySeconds: number): Promise<void>;
  /** Schedules a batch for a later minute. A second call under the same name changes nothing. */
  postAt(batch: BroadcastBatch, at: Instant, name: string): Promise<void>;
}

export interface BatchQueueProps {
  readonly queueUrl: string;
  readonly queueArn: string;
  /** The group that holds the schedules until their time. */
  readonly scheduleGroup: string;
  /** The ARN of the role with which the scheduler posts a batch. */
  readonly scheduleRole: string;
  /** Receives the batches that the scheduler could not post. */
  readonly deadLetterQueueArn: string;
}

/** The queue of `deliver-batch`. Throws what the calls throw. */
export function batchQueue(
  { sqs, scheduler }: { readonly sqs: SQSClient; readonly scheduler: SchedulerClient },
  { queueUrl, queueArn, scheduleGroup, scheduleRole, deadLetterQueueArn }: BatchQueueProps,
): BatchQueue {
  return {
    async post(batch, delaySeconds) {
      await sqs.send(
        new SendMessageCommand({
          QueueUrl: queueUrl,
          MessageBody: JSON.stringify(batch),
          DelaySeconds: delaySeconds,
        }),
      );
    },
    async postAt(batch, at, name) {
      const schedule = new CreateScheduleCommand({
        GroupName: scheduleGroup,
        Name: name,
        ScheduleExpression: `at(${at.replace("Z", "")})`,
        FlexibleTimeWindow: { Mode: FlexibleTimeWindowMode.OFF },
        ActionAfterCompletion: ActionAfterCompletion.DELETE,
        Target: {
          Arn: queueArn,
          RoleArn: scheduleRole,
          Input: JSON.stringify(batch),
          DeadLetterConfig: { Arn: deadLetterQueueArn },
          RetryPolicy: {
            MaximumEventAgeInSeconds: POST_AGE_MAX_SECONDS,
            MaximumRetryAttempts: POST_RETRIES_MAX,
          },
        },
      });
      await scheduler.send(schedule).catch((error: unknown) => {
        if (!(error instanceof ConflictException)) throw error;
      });
    },
  };
}
