import { Duration, type Stack } from "aws-cdk-lib";
import { EventBus, EventField, Rule, RuleTargetInput } from "aws-cdk-lib/aws-events";
import { LambdaFunction } from "aws-cdk-lib/aws-events-targets";
import { EmailSendingEvent, EventDestination } from "aws-cdk-lib/aws-ses";
import { BOUNCED, COMPLAINED } from "../../core/delivery/record-delivery-event.ts";
import type { RecordDeliveryEventEnv } from "../../functions/record-delivery-event/env.ts";
import { DeadLetterQueue } from "../constructs/dead-letter-queue.ts";
import { WellspringFunction } from "../constructs/wellspring-function.ts";
import type { EngagementProps } from "./engagement-props.ts";
import type { Sender } from "./sender.ts";

/**
 * Bounces for good and complaints, from the one bus that SES can tell: the account's default. Of the event, which has
 * the address in the clear, only the message's id goes on.
 */
export function deliveryEvents(
  stack: Stack,
  { stage, data }: EngagementProps,
  { set, configurationSet }: Sender,
): void {
  const account = EventBus.fromEventBusName(stack, "AccountBus", "default");
  set.addEventDestination("Told", {
    destination: EventDestination.eventBus(account),
    events: [EmailSendingEvent.BOUNCE, EmailSendingEvent.COMPLAINT],
  });
  const record = new WellspringFunction<RecordDeliveryEventEnv>(stack, "record-delivery-event", {
    stage,
    purpose: "Suppresses an address that bounced for good, or whose owner complained",
    environment: { PEOPLE_TABLE: data.people.tableName },
    allow: [{ actions: ["dynamodb:GetItem", "dynamodb:PutItem"], on: [data.people.tableArn] }],
    asynchronous: {
      alarms: data.alarms,
      deadLetters: "A bounce or a complaint was not obeyed: the address is still written to.",
    },
  });
  const untold = new DeadLetterQueue(stack, "UntoldDeliveries", {
    stage,
    alarms: data.alarms,
    meaning: "What SES told of a message did not reach record-delivery-event.",
  });
  const ours = { mail: { tags: { "ses:configuration-set": [configurationSet] } } };
  const rules = [
    ["Bounces", BOUNCED, { ...ours, bounce: { bounceType: ["Permanent"] } }],
    ["Complaints", COMPLAINED, ours],
  ] as const;
  for (const [id, detailType, detail] of rules) {
    new Rule(stack, id, {
      eventBus: account,
      description: `${id} of this stage's letters`,
      eventPattern: { source: ["aws.ses"], detailType: [detailType], detail },
      targets: [
        new LambdaFunction(record.lambda, {
          event: RuleTargetInput.fromObject({
            id: EventField.eventId,
            source: EventField.source,
            "detail-type": EventField.detailType,
            detail: { message: EventField.fromPath("$.detail.mail.messageId") },
          }),
          deadLetterQueue: untold.queue,
          maxEventAge: Duration.hours(24),
          retryAttempts: 185,
        }),
      ],
    });
  }
}
