import { CfnOutput, Duration, type Stack, Validations } from "aws-cdk-lib";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Topic } from "aws-cdk-lib/aws-sns";
import { LambdaSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import type { ReceiveTextEnv } from "../../functions/receive-text/env.ts";
import { WellspringFunction } from "../constructs/wellspring-function.ts";
import { arnOf } from "../data/data-stack.ts";
import { keepFailedCalls } from "../data/keep-failed-calls.ts";
import { textCountriesText } from "../stages.ts";
import type { EngagementProps } from "./engagement-props.ts";
import { readAndWritePeople, useKeys } from "./people-permissions.ts";

const RECEIVE_TIMEOUT = Duration.seconds(30);

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
    ],
  });
  const subscription = topic.addSubscription(new LambdaSubscription(receive.lambda));
  Validations.of(subscription).acknowledge({
    id: "Serverless-SNSRedrivePolicy",
    reason:
      "A dead letter would hold the text and its number: docs/decisions/22-failed-texts.md. SNS tries Lambda for 23 days.",
  });
  keepFailedCalls(receive, {
    data,
    alarm: "NotHeard",
    meaning: "A text was not processed: perhaps a STOP.",
  });
  new CfnOutput(stack, "TextCountries", { value: textCountriesText(stage) });
  new CfnOutput(stack, "InboundTextsTopicArn", { value: topic.topicArn });
}
