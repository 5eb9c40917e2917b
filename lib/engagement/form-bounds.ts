import { Duration, type Stack } from "aws-cdk-lib";
import { FilterPattern, type ILogGroup, MetricFilter } from "aws-cdk-lib/aws-logs";
import { type AlarmTopic, raiseAlarm } from "../constructs/raise-alarm.ts";
import type { StageSettings } from "../stages.ts";

interface BoundedForm {
  readonly stage: StageSettings;
  readonly log: ILogGroup;
  readonly alarms: AlarmTopic;
}

/**
 * Rings when a form caused no message because a bound of the day is reached: the log line of its function names that bound,
 * and counting it there costs nothing for each form.
 */
export function watchBounds(stack: Stack, id: string, { stage, log, alarms }: BoundedForm): void {
  const reached = new MetricFilter(stack, `BoundsOf${id}`, {
    logGroup: log,
    filterPattern: FilterPattern.exists("$.bounds[0]"),
    metricNamespace: `Wellspring/${stage.name}`,
    metricName: `BoundsOf${id}`,
  });
  raiseAlarm(stack, `${id}AreBounded`, {
    topic: alarms,
    metric: reached.metric({ period: Duration.minutes(5), statistic: "Sum" }),
    atLeast: 1,
    meaning: "One source, or all together, had as many messages sent today as the stage's dayBounds allow.",
  });
}
