import { Duration, type Stack, Validations } from "aws-cdk-lib";
import { Metric } from "aws-cdk-lib/aws-cloudwatch";
import { EventBus, EventField, Rule, RuleTargetInput } from "aws-cdk-lib/aws-events";
import { LambdaFunction } from "aws-cdk-lib/aws-events-targets";
import { EmailSendingEvent, EventDestination } from "aws-cdk-lib/aws-ses";
import { CLAIM_TAG } from "../../core/messaging/delivery/claim-tag.ts";
import type { DeliveryEvent } from "../../core/messaging/delivery/record-delivery-event.ts";
import type { RecordDeliveryEventEnv } from "../../functions/record-delivery-event/env.ts";
import { raiseAlarm } from "../constructs/raise-alarm.ts";
import { WellspringFunction } from "../constructs/wellspring-function.ts";
import type { EngagementProps } from "./engagement-props.ts";
import type { Sender } from "./sender.ts";

const BOUNCED: readonly DeliveryEvent[] = ["Email Bounced"];
const TOLD: readonly DeliveryEvent[] = [
  "Email Sent",
  "Email Delivered",
  "Email Rejected",
  "Email Complaint Received",
];

/**
 * What SES tells of letters, from the one bus that it can tell: the account's default. Of the event, which has the
 * address in the clear, only the message's id and the tag of its claim go on. So a rule here has no dead-letter queue:
 * it would keep the event as it came. What cannot be handed on for a day raises an alarm; SES itself writes to no
 * address that bounced or complained (docs/decisions/19-delivery-events.md).
 */
export function deliveryEvents(
  stack: Stack,
  { stage, data }: EngagementProps,
  { set, configurationSet }: Sender,
): void {
  const account = EventBus.fromEventBusName(stack, "AccountBus", "default");
  set.addEventDestination("DeliveryEvents", {
    destination: EventDestination.eventBus(account),
    events: [
      EmailSendingEvent.SEND,
      EmailSendingEvent.DELIVERY,
      EmailSendingEvent.REJECT,
      EmailSendingEvent.BOUNCE,
      EmailSendingEvent.COMPLAINT,
    ],
  });
  const record = new WellspringFunction<RecordDeliveryEventEnv>(stack, "record-delivery-event", {
    stage,
    purpose: "Settles a send by what SES tells of it; suppresses an address that bounced or complained",
    environment: { PEOPLE_TABLE: data.people.tableName },
    allow: [
      {
        actions: ["dynamodb:GetItem", "dynamodb:Query", "dynamodb:PutItem", "dynamodb:UpdateItem"],
        on: [data.people.tableArn],
      },
    ],
    asynchronous: {
      alarms: data.alarms,
      deadLetters: "What SES told of a letter was not obeyed: a bounce, a complaint, or that it was sent.",
    },
  });
  const ours = {
    mail: { tags: { "ses:configuration-set": [configurationSet], [CLAIM_TAG]: [{ exists: true }] } },
  };
  const rules = [
    ["DeliveryEvents", TOLD, ours],
    ["Bounces", BOUNCED, { ...ours, bounce: { bounceType: ["Permanent"] } }],
  ] as const;
  for (const [id, detailType, detail] of rules) {
    const rule = new Rule(stack, id, {
      eventBus: account,
      description: `What SES tells of this stage's letters: ${detailType.join(", ")}`,
      eventPattern: { source: ["aws.ses"], detailType: [...detailType], detail },
      targets: [
        new LambdaFunction(record.lambda, {
          event: RuleTargetInput.fromObject({
            id: EventField.eventId,
            source: EventField.source,
            "detail-type": EventField.detailType,
            detail: {
              message: EventField.fromPath("$.detail.mail.messageId"),
              claim: EventField.fromPath(`$.detail.mail.tags.${CLAIM_TAG}`),
            },
          }),
          maxEventAge: Duration.hours(24),
          retryAttempts: 185,
        }),
      ],
    });
    Validations.of(rule).acknowledge({
      id: "Serverless-EventBusDLQ",
      reason:
        "A dead letter would hold the event whole, with the address in it: docs/decisions/19-delivery-events.md.",
    });
    raiseAlarm(rule, "Lost", {
      topic: data.alarms,
      metric: new Metric({
        namespace: "AWS/Events",
        metricName: "FailedInvocations",
        // Of a rule of the default bus this is the one dimension.
        dimensionsMap: { RuleName: rule.ruleName },
        period: Duration.minutes(5),
        statistic: "Sum",
      }),
      atLeast: 1,
      meaning: "What SES told of a letter did not reach record-delivery-event, and is lost.",
    });
  }
}
