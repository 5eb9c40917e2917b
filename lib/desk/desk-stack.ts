import { CfnOutput, RemovalPolicy, Stack, Validations } from "aws-cdk-lib";
import { HttpMethod } from "aws-cdk-lib/aws-apigatewayv2";
import { AttributeType, BillingMode, Table, TableEncryption } from "aws-cdk-lib/aws-dynamodb";
import type { Construct } from "constructs";
import { AUDIT_PARTITIONS, STAFF_PARTITIONS } from "../../core/desk/keys/desk.keys.ts";
import { DESK_ROUTES } from "../../core/model/routes.ts";
import {
  conversationPartition,
  deskPartition,
  sentencesPartition,
} from "../../core/people/keys/conversation.keys.ts";
import { customerPartition, suppressionKey } from "../../core/people/keys/people.keys.ts";
import { APPROVAL_ATTRIBUTES } from "../../core/settlement/approval.store.ts";
import { REGISTERS_PARTITION } from "../../core/settlement/registers/register.keys.ts";
import { PAYOUTS_PARTITION } from "../../core/settlement/settlement.keys.ts";
import { NO_DOMAIN_KEY, type ServeDeskEnv } from "../../functions/serve-desk/env.ts";
import { FurtherRoutes } from "../constructs/public-api.ts";
import { type Permission, WellspringFunction } from "../constructs/wellspring-function.ts";
import { arnOf, type DataStack } from "../data/data-stack.ts";
import type { IntakeStack } from "../intake/intake-stack.ts";
import type { SiteStack } from "../site/site-stack.ts";
import { stackProps } from "../stack-props.ts";
import { type DeskSettings, type StageSettings, textCountriesText } from "../stages.ts";
import { StaffPool } from "./staff-pool.ts";

export interface DeskStackProps {
  readonly stage: StageSettings;
  readonly settings: DeskSettings;
  readonly data: DataStack;
  readonly site: SiteStack;
  readonly intake: IntakeStack;
}

