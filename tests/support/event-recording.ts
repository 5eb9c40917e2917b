import { randomBytes } from "node:crypto";
import {
  DeleteRuleCommand,
  PutRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
} from "@aws-sdk/client-eventbridge";
import { CreateQueueCommand, DeleteQueueCommand, GetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import { EVENT_SOURCE } from "../../core/events/catalog.ts";
import { eventBridge, sqs, stage } from "./deployed-stage.ts";

/** What the name of each queue of a recording begins with. */
export const RECORDING_PREFIX = "recorded-events-";

/** A rule and a queue of the tests' own, which receive every event of ours from now on. */
export interface EventRecording {
  readonly queueUrl: string;
  /** Removes rule and queue. */
  stop(): Promise<void>;
}

export async function recordEvents(): Promise<EventRecording> {
  const Name = `${RECORDING_PREFIX}${randomBytes(4).toString("hex")}`;
  const EventBusName = stage.output("EventBus");
  const { QueueUrl = "" } = await sqs.send(new CreateQueueCommand({ QueueName: Name }));
  const attributes = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["QueueArn"] });
  const { Attributes } = await sqs.send(attributes);
  const EventPattern = JSON.stringify({ source: [EVENT_SOURCE] });
  await eventBridge.send(new PutRuleCommand({ Name, EventBusName, EventPattern }));
  const Targets = [{ Id: "queue", Arn: Attributes?.["QueueArn"] }];
  await eventBridge.send(new PutTargetsCommand({ Rule: Name, EventBusName, Targets }));
  return {
    queueUrl: QueueUrl,
    stop: async () => {
      await eventBridge.send(new RemoveTargetsCommand({ Rule: Name, EventBusName, Ids: ["queue"] }));
      await eventBridge.send(new DeleteRuleCommand({ Name, EventBusName }));
      await sqs.send(new DeleteQueueCommand({ QueueUrl }));
    },
  };
}
