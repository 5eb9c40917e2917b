import { CfnOutput, Stack } from "aws-cdk-lib";
import {
  Alarm,
  type AlarmProps as CloudWatchAlarmProps,
  ComparisonOperator,
  type IMetric,
  TreatMissingData,
} from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import type { Construct } from "constructs";
import { type RollbackAlarm, rollbackOutput } from "../output-names.ts";

/** The topic that alarms notify. */
export type AlarmTopic = ITopic;

interface Alarming {
  readonly topic: AlarmTopic;
  readonly metric: IMetric;
  /** What has happened, for the operator who is woken by it; docs/operating/alarms.md says what to do. */
  readonly meaning: string;
  /** A deploy is rolled back while it rings: docs/operating/rollback.md. */
  readonly rollsBack?: RollbackAlarm | undefined;
}

/**
 * Goes off when the metric is this or more in one of its periods; no data is good news: nothing here reports while nothing happens.
 * `lasts`: it is a state that ends, not something that happened: the topic is told of its end, too.
 */
export interface AlarmProps extends Alarming {
  readonly atLeast: number;
  readonly lasts?: true;
}

/** An alarm that notifies the topic. */
export function raiseAlarm(scope: Construct, id: string, props: AlarmProps): Alarm {
  const alarm = alarmOn(scope, id, props, {
    threshold: props.atLeast,
    comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    evaluationPeriods: 1,
    treatMissingData: TreatMissingData.NOT_BREACHING,
  });
  alarm.addAlarmAction(new SnsAction(props.topic));
  if (props.rollsBack !== undefined) {
    new CfnOutput(Stack.of(scope), rollbackOutput(props.rollsBack), { value: alarm.alarmArn });
  }
  if (props.lasts) alarm.addOkAction(new SnsAction(props.topic));
  return alarm;
}

/**
 * An alarm on silence, which no data is: it notifies the topic when the metric has had data and then has none in any of so
 * many of its periods, and again when data is back. Before the first data it waits without a word. CloudWatch calls the silence
 * `INSUFFICIENT_DATA` and never `ALARM`: docs/decisions/76-fewer-alarms.md.
 */
export function raiseAlarmOnSilence(
  scope: Construct,
  id: string,
  { periods, ...props }: Alarming & { readonly periods: number },
): Alarm {
  const alarm = alarmOn(scope, id, props, {
    // Where there is data, it is a count of 1 or more: the condition is never met.
    threshold: 0,
    comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
    evaluationPeriods: periods,
    treatMissingData: TreatMissingData.MISSING,
  });
  alarm.addInsufficientDataAction(new SnsAction(props.topic));
  alarm.addOkAction(new SnsAction(props.topic));
  return alarm;
}

function alarmOn(
  scope: Construct,
  id: string,
  { metric, meaning }: Alarming,
  condition: Omit<CloudWatchAlarmProps, "metric">,
): Alarm {
  return new Alarm(scope, id, { metric, alarmDescription: meaning, ...condition });
}
