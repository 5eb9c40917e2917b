import { Duration } from "aws-cdk-lib";
import type { Metric } from "aws-cdk-lib/aws-cloudwatch";
import type { Table } from "aws-cdk-lib/aws-dynamodb";
import { EventSourceMapping, StartingPosition } from "aws-cdk-lib/aws-lambda";
import { Construct } from "constructs";
import type { StageSettings } from "../stages.ts";
import { DeadLetterQueue } from "./dead-letter-queue.ts";
import { type AlarmTopic, raiseAlarm } from "./raise-alarm.ts";
import type { WellspringFunction } from "./wellspring-function.ts";

export interface StreamConsumerProps {
  readonly stage: StageSettings;
  readonly consumer: WellspringFunction<unknown>;
  readonly table: Table;
  readonly alarms: AlarmTopic;
  /** Patterns of stream records; a record that matches one of them is handed over. */
  readonly filters: readonly object[];
  readonly batchSize: number;
  readonly window: Duration;
  readonly concurrentBatchesPerShard?: number;
  /** What a batch in the dead-letter queue means. */
  readonly deadLetters: string;
  /** What it means that it is late, where an operator is to know before a record fails for good. */
  readonly late?: string;
}

/** Half of what a stream keeps: someone has as long again to act on the alarm. */
const OLDEST_RECORD = Duration.hours(12);
const LATE = Duration.minutes(5);

/**
 * Feeds a function from a table's stream: a failing batch is halved until the record that fails stands alone, retried
 * until it is {@link OLDEST_RECORD} old, and then its place in the stream (no content) is put in the dead-letter queue.
 */
export class StreamConsumer extends Construct {
  /** How old the record is that was read last, in milliseconds. */
  readonly age: Metric;
  readonly mapping: EventSourceMapping;

  constructor(scope: Construct, id: string, props: StreamConsumerProps) {
    super(scope, id);
    const streamArn = props.table.tableStreamArn;
    if (streamArn === undefined) throw new Error(`${props.table.node.path} has no stream`);
    const { queue } = new DeadLetterQueue(this, "DeadLetters", {
      stage: props.stage,
      alarms: props.alarms,
      meaning: props.deadLetters,
    });
    props.consumer.allow({
      actions: [
        "dynamodb:DescribeStream",
        "dynamodb:GetRecords",
        "dynamodb:GetShardIterator",
        "dynamodb:ListStreams",
      ],
      on: [streamArn],
    });
    props.consumer.allow({ actions: ["sqs:SendMessage"], on: [queue.queueArn] });
    props.consumer.nameFunction();
    this.mapping = new EventSourceMapping(this, "Mapping", {
      target: props.consumer.lambda,
      eventSourceArn: streamArn,
      startingPosition: StartingPosition.TRIM_HORIZON,
      filters: props.filters.map((pattern) => ({ pattern: JSON.stringify(pattern) })),
      batchSize: props.batchSize,
      maxBatchingWindow: props.window,
      parallelizationFactor: props.concurrentBatchesPerShard ?? 1,
      bisectBatchOnError: true,
      reportBatchItemFailures: true,
      maxRecordAge: OLDEST_RECORD,
      onFailure: { bind: () => ({ destination: queue.queueArn }) },
    });
    // The mapping is refused while its role may not read the stream.
    this.mapping.node.addDependency(props.consumer.role);
    this.age = props.consumer.lambda.metric("IteratorAge", {
      period: Duration.minutes(1),
      statistic: "Maximum",
    });
    if (props.late === undefined) return;
    raiseAlarm(this, "Late", {
      topic: props.alarms,
      metric: this.age,
      atLeast: LATE.toMilliseconds(),
      lasts: true,
      meaning: `${props.late} ${props.consumer.node.id} is more than ${LATE.toMinutes()} minutes behind its stream.`,
    });
  }
}
