import { CfnOutput, Duration, type Stack } from "aws-cdk-lib";
import { Rule } from "aws-cdk-lib/aws-events";
import { SfnStateMachine } from "aws-cdk-lib/aws-events-targets";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import { StateMachineType } from "aws-cdk-lib/aws-stepfunctions";
import {
  CustomerConfirmed,
  CustomerJoined,
  EVENT_SOURCE,
  type EventContract,
  GiftAccrued,
  ItemUnavailable,
  JourneyCalled,
  MilestoneReached,
  PurchaseDelayed,
  SignInAsked,
  TextAnswered,
} from "../../core/events/catalog.ts";
import type { GatherFactsEnv } from "../../functions/gather-facts/env.ts";
import { DeadLetterQueue } from "../constructs/dead-letter-queue.ts";
import { WellspringFunction } from "../constructs/wellspring-function.ts";
import { Workflow, type WorkflowProps } from "../constructs/workflow.ts";
import type { IntakeStack } from "../intake/intake-stack.ts";
import { pascal } from "../output-names.ts";
import type { Broadcasting } from "./broadcast.ts";
import { calendarJourneys } from "./calendar.ts";
import type { EngagementProps } from "./engagement-props.ts";
import { acknowledgeRunsOf, PARTITION, runsOf } from "./step-functions.ts";

/** Below the TimeoutSeconds of the tasks that call it. */
const GATHER_TIMEOUT = Duration.seconds(12);

/** What happens begins a journey; a journey's message steps are all the one way to send. */
export function journeys(
  stack: Stack,
  { stage, data, intake }: EngagementProps,
  deliver: WellspringFunction<unknown>,
  broadcasting: Broadcasting,
): void {
  const journeysDlq = new DeadLetterQueue(stack, "JourneysDlq", {
    stage,
    alarms: data.alarms,
    meaning: "An event did not begin its journey, or a journey failed: somebody was not written to.",
  }).queue;
  const writing = whatWrites({ stage, data }, deliver, journeysDlq);
  const sendLink = new Workflow(stack, "send-link", { ...writing, type: StateMachineType.EXPRESS });
  const { digest, others } = longJourneys(stack, { stage, data }, writing);
  const begun = [
    ...others,
    milestoneReached(stack, { stage, data }, journeysDlq, broadcasting),
    ...calendarJourneys(stack, { stage, data }, journeysDlq, broadcasting),
  ];
  const start = startJourney(stack, { stage, data }, journeysDlq, begun);
  begin(stack, "Answers", intake, sendLink, journeysDlq, [CustomerJoined, SignInAsked, TextAnswered]);
  begin(stack, "Journeys", intake, start, journeysDlq, [
    GiftAccrued,
    CustomerConfirmed,
    PurchaseDelayed,
    ItemUnavailable,
    MilestoneReached,
    JourneyCalled,
  ]);
  for (const { node, stateMachine } of [sendLink, start, digest, ...begun]) {
    new CfnOutput(stack, `${pascal(node.id)}Arn`, { value: stateMachine.stateMachineArn });
  }
}

type Stores = Pick<EngagementProps, "stage" | "data">;
/** What a journey may use, beside its id and its type. */
type Uses = Omit<WorkflowProps, "type">;

/** What every journey needs that writes to one customer: the one way to send, and where it keeps what failed. */
function whatWrites({ stage, data }: Stores, deliver: WellspringFunction<unknown>, journeysDlq: Queue): Uses {
  return {
    stage,
    alarms: data.alarms,
    substitutions: {
      DeliverMessageFunction: deliver.lambda.functionArn,
      DeadLetterQueueUrl: journeysDlq.queueUrl,
      InvokeFunction: `arn:${PARTITION}:states:::lambda:invoke`,
      SendMessage: `arn:${PARTITION}:states:::sqs:sendMessage`,
    },
    allow: [
      { actions: ["lambda:InvokeFunction"], on: [deliver.lambda.functionArn] },
      { actions: ["sqs:SendMessage"], on: [journeysDlq.queueArn] },
    ],
  };
}

