import { Duration, type Stack, Validations } from "aws-cdk-lib";
import { Metric } from "aws-cdk-lib/aws-cloudwatch";
import { EventBus, EventField, Rule, RuleTargetInput } from "aws-cdk-lib/aws-events";
import { LambdaFunction } from "aws-cdk-lib/aws-events-targets";
import { EmailSendingEvent, EventDestination } from "aws-cdk-lib/aws-ses";
import { CLAIM_TAG, STAGE_TAG } from "../../core/messaging/delivery/claim-tag.ts";
import { type DeliveryEvent, TEXT_EVENT } from "../../core/messaging/delivery/record-delivery-event.ts";
import type { RecordDeliveryEventEnv } from "../../functions/record-delivery-event/env.ts";
import { raiseAlarm } from "../constructs/raise-alarm.ts";
import { WellspringFunction } from "../constructs/wellspring-function.ts";
import { textServiceOf } from "../stages.ts";
import type { EngagementProps } from "./engagement-props.ts";
import type { Sender } from "./sender.ts";

const BOUNCE_EVENTS: readonly DeliveryEvent[] = ["Email Bounced"];
const OUTCOME_EVENTS: readonly DeliveryEvent[] = [
  "Email Sent",
  "Email Delivered",
  "Email Rejected",
  "Email Complaint Received",
];

interface DeliveryRule {
  readonly id: string;
  readonly source: string;
  readonly detailType: readonly string[];
  readonly detail: Readonly<Record<string, unknown>>;
  /** Where the provider's id of the message stands in the event. */
  readonly message: string;
  /** What else is passed on, and where it stands. */
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * The last word about each text of this stage. AWS End User Messaging puts it on the account's bus by itself; a text carries
 * its stage and its claim.
 */
function textRule(stage: string): DeliveryRule {
  return {
    id: "TextEvents",
    source: "aws.sms-voice",
    detailType: [TEXT_EVENT],
    detail: { isFinal: [true], context: { [STAGE_TAG]: [stage], [CLAIM_TAG]: [{ exists: true }] } },
    message: "$.detail.messageId",
    tags: { claim: `$.detail.context.${CLAIM_TAG}`, became: "$.detail.eventType" },
  };
}

/**
 * The events of SES about letters and of AWS End User Messaging about texts, from the one bus to which they can publish: the account's default. Of an event, which has
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
    purpose: "Settles a send by its provider's events; suppresses an address that bounced or complained",
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
        "An event about a letter or a text was not processed: a bounce, a complaint, or what became of it.",
    },
  });
  const ours = {
    mail: { tags: { "ses:configuration-set": [configurationSet], [CLAIM_TAG]: [{ exists: true }] } },
  };
  const ofLetters = {
    source: "aws.ses",
    message: "$.detail.mail.messageId",
    tags: { claim: `$.detail.mail.tags.${CLAIM_TAG}` },
  };
  const rules: readonly DeliveryRule[] = [
    { id: "DeliveryEvents", detailType: OUTCOME_EVENTS, detail: ours, ...ofLetters },
    {
      id: "Bounces",
      detailType: BOUNCE_EVENTS,
      detail: { ...ours, bounce: { bounceType: ["Permanent"] } },
      ...ofLetters,
    },
    ...(textServiceOf(stage) === "endUserMessaging" ? [textRule(stage.name)] : []),
  ];
  for (const { id, source, detailType, detail, message, tags } of rules) {
    const rule = new Rule(stack, id, {
      eventBus: account,
      description: `Events about this stage's messages: ${detailType.join(", ")}`,
      eventPattern: { source: [source], detailType: [...detailType], detail },
      targets: [
        new LambdaFunction(record.lambda, {
          event: RuleTargetInput.fromObject({
            id: EventField.eventId,
            source: EventField.source,
            "detail-type": EventField.detailType,
            detail: {
              message: EventField.fromPath(message),
              ...Object.fromEntries(
                Object.entries(tags).map(([name, path]) => [name, EventField.fromPath(path)]),
              ),
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
      meaning: "An event about a letter or a text did not reach record-delivery-event, and is lost.",
    });
  }
}
