import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";

/** The most messages that SQS returns in one call. */
const RECEIVED_MAX = 10;
/** SQS hides a received letter from other readers this long: ten calls of a slow function fit in. */
const HIDDEN_SECONDS = 330;
/** The message attribute in which our workflows, EventBridge and its schedules, or Lambda give the reason. The body never has it. */
const REASONS = ["reason", "ERROR_CODE", "ErrorCode"];
const VISIBLE = ["MessageNotInflight", "InvalidParameterValue", "ReceiptHandleIsInvalid"];

/** One message of a dead-letter queue. */
export interface DeadLetter {
  readonly id: string;
  readonly handle: string;
  readonly body: string;
  /** Why the message is there, where its sender gave a reason. */
  readonly reason: string | undefined;
}

export interface DeadLetters {
  /** The approximate number of messages. */
  count(): Promise<number>;
  /** Some messages that no other reader holds; none when the queue has no more of them. */
  receive(): Promise<readonly DeadLetter[]>;
  remove(letter: DeadLetter): Promise<void>;
  /** Makes the message visible to other readers at once. Succeeds for one that already is. */
  putBack(letter: DeadLetter): Promise<void>;
}

/** The client of a dead-letter queue. Throws what SQS throws. */
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
        // SQS refuses this for a message that is visible already.
        if (!(error instanceof Error && VISIBLE.includes(error.name))) throw error;
      }
    },
  };
}
