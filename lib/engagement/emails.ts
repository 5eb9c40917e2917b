import { CfnCustomResource, CfnOutput, Duration, type Stack, Validations } from "aws-cdk-lib";
import { Rule } from "aws-cdk-lib/aws-events";
import { LambdaFunction } from "aws-cdk-lib/aws-events-targets";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { Bucket } from "aws-cdk-lib/aws-s3";
import { CfnReceiptRule, CfnReceiptRuleSet } from "aws-cdk-lib/aws-ses";
import {
  ATTACHMENT_DAYS,
  ATTACHMENT_PREFIX,
  MAIL_DAYS,
  MAIL_PREFIX,
} from "../../core/messaging/inbound/mail-keys.ts";
import type { ActivateReceiptRulesEnv } from "../../functions/activate-receipt-rules/env.ts";
import type { ReceiveEmailEnv } from "../../functions/receive-email/env.ts";
import { acknowledgeFiles, bucketResource, privateBucket } from "../constructs/private-bucket.ts";
import { WellspringFunction } from "../constructs/wellspring-function.ts";
import { arnOf } from "../data/data-stack.ts";
import { inboundOf } from "../inbound.ts";
import type { Inbound, StageSettings } from "../stages.ts";
import type { EngagementProps } from "./engagement-props.ts";
import { readAndWritePeople, useKeys } from "./people-permissions.ts";

const RECEIVE_TIMEOUT = Duration.minutes(1);

/**
 * The answers of customers to letters: SES stores each mail in a bucket of its own, whose event calls a function. The event names
 * the object alone, so no address is in it, in a retry or in a dead letter. Nothing without `inbound`.
 */
export function emails(stack: Stack, { stage, data }: EngagementProps): void {
  const inbound = inboundOf(stage);
  if (inbound === undefined) return;
  const bucket = mailBucket(stack, stage);
  const receive = new WellspringFunction<ReceiveEmailEnv>(stack, "receive-email", {
    stage,
    purpose: "Reads a customer's mail: obeys a wish to get less, and hands new words to a person",
    timeout: RECEIVE_TIMEOUT,
    memoryMiB: 1024,
    environment: {
      PEOPLE_TABLE: data.people.tableName,
      CONTACT_SECRET: arnOf(data.contactSecret),
      IDENTITY_SECRET: arnOf(data.identitySecret),
      MAIL_BUCKET: bucket.bucketName,
      REPLY_DOMAIN: inbound.domain,
      WRITES_AS: stage.sender.address,
    },
    allow: [
      readAndWritePeople(data),
      useKeys(data),
      { actions: ["s3:GetObject", "s3:DeleteObject"], on: [bucket.arnForObjects(`${MAIL_PREFIX}*`)] },
      { actions: ["s3:PutObject"], on: [bucket.arnForObjects(`${ATTACHMENT_PREFIX}*`)] },
      // Without it S3 answers for an object that is gone as for one that is forbidden.
      { actions: ["s3:ListBucket"], on: [bucket.bucketArn] },
    ],
    asynchronous: {
      alarms: data.alarms,
      deadLetters: `A mail was not processed: perhaps a wish to get less. It is kept for ${MAIL_DAYS} days.`,
    },
  });
  for (const [prefix, what] of [
    [MAIL_PREFIX, "a mail is known by its event alone"],
    [ATTACHMENT_PREFIX, "what is kept is named by its customer"],
  ] as const)
    acknowledgeFiles(receive.role, bucket, `${prefix}*`, `The bucket is this function's own, and ${what}.`);
  new Rule(stack, "MailStored", {
    description: "SES stored a mail",
    eventPattern: {
      source: ["aws.s3"],
      detailType: ["Object Created"],
      detail: { bucket: { name: [bucket.bucketName] }, object: { key: [{ prefix: MAIL_PREFIX }] } },
    },
    targets: [
      new LambdaFunction(receive.lambda, {
        maxEventAge: Duration.hours(24),
        retryAttempts: 185,
        ...(receive.lambda.deadLetterQueue && { deadLetterQueue: receive.lambda.deadLetterQueue }),
      }),
    ],
  });
  new CfnOutput(stack, "MailBucket", { value: bucket.bucketName });
  // The engine on one machine receives no mail: what is fed into the same bucket calls the same function.
  if (stage.kind === "aws") receiptRule(stack, stage, inbound, bucket);
}

