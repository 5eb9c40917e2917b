import type { Stack } from "aws-cdk-lib";
import { FilterPattern, type ILogGroup } from "aws-cdk-lib/aws-logs";
import { raiseAlarm } from "../constructs/raise-alarm.ts";
import { countLines, stageMetric } from "../constructs/stage-metric.ts";
import type { StageSettings } from "../stages.ts";
import type { EngagementProps } from "./engagement-props.ts";

const HELD_BACK = "HeldBack";
const ACCOUNT_REFUSED = "AccountRefused";

/** Rings when messages are not sent because a bound of the day is reached, or a number gets no texts: a log line names which. */
export function raiseHeldBack(stack: Stack, { stage, data }: EngagementProps): void {
  raiseAlarm(stack, HELD_BACK, {
    topic: data.alarms,
    metric: stageMetric(stage, HELD_BACK),
    atLeast: 1,
    meaning:
      "Messages are held back or left out: a bound of dayBounds is reached, or a number gets no texts. Which, says the query `lines that alarms count`.",
  });
  raiseAlarm(stack, ACCOUNT_REFUSED, {
    topic: data.alarms,
    metric: stageMetric(stage, ACCOUNT_REFUSED),
    atLeast: 1,
    meaning:
      "SES or the service for texts takes no messages from this account, or refuses for an unknown reason. The line in the log names the cure.",
  });
}

interface Held {
  readonly stage: StageSettings;
  readonly log: ILogGroup;
}

/** Of a function with a form: its line names the bound because of which a form caused no message. */
export function countFormsHeldBack(stack: Stack, id: string, { stage, log }: Held): void {
  countLines(stack, id, { stage, log, lines: FilterPattern.exists("$.bounds[0]"), as: HELD_BACK });
}

/** Of a function that sends: core/messaging/delivery/report-held.ts. */
export function countSendsHeldBack(stack: Stack, id: string, { stage, log }: Held): void {
  countLines(stack, `HeldBack by ${id}`, {
    stage,
    log,
    lines: FilterPattern.exists("$.held"),
    as: HELD_BACK,
  });
  countLines(stack, `Refused to ${id}`, {
    stage,
    log,
    lines: FilterPattern.exists("$.refused"),
    as: ACCOUNT_REFUSED,
  });
}
