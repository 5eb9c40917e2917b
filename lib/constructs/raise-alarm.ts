import { CfnOutput, Stack } from "aws-cdk-lib";
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
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

/** Goes off when the metric is this or more in one of its periods; no data is good news: nothing here reports while nothing happens. */
interface TooMuch extends Alarming {
  readonly atLeast: number;
}

/** Goes off when the metric stays below this for one of its periods; no data is what it listens for. */
interface TooLittle extends Alarming {
  readonly below: number;
}

export type AlarmProps = TooMuch | TooLittle;

/** An alarm that notifies the topic. */
export function raiseAlarm(scope: Construct, id: string, props: AlarmProps): Alarm {
  const alarm = new Alarm(scope, id, {
    metric: props.metric,
    ...conditionOf(props),
    evaluationPeriods: 1,
    alarmDescription: props.meaning,
  });
  alarm.addAlarmAction(new SnsAction(props.topic));
  if (props.rollsBack !== undefined) {
    new CfnOutput(Stack.of(scope), rollbackOutput(props.rollsBack), { value: alarm.alarmArn });
  }
  return alarm;
}

function conditionOf(props: AlarmProps) {
  if ("below" in props) {
    return {
      threshold: props.below,
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      treatMissingData: TreatMissingData.BREACHING,
    };
  }
  return {
    threshold: props.atLeast,
    comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    treatMissingData: TreatMissingData.NOT_BREACHING,
  };
}