/** Where SES stores mails, and what came with them is kept. */
function mailBucket(stack: Stack, stage: StageSettings): Bucket {
  const bucket = privateBucket(stack, "Mail", {
    stage,
    lifecycleRules: [
      { prefix: MAIL_PREFIX, expiration: Duration.days(MAIL_DAYS) },
      { prefix: ATTACHMENT_PREFIX, expiration: Duration.days(ATTACHMENT_DAYS) },
      { abortIncompleteMultipartUploadAfter: Duration.days(1) },
    ],
    unlogged:
      "SES writes it and one function reads it; an access log would be a second store of what it holds.",
  });
  // By the property itself: the construct would bring a function and a role of its own for it.
  bucketResource(bucket).notificationConfiguration = {
    eventBridgeConfiguration: { eventBridgeEnabled: true },
  };
  return bucket;
}

/** The rule by which SES stores what comes for the domain. The brand's own set of rules is added to, and never replaced. */
function receiptRule(stack: Stack, stage: StageSettings, inbound: Inbound, bucket: Bucket): void {
  bucket.addToResourcePolicy(
    new PolicyStatement({
      actions: ["s3:PutObject"],
      resources: [bucket.arnForObjects(`${MAIL_PREFIX}*`)],
      principals: [new ServicePrincipal("ses.amazonaws.com")],
      conditions: { StringEquals: { "aws:SourceAccount": stack.account } },
    }),
  );
  const own = inbound.ruleSet === undefined ? new CfnReceiptRuleSet(stack, "MailRules") : undefined;
  const rule = new CfnReceiptRule(stack, "MailRule", {
    ruleSetName: own?.ref ?? inbound.ruleSet ?? "",
    rule: {
      enabled: true,
      recipients: [inbound.domain],
      scanEnabled: true,
      tlsPolicy: "Optional",
      actions: [{ s3Action: { bucketName: bucket.bucketName, objectKeyPrefix: MAIL_PREFIX } }],
    },
  });
  if (bucket.policy !== undefined) rule.node.addDependency(bucket.policy);
  if (own !== undefined) activated(stack, stage, own).node.addDependency(rule);
  const mx = `${inbound.domain} MX 10 inbound-smtp.${stack.region}.amazonaws.com`;
  new CfnOutput(stack, "InboundMxRecord", { value: mx });
}

/** Only a call activates a set of rules. Ours does it where none is active, and fails the deploy where another one is. */
function activated(stack: Stack, stage: StageSettings, rules: CfnReceiptRuleSet): CfnCustomResource {
  const activate = new WellspringFunction<ActivateReceiptRulesEnv>(stack, "activate-receipt-rules", {
    stage,
    purpose: "Activates the stage's receipt rules where none are active; called by CloudFormation alone",
    environment: { RULE_SET: rules.ref },
    allow: [{ actions: ["ses:DescribeActiveReceiptRuleSet", "ses:SetActiveReceiptRuleSet"], on: ["*"] }],
  });
  Validations.of(activate.role).acknowledge({
    id: "AwsSolutions-IAM5[Resource::*]",
    reason: "SES names no resource in these calls: one set of rules is active in an account and region.",
  });
  const active = new CfnCustomResource(stack, "MailRulesActive", {
    serviceToken: activate.lambda.functionArn,
    serviceTimeout: Duration.minutes(2).toSeconds(),
  });
  // Another set is another call.
  active.addPropertyOverride("RuleSet", rules.ref);
  return active;
}