/** Where the brand's own people work, under `/desk`: who they are, what they did there, and the pages. */
export class DeskStack extends Stack {
  constructor(scope: Construct, id: string, { stage, settings, data, site, intake }: DeskStackProps) {
    super(
      scope,
      id,
      stackProps(stage, "Wellspring: the desk of the brand's own people", { isProtected: true }),
    );
    const table = this.table(stage);
    const callback = `${site.address}/desk/callback`;
    const siteAddress = site.address;
    const staff = new StaffPool(this, "Staff", { stage, settings, callback, siteAddress });
    const keys = stage.kind === "aws" ? staff.issuer : `${staff.signInAddress}/${staff.pool.userPoolId}`;
    const desk = new WellspringFunction<ServeDeskEnv>(this, "serve-desk", {
      stage,
      purpose: "Signs the brand's own people in, and renders the pages on which they work",
      memoryMiB: 512,
      environment: {
        DESK_TABLE: table.tableName,
        LEDGER_TABLE: data.ledger.tableName,
        IMPACT_TABLE: data.impact.tableName,
        STAGE: stage.name,
        PEOPLE_TABLE: data.people.tableName,
        CONTACT_SECRET: arnOf(data.contactSecret),
        TEXT_COUNTRIES: textCountriesText(stage),
        EVENT_BUS: intake.bus.eventBusName,
        SITE_URL: site.address,
        SIGN_IN_URL: staff.signInAddress,
        ISSUER: staff.issuer,
        KEYS_URL: `${keys}/.well-known/jwks.json`,
        USER_POOL: staff.pool.userPoolId,
        CLIENT_ID: staff.client.userPoolClientId,
        REPLY_TO: stage.sender.replyTo,
        DOMAIN_KEY: site.domainKey === undefined ? NO_DOMAIN_KEY : arnOf(site.domainKey),
      },
      allow: [
        // What was done at the desk is added to and never changed: nothing here may update or delete it.
        {
          actions: ["dynamodb:PutItem"],
          on: [table.tableArn],
          when: { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": AUDIT_PARTITIONS } },
        },
        {
          actions: [
            "dynamodb:GetItem",
            "dynamodb:Query",
            "dynamodb:PutItem",
            "dynamodb:UpdateItem",
            "dynamodb:DeleteItem",
          ],
          on: [table.tableArn],
          when: { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": STAFF_PARTITIONS } },
        },
        { actions: ["dynamodb:Query"], on: [data.ledger.tableArn] },
        { actions: ["dynamodb:Query"], on: [data.impact.tableArn] },
        // Alarms are listed by their names, which no permission can narrow.
        { actions: ["cloudwatch:DescribeAlarms"], on: ["*"] },
        ...approvePayouts(data),
        ...lookAfterConversations(data),
        ...answerCustomers(data, intake),
        { actions: ["cognito-idp:DescribeUserPoolClient"], on: [staff.pool.userPoolArn] },
        ...(site.domainKey === undefined
          ? []
          : [{ actions: ["secretsmanager:GetSecretValue"], on: [arnOf(site.domainKey)] }]),
      ],
    });
    Validations.of(desk.role).acknowledge({
      id: "AwsSolutions-IAM5[Resource::*]",
      reason:
        "Alarms are listed by the beginning of their names, which no permission can narrow; it changes none.",
    });
    new FurtherRoutes(this, "Pages", {
      api: site.api,
      routes: DESK_ROUTES.map(({ path, methods }) => ({
        path,
        methods: methods.map((method) => HttpMethod[method]),
        answeredBy: desk.lambda,
      })),
      openBecause: "Staff prove who they are at Cognito, and afterwards by a session.",
    });
    new CfnOutput(this, "DeskUrl", { value: `${site.address}/desk` });
    new CfnOutput(this, "DeskTable", { value: table.tableName });
    new CfnOutput(this, "StaffPool", { value: staff.pool.userPoolId });
  }

  /** Apart from the other tables: sessions come and go, and what staff did is kept whatever becomes of customers' rows. */
  private table(stage: StageSettings): Table {
    const kept = stage.kind === "aws";
    return new Table(this, "Desk", {
      partitionKey: { name: "pk", type: AttributeType.STRING },
      sortKey: { name: "sk", type: AttributeType.STRING },
      timeToLiveAttribute: "expires",
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.AWS_MANAGED,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: kept,
      removalPolicy: kept ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
  }
}

/** Permission to add to the history of a payout, and to nothing else of it: no amount and no account is among these attributes. */
function approvePayouts({ ledger }: DataStack): readonly Permission[] {
  const [payouts, registers] = [PAYOUTS_PARTITION, REGISTERS_PARTITION];
  return [
    {
      actions: ["dynamodb:GetItem"],
      on: [ledger.tableArn],
      when: { "ForAllValues:StringEquals": { "dynamodb:LeadingKeys": [payouts, registers] } },
    },
    {
      actions: ["dynamodb:UpdateItem"],
      on: [ledger.tableArn],
      when: {
        "ForAllValues:StringEquals": {
          "dynamodb:LeadingKeys": [payouts],
          "dynamodb:Attributes": ["pk", "sk", ...APPROVAL_ATTRIBUTES],
        },
        // An answer must not hold attributes that the call may not name.
        StringEqualsIfExists: { "dynamodb:ReturnValues": "NONE" },
      },
    },
    {
      actions: ["dynamodb:ConditionCheckItem"],
      on: [ledger.tableArn],
      when: { "ForAllValues:StringEquals": { "dynamodb:LeadingKeys": [registers] } },
    },
  ];
}

const KNOWN_ATTRIBUTES = ["pk", "sk", "customer", "conversation", "complaint"];

/**
 * Permission to read conversations and add to them, and to move their places among the queues. Of a customer's rows it reads what
 * an answer is decided by; it changes nobody's consents or preferences.
 */
function lookAfterConversations({ people, contactSecret }: DataStack): readonly Permission[] {
  const [thread, queues, customer] = [conversationPartition("*"), deskPartition("*"), customerPartition("*")];
  const onRowsOf = (action: string, ...partitions: readonly string[]): Permission => ({
    actions: [`dynamodb:${action}`],
    on: [people.tableArn],
    when: { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": partitions } },
  });
  return [
    onRowsOf("GetItem", thread, customer),
    onRowsOf("BatchGetItem", thread),
    onRowsOf("Query", thread, queues, customer),
    onRowsOf("PutItem", thread, queues),
    {
      actions: ["dynamodb:PutItem"],
      on: [people.tableArn],
      when: {
        "ForAllValues:StringLike": { "dynamodb:LeadingKeys": [customer] },
        // Those of the row that names a conversation among its customer's: no other row of theirs is made of these.
        "ForAllValues:StringEquals": { "dynamodb:Attributes": KNOWN_ATTRIBUTES },
      },
    },
    onRowsOf("DeleteItem", queues),
    onRowsOf("ConditionCheckItem", customer),
    { actions: ["secretsmanager:GetSecretValue"], on: [arnOf(contactSecret)] },
  ];
}

/** Permission to decide upon an answer, to remember its sentences by their hashes, and to begin its way. What sends it asks again. */
function answerCustomers({ people }: DataStack, { bus }: IntakeStack): readonly Permission[] {
  const [suppressions, sentences] = [suppressionKey("*", "*").pk, sentencesPartition("*")];
  const onRowsOf = (action: string, partition: string): Permission => ({
    actions: [`dynamodb:${action}`],
    on: [people.tableArn],
    when: { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": [partition] } },
  });
  return [
    onRowsOf("BatchGetItem", suppressions),
    onRowsOf("Query", sentences),
    onRowsOf("PutItem", sentences),
    { actions: ["events:PutEvents"], on: [bus.eventBusArn] },
  ];
}
