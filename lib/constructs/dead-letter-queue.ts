import { CfnOutput, Duration, RemovalPolicy, Stack, Validations } from "aws-cdk-lib";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import { type RollbackAlarm, waitingOutput } from "../output-names.ts";
import type { StageSettings } from "../stages.ts";
import { type AlarmTopic, raiseAlarm } from "./raise-alarm.ts";

export interface DeadLetterQueueProps {
  readonly stage: StageSettings;
  readonly alarms: AlarmTopic;
  /** What a message in it means. */
  readonly meaning: string;
  /** A deploy is rolled back while its alarm rings. */
  readonly rollsBack?: RollbackAlarm;
}

/** SQS keeps a message no longer. */
const KEPT = Duration.days(14);

/** The queue of a function or a stream has its owner's name. */
const OF_ITS_OWNER = "DeadLetters";

/**
 * Where a hop puts what it could not do. Encrypted; the first message raises an alarm, and `npx wellspring redrive` hands it
 * back: cli/redrive/places.ts knows each by its name.
 */
export class DeadLetterQueue extends Construct {
  readonly queue: Queue;

  constructor(scope: Construct, id: string, props: DeadLetterQueueProps) {
    super(scope, id);
    this.queue = new Queue(this, "Queue", {
      retentionPeriod: KEPT,
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: props.stage.tlsOnly,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const name = id === OF_ITS_OWNER ? scope.node.id : id;
    new CfnOutput(Stack.of(this), waitingOutput(name), { value: this.queue.queueUrl });
    raiseAlarm(this, "NotEmpty", {
      topic: props.alarms,
      metric: this.queue.metricApproximateNumberOfMessagesVisible({
        period: Duration.minutes(1),
        statistic: "Maximum",
      }),
      atLeast: 1,
      rollsBack: props.rollsBack,
      lasts: true,
      meaning: `${props.meaning} Once mended: npx wellspring redrive ${name}.`,
    });
    const reason = "It is a dead-letter queue itself.";
    Validations.of(this.queue).acknowledge(
      ...["AwsSolutions-SQS3", "Serverless-SQSRedrivePolicy"].map((id) => ({ id, reason })),
    );
  }
}