/** Journeys that wait, for hours or days, and look again at the facts before they write. */
function longJourneys(stack: Stack, { stage, data }: Stores, writing: Uses) {
  const gather = new WellspringFunction<GatherFactsEnv>(stack, "gather-facts", {
    stage,
    purpose: "Reads what a message says from the ledger, and whether it is still true",
    timeout: GATHER_TIMEOUT,
    environment: { LEDGER_TABLE: data.ledger.tableName, PEOPLE_TABLE: data.people.tableName },
    allow: [
      { actions: ["dynamodb:GetItem"], on: [data.people.tableArn] },
      {
        actions: ["dynamodb:Query"],
        on: [data.ledger.tableArn, `${data.ledger.tableArn}/index/byCustomer`],
      },
    ],
  });
  const journey = (id: string, more: Pick<WorkflowProps, "substitutions" | "allow">) =>
    new Workflow(stack, id, {
      ...writing,
      type: StateMachineType.STANDARD,
      substitutions: {
        ...writing.substitutions,
        GatherFactsFunction: gather.lambda.functionArn,
        ...more.substitutions,
      },
      allow: [
        ...writing.allow,
        { actions: ["lambda:InvokeFunction"], on: [gather.lambda.functionArn] },
        ...more.allow,
      ],
    });
  const nothingMore = { substitutions: {}, allow: [] };
  const digest = journey("impact-digest", nothingMore);
  const digestArn = digest.stateMachine.stateMachineArn;
  const update = journey("impact-update", {
    substitutions: {
      ImpactDigest: digestArn,
      StartExecution: `arn:${PARTITION}:states:::states:startExecution`,
    },
    allow: [{ actions: ["states:StartExecution"], on: [digestArn] }],
  });
  const trouble = journey("order-trouble", {
    substitutions: {
      PeopleTable: data.people.tableName,
      GetItem: `arn:${PARTITION}:states:::dynamodb:getItem`,
    },
    allow: [{ actions: ["dynamodb:GetItem"], on: [data.people.tableArn] }],
  });
  return { digest, others: [update, journey("welcome", nothingMore), trouble] };
}

/** Tells everybody who follows a cause, and so goes through the queue of broadcasts. */
function milestoneReached(
  stack: Stack,
  { stage, data }: Stores,
  journeysDlq: Queue,
  broadcasting: Broadcasting,
): Workflow {
  const milestone = new Workflow(stack, "milestone-reached", {
    stage,
    alarms: data.alarms,
    type: StateMachineType.STANDARD,
    substitutions: {
      ...broadcasting.toStart.substitutions,
      DeadLetterQueueUrl: journeysDlq.queueUrl,
      SendMessage: `arn:${PARTITION}:states:::sqs:sendMessage`,
    },
    allow: [...broadcasting.toStart.allow, { actions: ["sqs:SendMessage"], on: [journeysDlq.queueArn] }],
  });
  broadcasting.acknowledge(milestone);
  return milestone;
}

/** Begins at most one run of a journey for what an event is about, unless the journey is stopped. */
function startJourney(
  stack: Stack,
  { stage, data }: Stores,
  journeysDlq: Queue,
  journeys: readonly Workflow[],
): Workflow {
  const machines = journeys.map(({ stateMachine }) => stateMachine);
  const runs = machines.map((machine) => runsOf(stack, machine));
  const start = new Workflow(stack, "start-journey", {
    stage,
    alarms: data.alarms,
    type: StateMachineType.EXPRESS,
    substitutions: {
      PeopleTable: data.people.tableName,
      DeadLetterQueueUrl: journeysDlq.queueUrl,
      GetItem: `arn:${PARTITION}:states:::dynamodb:getItem`,
      SendMessage: `arn:${PARTITION}:states:::sqs:sendMessage`,
      StartExecution: `arn:${PARTITION}:states:::states:startExecution`,
      DescribeExecution: `arn:${PARTITION}:states:::aws-sdk:sfn:describeExecution`,
      ...Object.fromEntries(
        journeys.map(({ node, stateMachine }) => [pascal(node.id), stateMachine.stateMachineArn]),
      ),
    },
    allow: [
      { actions: ["dynamodb:GetItem"], on: [data.people.tableArn] },
      { actions: ["states:StartExecution"], on: machines.map(({ stateMachineArn }) => stateMachineArn) },
      { actions: ["states:DescribeExecution"], on: runs },
      { actions: ["sqs:SendMessage"], on: [journeysDlq.queueArn] },
    ],
  });
  acknowledgeRunsOf(
    stack,
    start,
    machines,
    "It looks at the run that has an event's name: the runs of one journey, whose names come with the events.",
  );
  return start;
}

function begin(
  stack: Stack,
  id: string,
  intake: IntakeStack,
  workflow: Workflow,
  journeysDlq: Queue,
  events: readonly EventContract[],
): void {
  new Rule(stack, id, {
    eventBus: intake.bus,
    description: `What begins ${workflow.node.id}`,
    eventPattern: { source: [EVENT_SOURCE], detailType: events.map(({ name }) => name) },
    targets: [
      new SfnStateMachine(workflow.stateMachine, {
        deadLetterQueue: journeysDlq,
        maxEventAge: Duration.hours(24),
        retryAttempts: 185,
      }),
    ],
  });
}
