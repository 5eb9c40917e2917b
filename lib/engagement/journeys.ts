import { CfnOutput, Duration, type Stack } from "aws-cdk-lib";
import { Rule } from "aws-cdk-lib/aws-events";
import { SfnStateMachine } from "aws-cdk-lib/aws-events-targets";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import { StateMachineType } from "aws-cdk-lib/aws-stepfunctions";
import { EVENT_SOURCE, type EventContract } from "../../core/events/catalog.ts";
import { eventJourneys } from "../../core/messaging/journeys/event/registry.ts";
import { sendLink } from "../../core/messaging/journeys/event/send-link.ts";
import type { EventJourney } from "../../core/model/journey.ts";
import type { GatherFactsEnv } from "../../functions/gather-facts/env.ts";
import { DeadLetterQueue } from "../constructs/dead-letter-queue.ts";
import { WellspringFunction } from "../constructs/wellspring-function.ts";
import { Workflow } from "../constructs/workflow.ts";
import type { IntakeStack } from "../intake/intake-stack.ts";
import { pascal } from "../output-names.ts";
import type { Broadcasting } from "./broadcast.ts";
import { calendarWorkflows } from "./calendar.ts";
import type { EngagementProps } from "./engagement-props.ts";
import { definitionOf, startingEvents, startJourneyDefinition } from "./journey-definitions.ts";
import { acknowledgeRunsOf, keepsEvents, PARTITION, runsOf, together, type Uses } from "./step-functions.ts";

/** Below the TimeoutSeconds of the tasks that call it. */
const GATHER_TIMEOUT = Duration.seconds(12);

/** A state machine for each declared journey, the one that starts their runs, and the rules that pass events to both. */
export function journeys(
  stack: Stack,
  { stage, data, intake }: EngagementProps,
  deliver: WellspringFunction<unknown>,
  broadcasting: Broadcasting,
): void {
  const journeysDlq = new DeadLetterQueue(stack, "JourneysDlq", {
    stage,
    alarms: data.alarms,
    rollsBack: "JourneysDlq",
    meaning: "An event did not start its journey, or a journey failed: a customer was not written to.",
  }).queue;
  const ofEvents = eventWorkflows(stack, { stage, data }, deliver, journeysDlq, broadcasting);
  const ofCalendar = calendarWorkflows(stack, { stage, data }, journeysDlq, broadcasting);
  const started = eventJourneys.filter(({ start }) => start !== undefined).map(({ name }) => ofEvents(name));
  const start = startJourney(stack, { stage, data }, journeysDlq, [...started, ...ofCalendar]);
  startOn(stack, "Answers", intake, ofEvents(sendLink.name), journeysDlq, sendLink.on);
  startOn(stack, "Journeys", intake, start, journeysDlq, startingEvents);
  const all = [start, ...eventJourneys.map(({ name }) => ofEvents(name)), ...ofCalendar];
  for (const { node, stateMachine } of all) {
    new CfnOutput(stack, `${pascal(node.id)}Arn`, { value: stateMachine.stateMachineArn });
  }
}

type Stores = Pick<EngagementProps, "stage" | "data">;

/** For a workflow that sends to one customer, and keeps the event of a run that failed. */
function messagingPermissions(deliver: WellspringFunction<unknown>, journeysDlq: Queue): Uses {
  const invokes: Uses = {
    substitutions: {
      DeliverMessageFunction: deliver.lambda.functionArn,
      InvokeFunction: `arn:${PARTITION}:states:::lambda:invoke`,
    },
    allow: [{ actions: ["lambda:InvokeFunction"], on: [deliver.lambda.functionArn] }],
  };
  return together(invokes, keepsEvents(journeysDlq));
}

