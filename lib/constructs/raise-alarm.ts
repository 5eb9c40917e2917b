import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import type { Construct } from "constructs";

/** Where alarms are told. */
export type AlarmTopic = ITopic;

export interface AlarmProps {
  readonly topic: AlarmTopic;
  readonly metric: IMetric;
  /** Goes off when the metric is this or more in one of its periods. */
  readonly atLeast: number;
  /** What has happened, for whoever is woken by it; docs/operations.md says what to do. */
  readonly meaning: string;
}

/** An alarm that tells the topic. No data is good news: nothing here reports while nothing happens. */
export function raiseAlarm(scope: Construct, id: string, props: AlarmProps): Alarm {
  const alarm = new Alarm(scope, id, {
    metric: props.metric,
    threshold: props.atLeast,
    comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    evaluationPeriods: 1,
    treatMissingData: TreatMissingData.NOT_BREACHING,
    alarmDescription: props.meaning,
  });
  alarm.addAlarmAction(new SnsAction(props.topic));
  return alarm;
}
