import { CfnOutput, Duration, RemovalPolicy, type Stack, Validations } from "aws-cdk-lib";
import { PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { EventSourceMapping } from "aws-cdk-lib/aws-lambda";
import { CfnScheduleGroup } from "aws-cdk-lib/aws-scheduler";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import { StateMachineType } from "aws-cdk-lib/aws-stepfunctions";
import type { DeliverBatchEnv } from "../../functions/deliver-batch/env.ts";
import { DeadLetterQueue } from "../constructs/dead-letter-queue.ts";
import { shownArn } from "../constructs/shown-arn.ts";
import { WellspringFunction } from "../constructs/wellspring-function.ts";
import { Workflow, type WorkflowProps } from "../constructs/workflow.ts";
import type { StageSettings } from "../stages.ts";
import { deliveryEnvironment, deliveryPermissions, writesToAnybody } from "./deliver-message.ts";
import type { EngagementProps } from "./engagement-props.ts";
import { countSendsHeldBack } from "./held-back.ts";
import type { Sender } from "./sender.ts";
import { acknowledgeRunsOf, PARTITION, runsOf } from "./step-functions.ts";

const SCHEDULER = "scheduler.amazonaws.com";
/** A worker delivers what it can of a batch in this time, and requeues the rest. */
const BATCH_TIMEOUT = Duration.minutes(5);
/** A batch whose worker died becomes visible again after this. */
const BATCH_HIDDEN = Duration.seconds(330);
/** A batch that failed this often moves to the dead-letter queue, for an operator to look at. */
const BATCH_TRIES = 4;
/** An event source mapping of a queue accepts no fewer. */
const WORKERS_MIN = 2;
/** The most messages a second that one worker renders and sends. */
const WORKER_PER_SECOND_MAX = 50;
/** A slower worker waits most of its time, which is billed by its memory. */
const SLOW_PER_SECOND = 10;

/** Lets a journey write to an audience. */
export interface Broadcasting {
  readonly workflow: Workflow;
  /** What a workflow needs to start a broadcast and wait until all are in the queue. */
  readonly toStart: Pick<WorkflowProps, "substitutions" | "allow">;
  /** To be called for each workflow that uses `toStart`. */
  acknowledge(workflow: Workflow): void;
}

/** How a message goes to an audience: pages of it into a queue, and workers that send at the provider's rate. */
export function broadcast(stack: Stack, props: EngagementProps, from: Sender): Broadcasting {
  const { stage, data } = props;
  const { queue, waiting } = batchQueues(stack, props);
  batchWorker(stack, props, from, queue, waiting);
  new CfnOutput(stack, "BatchQueueUrl", { value: queue.queueUrl });
  const workflow = new Workflow(stack, "broadcast", {
    stage,
    type: StateMachineType.STANDARD,
    substitutions: {
      PeopleTable: data.people.tableName,
      BatchQueueUrl: queue.queueUrl,
      Query: `arn:${PARTITION}:states:::aws-sdk:dynamodb:query`,
      SendMessage: `arn:${PARTITION}:states:::sqs:sendMessage`,
    },
    allow: [
      { actions: ["dynamodb:Query"], on: [data.people.tableArn] },
      { actions: ["sqs:SendMessage"], on: [queue.queueArn] },
    ],
  });
  const { stateMachine } = workflow;
  new CfnOutput(stack, "BroadcastArn", { value: stateMachine.stateMachineArn });
  // The rule by which Step Functions learns of a nested run's end; its name is AWS's.
  const rule = stack.formatArn({
    service: "events",
    resource: "rule",
    resourceName: "StepFunctionsGetEventsForStepFunctionsExecutionRule",
  });
  return {
    workflow,
    toStart: {
      substitutions: {
        Broadcast: stateMachine.stateMachineArn,
        StartExecutionAndWait: `arn:${PARTITION}:states:::states:startExecution.sync:2`,
      },
      allow: [
        { actions: ["states:StartExecution"], on: [stateMachine.stateMachineArn] },
        {
          actions: ["states:DescribeExecution", "states:StopExecution"],
          on: [runsOf(stack, stateMachine)],
        },
        { actions: ["events:PutTargets", "events:PutRule", "events:DescribeRule"], on: [rule] },
      ],
    },
    acknowledge(journey) {
      acknowledgeRunsOf(
        stack,
        journey,
        [stateMachine],
        "It waits for the broadcast that it started, whose run gets its name from Step Functions.",
      );
    },
  };
}

/** The queue of batches, and the role of the schedules that post to it: what neither can hand over ends in one dead-letter queue. */
function batchQueues(stack: Stack, { stage, data }: EngagementProps) {
  const broadcastDlq = new DeadLetterQueue(stack, "BroadcastDlq", {
    stage,
    alarms: data.alarms,
    meaning: "Some of a broadcast's customers were not written to, in all tries.",
  });
  const queue = new Queue(stack, "Batches", {
    visibilityTimeout: BATCH_HIDDEN,
    retentionPeriod: Duration.days(14),
    deadLetterQueue: { queue: broadcastDlq.queue, maxReceiveCount: BATCH_TRIES },
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: stage.tlsOnly,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  const scheduleRole = new Role(stack, "DeferredRole", {
    assumedBy: new ServicePrincipal(SCHEDULER),
    description: "Posts deferred messages to the queue at their time",
  });
  scheduleRole.addToPolicy(
    new PolicyStatement({
      actions: ["sqs:SendMessage"],
      resources: [queue.queueArn, broadcastDlq.queue.queueArn],
    }),
  );
  return { queue, waiting: { scheduleRole, broadcastDlq } };
}

interface Waiting {
  readonly scheduleRole: Role;
  readonly broadcastDlq: DeadLetterQueue;
}

function batchWorker(
  stack: Stack,
  props: EngagementProps,
  from: Sender,
  queue: Queue,
  { scheduleRole, broadcastDlq }: Waiting,
): void {
  const { stage, data } = props;
  const group = new CfnScheduleGroup(stack, "Deferred");
  // The engine on one machine checks the permission for every schedule as for one of the default group.
  const [checked, named] = stage.kind === "aws" ? [group.ref, "<Deferred>"] : ["default", "default"];
  const schedules = stack.formatArn({
    service: "scheduler",
    resource: "schedule",
    resourceName: `${checked}/*`,
  });
  const each = (perSecond: number) => String(perSecond / workersOf(stage));
  const worker = new WellspringFunction<DeliverBatchEnv>(stack, "deliver-batch", {
    stage,
    purpose: "Writes to the customers of a batch, each at most once, at the provider's rate",
    timeout: BATCH_TIMEOUT,
    // What is not begun goes back into the queue at once, and each round sends some; throttled ones end after ATTEMPTS_MAX.
    callsItself: true,
    memoryMiB: stage.broadcastRate.emailsPerSecond / workersOf(stage) > SLOW_PER_SECOND ? 512 : 256,
    environment: {
      ...deliveryEnvironment(props, from),
      IMPACT_TABLE: data.impact.tableName,
      EMAILS_PER_SECOND: each(stage.broadcastRate.emailsPerSecond),
      TEXTS_PER_SECOND: each(stage.broadcastRate.textsPerSecond),
      BATCH_QUEUE_URL: queue.queueUrl,
      BATCH_QUEUE_ARN: queue.queueArn,
      SCHEDULE_GROUP: group.ref,
      SCHEDULE_ROLE: scheduleRole.roleArn,
      BROADCAST_DLQ_ARN: broadcastDlq.queue.queueArn,
    },
    allow: [
      ...deliveryPermissions(props, from),
      { actions: ["dynamodb:BatchGetItem"], on: [data.ledger.tableArn] },
      { actions: ["dynamodb:Query"], on: [`${data.ledger.tableArn}/index/byCustomer`] },
      { actions: ["dynamodb:GetItem", "dynamodb:Query"], on: [data.impact.tableArn] },
      {
        actions: ["sqs:SendMessage", "sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"],
        on: [queue.queueArn],
      },
      { actions: ["scheduler:CreateSchedule"], on: [schedules] },
      {
        actions: ["iam:PassRole"],
        on: [scheduleRole.roleArn],
        when: { StringEquals: { "iam:PassedToService": SCHEDULER } },
      },
    ],
  });
  countSendsHeldBack(stack, "deliver-batch", { stage, log: worker.log });
  writesToAnybody(worker, from);
  Validations.of(worker.role).acknowledge({
    id: `AwsSolutions-IAM5[Resource::${shownArn(stack, "scheduler")}schedule/${named}/*]`,
    reason: "A schedule in the group of its own is named by the batch that it holds.",
  });
  const mapping = new EventSourceMapping(stack, "BatchesToWorkers", {
    target: worker.lambda,
    eventSourceArn: queue.queueArn,
    batchSize: 1,
    maxConcurrency: workersOf(stage),
    reportBatchItemFailures: true,
  });
  Validations.of(mapping).acknowledge({
    id: "Serverless-LambdaEventSourceMappingDestination",
    reason: "A queue keeps what fails in its own dead-letter queue; a mapping from one takes no destination.",
  });
  // The mapping is refused while its role may not read the queue.
  mapping.node.addDependency(worker.role);
}

/** The workers share the rate of the stage evenly, and together never exceed it. */
function workersOf({ broadcastRate }: StageSettings): number {
  return Math.max(WORKERS_MIN, Math.ceil(broadcastRate.emailsPerSecond / WORKER_PER_SECOND_MAX));
}
