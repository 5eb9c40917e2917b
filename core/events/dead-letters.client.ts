import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";

/** What SQS hands out in one call. */
const RECEIVED_MAX = 10;
/** A letter that is being looked at is hidden from everybody else this long. */
const HIDDEN_SECONDS = 120;

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
  /** Lets others see it again at once. */
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
          MessageAttributeNames: ["reason"],
        }),
      );
      return (Messages ?? []).map((message) => ({
        id: message.MessageId ?? "",
        handle: message.ReceiptHandle ?? "",
        body: message.Body ?? "",
        reason: message.MessageAttributes?.reason?.StringValue,
      }));
    },
    async remove({ handle }) {
      await sqs.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle: handle }));
    },
    async putBack({ handle }) {
      await sqs.send(
        new ChangeMessageVisibilityCommand({
          QueueUrl: queueUrl,
          ReceiptHandle: handle,
          VisibilityTimeout: 0,
        }),
      );
    },
  };
}
