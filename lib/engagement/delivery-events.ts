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

const BOUNCE_EVENTS: readonly DeliveryEvent[] = ["Email Bounced"];
const OUTCOME_EVENTS: readonly DeliveryEvent[] = [
  "Email Sent",
  "Email Delivered",
  "Email Rejected",
  "Email Complaint Received",
];

/**
 * The events of SES about letters, from the one bus to which it can publish: the account's default. Of an event, which has
 * the address in the clear, the rules pass on only the message's id and the tag of its claim. So a rule here has no
 * dead-letter queue: it would keep the whole event. An event that cannot be passed on for a day raises an alarm; SES
 * itself writes to no owner who complained (docs/decisions/19-delivery-events.md).
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
    purpose: "Settles a send by the events of SES; suppresses an address that bounced or complained",
    environment: { PEOPLE_TABLE: data.people.tableName },
    allow: [
      {
        actions: ["dynamodb:GetItem", "dynamodb:Query", "dynamodb:PutItem", "dynamodb:UpdateItem"],
        on: [data.people.tableArn],
      },
    ],
    asynchronous: {
      alarms: data.alarms,
      deadLetters:
        "An event of SES about a letter was not processed: a bounce, a complaint, or that it was sent.",
    },
  });
  const ours = {
    mail: { tags: { "ses:configuration-set": [configurationSet], [CLAIM_TAG]: [{ exists: true }] } },
  };
  const rules = [
    ["DeliveryEvents", OUTCOME_EVENTS, ours],
    ["Bounces", BOUNCE_EVENTS, { ...ours, bounce: { bounceType: ["Permanent"] } }],
  ] as const;
  for (const [id, detailType, detail] of rules) {
    const rule = new Rule(stack, id, {
      eventBus: account,
      description: `Events of SES about this stage's letters: ${detailType.join(", ")}`,
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
        // A rule of the default bus has this one dimension.
        dimensionsMap: { RuleName: rule.ruleName },
        period: Duration.minutes(5),
        statistic: "Sum",
      }),
      atLeast: 1,
      meaning: "An event of SES about a letter did not reach record-delivery-event, and is lost.",
    });
  }
}
