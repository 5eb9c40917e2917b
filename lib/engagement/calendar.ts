import { Duration, type Stack, TimeZone } from "aws-cdk-lib";
import { EventBus } from "aws-cdk-lib/aws-events";
import { Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import {
  ContextAttribute,
  Schedule,
  ScheduleExpression,
  ScheduleTargetInput,
} from "aws-cdk-lib/aws-scheduler";
import { EventBridgePutEvents } from "aws-cdk-lib/aws-scheduler-targets";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import { StateMachineType } from "aws-cdk-lib/aws-stepfunctions";
import { Construct } from "constructs";
import { EVENT_SOURCE, JourneyCalled } from "../../core/events/catalog.ts";
import { calendarJourneys } from "../../core/messaging/journeys/calendar/registry.ts";
import type { PlanBroadcastsEnv } from "../../functions/plan-broadcasts/env.ts";
import { DeadLetterQueue } from "../constructs/dead-letter-queue.ts";
import { WellspringFunction } from "../constructs/wellspring-function.ts";
import { Workflow } from "../constructs/workflow.ts";
import type { Broadcasting } from "./broadcast.ts";
import type { EngagementProps } from "./engagement-props.ts";
import { definitionOf } from "./journey-definitions.ts";
import { keepsEvents, PARTITION, together, type Uses } from "./step-functions.ts";

/** Below the TimeoutSeconds of the tasks that call it. */
const PLAN_TIMEOUT = Duration.seconds(12);

const WEEKDAYS = ["", "MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"];

/** A state machine for each journey of the calendar, all of one file: it plans audiences and broadcasts to each. */
export function calendarWorkflows(
  stack: Stack,
  { stage, data }: Pick<EngagementProps, "stage" | "data">,
  journeysDlq: Queue,
  broadcasting: Broadcasting,
): Workflow[] {
  const plan = new WellspringFunction<PlanBroadcastsEnv>(stack, "plan-broadcasts", {
    stage,
    purpose: "Plans which audiences a journey of the calendar writes to on a day",
    timeout: PLAN_TIMEOUT,
    environment: { LEDGER_TABLE: data.ledger.tableName },
    allow: [{ actions: ["dynamodb:Query"], on: [data.ledger.tableArn] }],
  });
  const plans: Uses = {
    substitutions: {
      PlanBroadcastsFunction: plan.lambda.functionArn,
      InvokeFunction: `arn:${PARTITION}:states:::lambda:invoke`,
    },
    allow: [{ actions: ["lambda:InvokeFunction"], on: [plan.lambda.functionArn] }],
  };
  return calendarJourneys.map(({ name }) => {
    const workflow = new Workflow(stack, name, {
      stage,
      type: StateMachineType.STANDARD,
      ...definitionOf(name),
      ...together(broadcasting.toStart, plans, keepsEvents(journeysDlq)),
    });
    broadcasting.acknowledge(workflow);
    return workflow;
  });
}

/** Calls each of these journeys on its day. A second call starts no second run: start-journey names the run by the day. */
export function calendar(
  stack: Stack,
  { stage, data, intake }: Pick<EngagementProps, "stage" | "data" | "intake">,
): void {
  const scope = new Construct(stack, "calendar");
  const calendarDlq = new DeadLetterQueue(scope, "CalendarDlq", {
    stage,
    alarms: data.alarms,
    meaning: "A daily or weekly journey was not called: no customer was written to by it.",
  });
  const role = new Role(scope, "Role", {
    assumedBy: new ServicePrincipal("scheduler.amazonaws.com"),
    description: "Calls the journeys of the calendar",
  });
  const bus = EventBus.fromEventBusArn(scope, "Bus", intake.bus.eventBusArn);
  for (const { name: journey, hour, weekday } of calendarJourneys) {
    const weekDay = weekday === undefined ? undefined : WEEKDAYS[weekday];
    new Schedule(scope, journey, {
      description: `Calls ${journey}`,
      schedule: ScheduleExpression.cron({
        minute: "0",
        hour: String(hour),
        ...(weekDay !== undefined && { weekDay }),
        timeZone: TimeZone.of(stage.timeZone),
      }),
      target: new EventBridgePutEvents(
        {
          eventBus: bus,
          source: EVENT_SOURCE,
          detailType: JourneyCalled.name,
          detail: ScheduleTargetInput.fromObject({ journey, at: ContextAttribute.scheduledTime }),
        },
        {
          role,
          deadLetterQueue: calendarDlq.queue,
          maxEventAge: Duration.hours(12),
          retryAttempts: 185,
        },
      ),
    });
  }
}
