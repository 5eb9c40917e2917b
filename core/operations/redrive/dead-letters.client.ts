import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";

/** What SQS hands out in one call. */
const RECEIVED_MAX = 10;
/** A letter that is being looked at is hidden from everybody else this long: ten calls of a slow function fit in. */
const HIDDEN_SECONDS = 330;
/** Who put it there says why under one of these: our workflows, EventBridge and its schedules, Lambda. Never in a message. */
const REASONS = ["reason", "ERROR_CODE", "ErrorCode"];
const VISIBLE = ["MessageNotInflight", "InvalidParameterValue", "ReceiptHandleIsInvalid"];

/** One message of a dead-letter queue. */
export interface DeadLetter {
  readonly id: string;
  readonly handle: string;
  readonly body: string;
  /** Why it is there, where the one who put it there said so. */
  readonly reason: string | undefined;
}

export interface DeadLetters {
  /** About how many there are. */
  count(): Promise<number>;
  /** Some of those that nobody looks at; none when there are none left. */
  receive(): Promise<readonly DeadLetter[]>;
  remove(letter: DeadLetter): Promise<void>;
  /** Lets others see it again at once; they may already. */
  putBack(letter: DeadLetter): Promise<void>;
}

/** A dead-letter queue. Throws what the calls throw. */
export function deadLettersClient(sqs: SQSClient, queueUrl: string): DeadLetters {
  return {
    async count() {
      const { Attributes } = await sqs.send(
        new GetQueueAttributesCommand({
          QueueUrl: queueUrl,
          AttributeNames: ["ApproximateNumberOfMessages"],
        }),
      );
      return Number(Attributes?.ApproximateNumberOfMessages ?? 0);
    },
    async receive() {
      const { Messages } = await sqs.send(
        new ReceiveMessageCommand({
          QueueUrl: queueUrl,
          MaxNumberOfMessages: RECEIVED_MAX,
          VisibilityTimeout: HIDDEN_SECONDS,
          WaitTimeSeconds: 1,
          MessageAttributeNames: REASONS,
        }),
      );
      return (Messages ?? []).map((message) => ({
        id: message.MessageId ?? "",
        handle: message.ReceiptHandle ?? "",
        body: message.Body ?? "",
        reason: REASONS.map((name) => message.MessageAttributes?.[name]?.StringValue).find(
          (reason) => reason !== undefined,
        ),
      }));
    },
    async remove({ handle }) {
      await sqs.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle: handle }));
    },
    async putBack({ handle }) {
      const show = new ChangeMessageVisibilityCommand({
        QueueUrl: queueUrl,
        ReceiptHandle: handle,
        VisibilityTimeout: 0,
      });
      try {
        await sqs.send(show);
      } catch (error) {
        // SQS refuses to show what is no longer hidden.
        if (!(error instanceof Error && VISIBLE.includes(error.name))) throw error;
      }
    },
  };
}