/** A journey gets the permissions of the shared file, unless it has a file of its own that needs fewer or more. */
function eventWorkflows(
  stack: Stack,
  { stage, data }: Stores,
  deliver: WellspringFunction<unknown>,
  journeysDlq: Queue,
  broadcasting: Broadcasting,
): (name: EventJourney) => Workflow {
  const sends = messagingPermissions(deliver, journeysDlq);
  const gathers = together(sends, gatherPermissions(stack, { stage, data }));
  const { EXPRESS, STANDARD } = StateMachineType;
  const workflow = (name: EventJourney, uses: Uses, type = STANDARD) =>
    new Workflow(stack, name, { stage, type, ...definitionOf(name), ...uses });
  const link = workflow("send-link", sends, EXPRESS);
  const digest = workflow("impact-digest", gathers);
  const broadcasts = together(broadcasting.toStart, keepsEvents(journeysDlq));
  const milestone = workflow("milestone-reached", broadcasts);
  const story = workflow("story", broadcasts);
  for (const one of [milestone, story]) broadcasting.acknowledge(one);
  const special = new Map<EventJourney, Workflow>([
    ["send-link", link],
    ["impact-digest", digest],
    ["impact-update", workflow("impact-update", together(gathers, startPermissions(digest)))],
    ["order-trouble", workflow("order-trouble", together(gathers, readPeoplePermissions(data)))],
    ["milestone-reached", milestone],
    ["story", story],
  ]);
  const simple = eventJourneys
    .filter(({ name }) => !special.has(name))
    .map(({ name }) => [name, workflow(name, gathers)] as const);
  const all = new Map([...special, ...simple]);
  return (name) => {
    const workflow = all.get(name);
    if (workflow === undefined) throw new Error(`${name} has no workflow: run \`npm run generate\``);
    return workflow;
  };
}

function gatherPermissions(stack: Stack, { stage, data }: Stores): Uses {
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
  return {
    substitutions: { GatherFactsFunction: gather.lambda.functionArn },
    allow: [{ actions: ["lambda:InvokeFunction"], on: [gather.lambda.functionArn] }],
  };
}

function startPermissions({ stateMachine: { stateMachineArn } }: Workflow): Uses {
  return {
    substitutions: {
      ImpactDigest: stateMachineArn,
      StartExecution: `arn:${PARTITION}:states:::states:startExecution`,
    },
    allow: [{ actions: ["states:StartExecution"], on: [stateMachineArn] }],
  };
}

function readPeoplePermissions({ people }: EngagementProps["data"]): Uses {
  return {
    substitutions: {
      PeopleTable: people.tableName,
      GetItem: `arn:${PARTITION}:states:::dynamodb:getItem`,
    },
    allow: [{ actions: ["dynamodb:GetItem"], on: [people.tableArn] }],
  };
}

/** Starts at most one run of a journey for what an event is about, unless the journey is stopped. */
function startJourney(
  stack: Stack,
  { stage, data }: Stores,
  journeysDlq: Queue,
  journeys: readonly Workflow[],
): Workflow {
  const machines = journeys.map(({ stateMachine }) => stateMachine);
  const starts: Uses = {
    substitutions: {
      StartExecution: `arn:${PARTITION}:states:::states:startExecution`,
      DescribeExecution: `arn:${PARTITION}:states:::aws-sdk:sfn:describeExecution`,
      ...Object.fromEntries(
        journeys.map(({ node, stateMachine }) => [pascal(node.id), stateMachine.stateMachineArn]),
      ),
    },
    allow: [
      { actions: ["states:StartExecution"], on: machines.map(({ stateMachineArn }) => stateMachineArn) },
      {
        actions: ["states:DescribeExecution"],
        on: machines.map((machine) => runsOf(stack, machine)),
      },
    ],
  };
  const start = new Workflow(stack, "start-journey", {
    stage,
    type: StateMachineType.EXPRESS,
    fragments: startJourneyDefinition.fragments,
    ...together(readPeoplePermissions(data), starts, keepsEvents(journeysDlq)),
  });
  acknowledgeRunsOf(
    stack,
    start,
    machines,
    "It describes the run that has an event's name: the runs of one journey, whose names come with the events.",
  );
  return start;
}

function startOn(
  stack: Stack,
  id: string,
  intake: IntakeStack,
  workflow: Workflow,
  journeysDlq: Queue,
  events: readonly EventContract[],
): void {
  new Rule(stack, id, {
    eventBus: intake.bus,
    description: `Events that start ${workflow.node.id}`,
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
