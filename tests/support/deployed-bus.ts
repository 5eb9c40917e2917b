import {
  ChangeMessageVisibilityCommand,
  DeleteMessageBatchCommand,
  type Message,
  PurgeQueueCommand,
  ReceiveMessageCommand,
} from "@aws-sdk/client-sqs";
import { inject } from "vitest";
import { z } from "zod";
import { deadLetterQueue, eventually, sqs } from "./deployed-stage.ts";
import { type EventRecording, recordEvents } from "./event-recording.ts";

/** What was published on the bus, and what lies in the dead-letter queue. */

declare module "vitest" {
  interface ProvidedContext {
    /** The queue of the recording that serves all suites of the project `deployed`. */
    readonly recordedEventsQueue: string;
  }
}

const RecordedEvent = z.object({ "detail-type": z.string(), detail: z.record(z.string(), z.unknown()) });
export type RecordedEvent = z.infer<typeof RecordedEvent>;

const MESSAGES_MAX = 10;
/** While one looks through a queue. */
const HIDDEN_SECONDS = 20;
const received: RecordedEvent[] = [];
let ownRecording: EventRecording | undefined;

/** For a suite of its own; the suites of the project `deployed` share the recording of their global setup. */
export async function startRecording(): Promise<void> {
  ownRecording = await recordEvents();
}

export async function stopRecording(): Promise<void> {
  await ownRecording?.stop();
}

/** Every event of ours that was published since the recording began, in all suites that share this process. */
export async function recordedEvents(): Promise<readonly RecordedEvent[]> {
  const QueueUrl = ownRecording?.queueUrl ?? inject("recordedEventsQueue");
  for (;;) {
    const receive = new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: MESSAGES_MAX });
    const { Messages = [] } = await sqs.send(receive);
    if (Messages.length === 0) return received;
    received.push(...Messages.map(({ Body }) => RecordedEvent.parse(JSON.parse(Body ?? ""))));
    const Entries = Messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
    await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
  }
}

/** The details of all events of one kind that mention `mark`. */
export async function detailsOf(kind: string, mark: string): Promise<unknown[]> {
  return (await recordedEvents())
    .filter((event) => event["detail-type"] === kind && JSON.stringify(event.detail).includes(mark))
    .map(({ detail }) => detail);
}

/** Waits for the first such event, and gives all that there are by then. */
export function untilPublished(kind: string, mark: string): Promise<unknown[]> {
  return eventually(
    `${kind} of ${mark} is on the bus`,
    () => detailsOf(kind, mark),
    ({ length }) => length > 0,
  );
}

/** Every message that can be seen in a queue; they stay where they are, and may be seen again at once. */
export async function messagesIn(QueueUrl: string): Promise<Message[]> {
  const seen: Message[] = [];
  for (;;) {
    const receive = new ReceiveMessageCommand({
      QueueUrl,
      MaxNumberOfMessages: MESSAGES_MAX,
      MessageAttributeNames: ["All"],
      VisibilityTimeout: HIDDEN_SECONDS,
    });
    const { Messages = [] } = await sqs.send(receive);
    if (Messages.length === 0) break;
    seen.push(...Messages);
  }
  for (const { ReceiptHandle } of seen) {
    await sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: 0 }));
  }
  return seen;
}

/** The dead letters about one order. */
export async function deadLettersOf(orderId: string): Promise<Message[]> {
  const all = await messagesIn(deadLetterQueue);
  return all.filter(({ Body }) => Body?.includes(orderId));
}

export function untilDeadLetter(orderId: string): Promise<Message[]> {
  return eventually(
    `a dead letter of ${orderId}`,
    () => deadLettersOf(orderId),
    ({ length }) => length > 0,
  );
}

export async function purgeDeadLetters(): Promise<void> {
  await sqs.send(new PurgeQueueCommand({ QueueUrl: deadLetterQueue }));
}

/** As a person does after looking into them. */
export async function discardDeadLetters(orderId: string): Promise<void> {
  const letters = await untilDeadLetter(orderId);
  const Entries = letters.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
  await sqs.send(new DeleteMessageBatchCommand({ QueueUrl: deadLetterQueue, Entries }));
}
