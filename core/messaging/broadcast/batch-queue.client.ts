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

/** What cannot be put into the queue at its time is tried again for so long, and then kept in the dead-letter queue. */
const POST_AGE_MAX_SECONDS = 86_400;
const POST_RETRIES_MAX = 185;

export interface BatchQueue {
  /** Puts a batch into the queue, to be handed out after so many seconds, at most DELAY_SECONDS_MAX. A second call puts it there twice. */
  post(batch: BroadcastBatch, delaySeconds: number): Promise<void>;
  /** Puts a batch into the queue at a time to come, to the minute. A second call under the same name changes nothing. */
  postAt(batch: BroadcastBatch, at: Instant, name: string): Promise<void>;
}

export interface BatchQueueProps {
  readonly queueUrl: string;
  readonly queueArn: string;
  /** Where schedules are kept until their time. */
  readonly scheduleGroup: string;
  /** As whom the scheduler puts a batch into the queue. */
  readonly scheduleRole: string;
  /** Where it puts what it could not put there. */
  readonly notSentArn: string;
}

/** The queue of `deliver-batch`. Throws what the calls throw. */
export function batchQueue(
  { sqs, scheduler }: { readonly sqs: SQSClient; readonly scheduler: SchedulerClient },
  { queueUrl, queueArn, scheduleGroup, scheduleRole, notSentArn }: BatchQueueProps,
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
          DeadLetterConfig: { Arn: notSentArn },
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
