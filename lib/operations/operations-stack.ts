import { Duration, Stack } from "aws-cdk-lib";
import { Metric } from "aws-cdk-lib/aws-cloudwatch";
import { FilterPattern } from "aws-cdk-lib/aws-logs";
import type { Construct } from "constructs";
import { raiseAlarm } from "../constructs/raise-alarm.ts";
import { countLines, stageMetric } from "../constructs/stage-metric.ts";
import { WellspringFunction } from "../constructs/wellspring-function.ts";
import { Workflow } from "../constructs/workflow.ts";
import type { DataStack } from "../data/data-stack.ts";
import { stackProps } from "../stack-props.ts";
import { type StageSettings, textServiceOf } from "../stages.ts";
import { drawDashboard } from "./dashboard.ts";
import { logQueries } from "./log-queries.ts";
import { within } from "./within.ts";

export interface OperationsStackProps {
  readonly stage: StageSettings;
  readonly data: DataStack;
  /** All that is watched. */
  readonly watched: readonly Stack[];
  /** Whose letters bounce and are complained about. */
  readonly configurationSet: string;
}

const PERIOD = Duration.minutes(5);
/** What mailbox providers and AWS tolerate: Gmail 0.3 % of complaints, but asks for 0.1 %; AWS reviews at 5 % of bounces. */
const COMPLAINTS_MAX = 0.001;
const BOUNCES_MAX = 0.05;
/** Of what texts may cost in a month. */
const SPENT_PART = 0.8;
/** Where each service counts what the account's texts have cost this month; both have no value before the first text. */
const SPENT = {
  sns: { namespace: "AWS/SNS", metricName: "SMSMonthToDateSpentUSD" },
  endUserMessaging: { namespace: "AWS/SMSVoice", metricName: "TextMessageMonthlySpend" },
} as const;
/** One hot key, one slow call: a single throttle is retried and harmless. */
const THROTTLES_MANY = 10;

/** What every function says of stored items that it passed over: core/platform/lambda/report-unreadable.ts. */
const UNREADABLE = FilterPattern.exists("$.unreadable");

/**
 * A call that threw is a line of ours (core/platform/lambda/log-call.ts); one that also ran out of time or memory, or crashed,
 * is Lambda's own report, which it writes at WARN where the status is not success. HTTP answers a failed call, with 5xx, and a
 * queue keeps a failed message: other alarms count these.
 */
const CALL_FAILED = FilterPattern.literal(
  '{ ($.type = "platform.report" && $.record.status != "success") || ($.level = "ERROR" && $.message = "* failed" && $.message != "call failed" && $.message != "message failed") }',
);

/** What Step Functions logs at level ERROR of a run as a whole; the other lines are of tries that a retry may have healed. */
const RUN_FAILED = FilterPattern.literal(
  '{ $.type = "ExecutionFailed" || $.type = "ExecutionTimedOut" || $.type = "ExecutionAborted" }',
);

/**
 * Watches all the others from outside: what every function and workflow has in common, what the providers say of us, and one
 * dashboard that shows in ten seconds whether giving and writing work. One alarm for all functions, one for all workflows: which
 * it was, say dashboard and queries (docs/decisions/76-fewer-alarms.md).
 */
export class OperationsStack extends Stack {
  constructor(scope: Construct, id: string, props: OperationsStackProps) {
    super(
      scope,
      id,
      stackProps(
        props.stage,
        "Wellspring: alarms on every function and workflow, on what is spent, and the dashboard",
      ),
    );
    const functions = within(props.watched, WellspringFunction<unknown>);
    const workflows = within(props.watched, Workflow);
    this.watchFunctions(props, functions);
    this.watchWorkflows(props, workflows);
    this.watchProviders(props);
    logQueries(this, props.stage, { functions, workflows });
    drawDashboard(this, props.stage, props.watched);
  }

  private watchFunctions(
    { stage, data: { alarms: topic } }: OperationsStackProps,
    functions: readonly WellspringFunction<unknown>[],
  ): void {
    for (const { node, log } of functions) {
      countLines(this, `Unreadable in ${node.id}`, {
        stage,
        log,
        lines: UNREADABLE,
        as: "Unreadable",
        value: "$.unreadable",
      });
      countLines(this, `Failed calls of ${node.id}`, { stage, log, lines: CALL_FAILED, as: "FailedCalls" });
    }
    raiseAlarm(this, "Unreadable", {
      topic,
      metric: stageMetric(stage, "Unreadable"),
      atLeast: 1,
      meaning:
        "Something stored cannot be read, or a row has no room for its sums: it is left out, and all else is shown.",
    });
    raiseAlarm(this, "CallsFail", {
      topic,
      metric: stageMetric(stage, "FailedCalls"),
      atLeast: 1,
      lasts: true,
      meaning:
        "A call of a function threw, crashed or ran out of time; its caller tries again. Of which, and why, say the dashboard and the query `calls that failed`.",
    });
    raiseAlarm(this, "CallsAreThrottled", {
      topic,
      // Of all functions of the account, and so of all its stages: the limit is the account's.
      metric: new Metric({
        namespace: "AWS/Lambda",
        metricName: "Throttles",
        period: PERIOD,
        statistic: "Sum",
      }),
      atLeast: THROTTLES_MANY,
      lasts: true,
      meaning:
        "The account's limit of concurrent calls, or a function's own, holds calls back: they are tried again. Of which function, shows the dashboard.",
    });
  }

  private watchWorkflows(
    { stage, data: { alarms: topic } }: OperationsStackProps,
    workflows: readonly Workflow[],
  ): void {
    for (const { node, log } of workflows) {
      countLines(this, `Failed runs of ${node.id}`, { stage, log, lines: RUN_FAILED, as: "FailedRuns" });
    }
    raiseAlarm(this, "RunsFail", {
      topic,
      metric: stageMetric(stage, "FailedRuns"),
      atLeast: 1,
      meaning:
        "A run of a workflow failed, took longer than it may, or was stopped by hand. Which, and how, says the query `runs that failed`.",
    });
  }

  private watchProviders({ stage, data: { alarms: topic }, configurationSet }: OperationsStackProps): void {
    const reputation = (what: string) =>
      new Metric({
        namespace: "AWS/SES",
        metricName: `Reputation.${what}`,
        dimensionsMap: { "ses:configuration-set": configurationSet },
        period: Duration.hours(1),
        statistic: "Maximum",
      });
    raiseAlarm(this, "Bounces", {
      topic,
      metric: reputation("BounceRate"),
      atLeast: BOUNCES_MAX,
      meaning: "Many letters bounce: AWS reviews the account, and mailbox providers trust the sender less.",
    });
    raiseAlarm(this, "Complaints", {
      topic,
      metric: reputation("ComplaintRate"),
      atLeast: COMPLAINTS_MAX,
      meaning: "One letter in a thousand is called spam: mailbox providers will stop taking them.",
    });
    raiseAlarm(this, "TextsAreCostly", {
      topic,
      metric: new Metric({
        ...SPENT[textServiceOf(stage)],
        period: Duration.hours(1),
        statistic: "Maximum",
      }),
      atLeast: stage.sender.smsDollarsPerMonth * SPENT_PART,
      meaning: "Texts cost four fifths of what they may in a month; at the account's own limit they stop.",
    });
  }
}
