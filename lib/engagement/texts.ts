import { CfnOutput, Duration, type Stack, Validations } from "aws-cdk-lib";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { CfnEventInvokeConfig } from "aws-cdk-lib/aws-lambda";
import { Topic } from "aws-cdk-lib/aws-sns";
import { LambdaSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import type { ReceiveTextEnv } from "../../functions/receive-text/env.ts";
import { raiseAlarm } from "../constructs/raise-alarm.ts";
import { WellspringFunction } from "../constructs/wellspring-function.ts";
import { acknowledgeQuarantine } from "../data/acknowledge-quarantine.ts";
import { arnOf } from "../data/data-stack.ts";
import { textCountriesText } from "../stages.ts";
import type { EngagementProps } from "./engagement-props.ts";
import { readAndWritePeople, useKeys } from "./people-permissions.ts";

const RECEIVE_TIMEOUT = Duration.seconds(30);
/** The longest that Lambda keeps an event for its retries. */
const TRIED_FOR = Duration.hours(6);
const TRIES_AGAIN = 2;

/**
 * The texts of customers to the brand's number. AWS End User Messaging publishes them to the topic; a text that could not be
 * processed after all tries lies in the quarantine and in no queue, as it holds a customer's number and words.
 */
export function texts(stack: Stack, { stage, data, intake }: EngagementProps): void {
  const topic = new Topic(stack, "InboundTexts", { enforceSSL: stage.tlsOnly });
  topic.addToResourcePolicy(
    new PolicyStatement({
      actions: ["sns:Publish"],
      resources: [topic.topicArn],
      principals: [new ServicePrincipal("sms-voice.amazonaws.com")],
      conditions: { StringEquals: { "aws:SourceAccount": stack.account } },
    }),
  );
  const receive = new WellspringFunction<ReceiveTextEnv>(stack, "receive-text", {
    stage,
    purpose:
      "Processes customers' texts: STOP, START, YES, HELP, the word for joining; keeps the rest for the staff",
    timeout: RECEIVE_TIMEOUT,
    memoryMiB: 512,
    environment: {
      PEOPLE_TABLE: data.people.tableName,
      LEDGER_TABLE: data.ledger.tableName,
      EVENT_BUS: intake.bus.eventBusName,
      CONTACT_SECRET: arnOf(data.contactSecret),
      IDENTITY_SECRET: arnOf(data.identitySecret),
      JOIN_WORD: stage.sender.joinWord,
      TEXT_COUNTRIES: textCountriesText(stage),
    },
    allow: [
      readAndWritePeople(data),
      useKeys(data),
      { actions: ["dynamodb:Query"], on: [data.ledger.tableArn] },
      { actions: ["events:PutEvents"], on: [intake.bus.eventBusArn] },
      { actions: ["s3:PutObject"], on: [data.quarantine.arnForObjects("*")] },
      { actions: ["s3:ListBucket"], on: [data.quarantine.bucketArn] },
    ],
  });
  acknowledgeQuarantine(receive, data);
  const subscription = topic.addSubscription(new LambdaSubscription(receive.lambda));
  Validations.of(subscription).acknowledge({
    id: "Serverless-SNSRedrivePolicy",
    reason:
      "A dead letter would hold the text and its number: docs/decisions/22-failed-texts.md. SNS tries Lambda for 23 days.",
  });
  new CfnEventInvokeConfig(receive, "OnFailure", {
    functionName: receive.lambda.functionName,
    qualifier: "$LATEST",
    maximumRetryAttempts: TRIES_AGAIN,
    maximumEventAgeInSeconds: TRIED_FOR.toSeconds(),
    destinationConfig: { onFailure: { destination: data.quarantine.bucketArn } },
  });
  raiseAlarm(receive, "NotHeard", {
    topic: data.alarms,
    metric: receive.lambda.metric("AsyncEventsDropped", { statistic: "Sum", period: Duration.minutes(1) }),
    atLeast: 1,
    meaning:
      "A text was not processed: perhaps a STOP. It lies in the quarantine. Once mended: npx wellspring redrive receive-text.",
  });
  receive.nameFunction();
  new CfnOutput(stack, "TextCountries", { value: textCountriesText(stage) });
  new CfnOutput(stack, "InboundTextsTopicArn", { value: topic.topicArn });
}
