import { randomBytes } from "node:crypto";
import {
  DeleteRuleCommand,
  PutRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
} from "@aws-sdk/client-eventbridge";
import {
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  type Message,
  PurgeQueueCommand,
  ReceiveMessageCommand,
} from "@aws-sdk/client-sqs";
import { z } from "zod";
import { EVENT_SOURCE } from "../../core/events/catalog.ts";
import { output } from "../../local/deploy.ts";
import { deadLetterQueue, eventBridge, eventually, sqs, stage } from "./deployed-stage.ts";

/** Listens to the bus by a rule and a queue of the test's own, and looks into the dead-letter queue. */

const Event = z.object({ "detail-type": z.string(), detail: z.record(z.string(), z.unknown()) });
export type Event = z.infer<typeof Event>;

const MESSAGES_MAX = 10;
/** While one looks through a queue. */
const HIDDEN_SECONDS = 20;
const name = `overheard-${randomBytes(4).toString("hex")}`;
const EventBusName = output(stage.outputs, "EventBus");
let queue = "";
const heard: Event[] = [];

export async function listen(): Promise<void> {
  const { QueueUrl = "" } = await sqs.send(new CreateQueueCommand({ QueueName: name }));
  queue = QueueUrl;
  const attributes = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["QueueArn"] });
  const { Attributes } = await sqs.send(attributes);
  const EventPattern = JSON.stringify({ source: [EVENT_SOURCE] });
  await eventBridge.send(new PutRuleCommand({ Name: name, EventBusName, EventPattern }));
  const Targets = [{ Id: "queue", Arn: Attributes?.["QueueArn"] }];
  await eventBridge.send(new PutTargetsCommand({ Rule: name, EventBusName, Targets }));
}

export async function stopListening(): Promise<void> {
  await eventBridge.send(new RemoveTargetsCommand({ Rule: name, EventBusName, Ids: ["queue"] }));
  await eventBridge.send(new DeleteRuleCommand({ Name: name, EventBusName }));
  await sqs.send(new DeleteQueueCommand({ QueueUrl: queue }));
}

/** Every event of ours that was on the bus since {@link listen}. */
export async function overheard(): Promise<readonly Event[]> {
  for (;;) {
    const receive = new ReceiveMessageCommand({ QueueUrl: queue, MaxNumberOfMessages: MESSAGES_MAX });
    const { Messages = [] } = await sqs.send(receive);
    if (Messages.length === 0) return heard;
    heard.push(...Messages.map(({ Body }) => Event.parse(JSON.parse(Body ?? ""))));
    const Entries = Messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
    await sqs.send(new DeleteMessageBatchCommand({ QueueUrl: queue, Entries }));
  }
}

/** The details of all events of one kind that mention `mark`. */
export async function told(kind: string, mark: string): Promise<unknown[]> {
  return (await overheard())
    .filter((event) => event["detail-type"] === kind && JSON.stringify(event.detail).includes(mark))
    .map(({ detail }) => detail);
}

/** Waits for the first such event, and gives all that there are by then. */
export function untilTold(kind: string, mark: string): Promise<unknown[]> {
  return eventually(
    `${kind} of ${mark} is on the bus`,
    () => told(kind, mark),
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
export async function lettersOf(orderId: string): Promise<Message[]> {
  const all = await messagesIn(deadLetterQueue);
  return all.filter(({ Body }) => Body?.includes(orderId));
}

export function untilKept(orderId: string): Promise<Message[]> {
  return eventually(
    `a dead letter of ${orderId}`,
    () => lettersOf(orderId),
    ({ length }) => length > 0,
  );
}

export async function emptyDeadLetters(): Promise<void> {
  await sqs.send(new PurgeQueueCommand({ QueueUrl: deadLetterQueue }));
}

/** As a person does after looking into them. */
export async function discard(orderId: string): Promise<void> {
  const letters = await untilKept(orderId);
  const Entries = letters.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
  await sqs.send(new DeleteMessageBatchCommand({ QueueUrl: deadLetterQueue, Entries }));
}
