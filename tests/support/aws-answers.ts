import { CloudFormationClient, type DescribeStacksCommandOutput } from "@aws-sdk/client-cloudformation";
import {
  CloudWatchClient,
  type DescribeAlarmsCommandOutput,
  type GetMetricDataCommandOutput,
} from "@aws-sdk/client-cloudwatch";
import {
  CloudWatchLogsClient,
  type DescribeResourcePoliciesCommandOutput,
} from "@aws-sdk/client-cloudwatch-logs";
import {
  type DescribeLimitsCommandOutput,
  type DescribeTableCommandOutput,
  DynamoDBClient,
  type ListTablesCommandOutput,
  type QueryCommandOutput,
} from "@aws-sdk/client-dynamodb";
import {
  type GetRoleCommandOutput,
  IAMClient,
  type SimulatePrincipalPolicyCommandOutput,
} from "@aws-sdk/client-iam";
import { type GetAccountSettingsCommandOutput, LambdaClient } from "@aws-sdk/client-lambda";
import {
  type DescribeAccountAttributesCommandOutput,
  type DescribePhoneNumbersCommandOutput,
  type DescribeSenderIdsCommandOutput,
  type DescribeSpendLimitsCommandOutput,
  PinpointSMSVoiceV2Client,
} from "@aws-sdk/client-pinpoint-sms-voice-v2";
import { type ListObjectsV2CommandOutput, S3Client } from "@aws-sdk/client-s3";
import {
  type GetSecretValueCommandOutput,
  type ListSecretsCommandOutput,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import {
  type GetAccountCommandOutput,
  type GetEmailIdentityCommandOutput,
  SESv2Client,
} from "@aws-sdk/client-sesv2";
import { type ListSubscriptionsByTopicCommandOutput, SNSClient } from "@aws-sdk/client-sns";
import { type GetQueueAttributesCommandOutput, SQSClient } from "@aws-sdk/client-sqs";
import { type GetCallerIdentityCommandOutput, STSClient } from "@aws-sdk/client-sts";
import { marshall } from "@aws-sdk/util-dynamodb";
import type { Subject } from "../../cli/doctor/check.ts";
import { PARTS } from "../../cli/doctor/checks/stacks.ts";
import type { Dns, Ports, ShownCertificate } from "../../cli/doctor/ports.ts";
import { projectStage } from "../../lib/project-stages.ts";
import { type AwsStage, outputName, wantsToken } from "../../lib/stages.ts";
import { storedRows } from "./stored-rows.ts";

/** Answers of AWS in the SDK's own shapes, by the command that asks. A function answers by the command's input. */
export type Answers = Readonly<Record<string, unknown>>;

export const ACCOUNT = "111122223333";
export const REGION = "eu-central-1";
export const NOW = new Date("2026-11-27T12:00:00Z");
export const LEDGER = "wellspring-production-data-Ledger9D2E7B31-1ABCDEF";
export const IMPACT = "wellspring-production-data-Impact41C0F2AA-1ABCDEF";
export const PEOPLE = "wellspring-production-data-People0B7D55E9-1ABCDEF";
export const DOMAIN = "letters.tarnfell.internal";
export const MAIL_FROM = `bounce.${DOMAIN}`;
export const NUMBER = "+12065550142";
export const TOPIC = `arn:aws:sns:${REGION}:${ACCOUNT}:wellspring-production-data-Alarms`;
const INBOUND = `arn:aws:sns:${REGION}:${ACCOUNT}:wellspring-production-engagement-Texts`;
const HOUR_MS = 3_600_000;

const sample = await projectStage("production");
if (sample.kind !== "aws") throw new Error("The stage production is not one of AWS");

/** The stage of a brand that has replaced every value of the sample. */
export const stage = {
  ...sample,
  env: { account: ACCOUNT, region: REGION },
  siteDomain: domainOf("give.tarnfell.internal"),
  webhookDomain: domainOf("hooks.tarnfell.internal"),
  alarmEmail: "alarms@tarnfell.internal",
  sender: {
    ...sample.sender,
    address: `hello@${DOMAIN}`,
    replyTo: "people@tarnfell.internal",
    postalAddress: "Alder GmbH, Marktplatz 1, 12345 Beispielstadt, Germany",
    sms: NUMBER,
  },
} satisfies AwsStage;

function domainOf(name: string) {
  return { name, certificate: `arn:aws:acm:us-east-1:${ACCOUNT}:certificate/0b1e` };
}

function outputsOf(): Map<string, string> {
  const secret = (name: string) => `arn:aws:secretsmanager:${REGION}:${ACCOUNT}:secret:${name}`;
  return new Map([
    ["LedgerTable", LEDGER],
    ["ImpactTable", IMPACT],
    ["PeopleTable", PEOPLE],
    ["QuarantineBucket", "wellspring-production-data-quarantine"],
    ["AlarmTopic", TOPIC],
    ["InboundTextsTopicArn", INBOUND],
    ["SiteDomainTarget", "d111111abcdef8.cloudfront.net"],
    ["WebhookDomainTarget", "d222222abcdef8.cloudfront.net"],
    ...["PurchasesDlq", "JourneysDlq"].map((name): [string, string] => [
      `Waiting${name}`,
      `https://sqs.${REGION}.amazonaws.com/${ACCOUNT}/${name}`,
    ]),
    ...stage.connections.flatMap((one): [string, string][] => [
      [outputName("ConnectionSecret", one), secret(outputName("Key", one))],
      ...(wantsToken(one)
        ? [[outputName("ShopAccess", one), secret(outputName("Access", one))] as [string, string]]
        : []),
    ]),
  ]);
}

export const subject: Subject = {
  stage,
  region: REGION,
  stacks: PARTS.map((part) => ({
    StackName: `wellspring-production-${part}`,
    StackStatus: "UPDATE_COMPLETE",
    CreationTime: new Date(0),
    DriftInformation: { StackDriftStatus: "IN_SYNC" },
  })),
  outputs: outputsOf(),
  now: NOW,
};

/** The shape of an answer, as the SDK types it. */
function of<Output>(answer: Omit<Output, "$metadata">): Omit<Output, "$metadata"> {
  return answer;
}

const KEY = "whsec_d2VsbHNwcmluZy1zYW1wbGUta2V5LTEyMw==";

/** A row of the sample brand as a brand of its own would have it: its names, and registered charities. */
function asOwn(row: object): Record<string, unknown> {
  const text = JSON.stringify(row)
    .replaceAll("Tarnfell", "Alder")
    .replaceAll("Quellenweg 7", "Mill Lane 3")
    .replaceAll(/[a-z-]+\.example\b/g, "alder.internal")
    .replaceAll('"sample":true', '"sample":false');
  return JSON.parse(text);
}

/** What AWS answers of an account in which nothing is wrong. */
export const healthy = {
  GetCallerIdentity: of<GetCallerIdentityCommandOutput>({
    Account: ACCOUNT,
    Arn: `arn:aws:sts::${ACCOUNT}:assumed-role/Deployer/kim`,
    UserId: "AROAEXAMPLE:kim",
  }),
  DescribeStacks: of<DescribeStacksCommandOutput>({
    Stacks: [
      {
        StackName: "CDKToolkit",
        StackStatus: "UPDATE_COMPLETE",
        CreationTime: new Date(0),
        Outputs: [{ OutputKey: "BootstrapVersion", OutputValue: "29" }],
      },
    ],
  }),
  GetRole: of<GetRoleCommandOutput>({
    Role: {
      Path: "/staff/",
      RoleName: "Deployer",
      RoleId: "AROAEXAMPLE",
      Arn: `arn:aws:iam::${ACCOUNT}:role/staff/Deployer`,
      CreateDate: new Date(0),
    },
  }),
  SimulatePrincipalPolicy: ({ ResourceArns = [] }: { ResourceArns?: string[] }) =>
    of<SimulatePrincipalPolicyCommandOutput>({
      EvaluationResults: ResourceArns.map((EvalResourceName) => ({
        EvalActionName: "sts:AssumeRole",
        EvalResourceName,
        EvalDecision: "allowed",
      })),
    }),
  GetAccountSettings: of<GetAccountSettingsCommandOutput>({
    AccountLimit: { ConcurrentExecutions: 1_000, UnreservedConcurrentExecutions: 945 },
    AccountUsage: { FunctionCount: 21 },
  }),
  DescribeResourcePolicies: of<DescribeResourcePoliciesCommandOutput>({
    resourcePolicies: [{ policyName: "AWSLogDeliveryWrite20150319", policyDocument: "x".repeat(900) }],
  }),
  GetMetricData: ({ MetricDataQueries = [] }: { MetricDataQueries?: { Id: string }[] }) =>
    of<GetMetricDataCommandOutput>({
      MetricDataResults: MetricDataQueries.map(({ Id }) => ({
        Id,
        Timestamps: [new Date(NOW.getTime() - HOUR_MS)],
        Values: [Id === "limit" ? 1_000_000 : 12],
      })),
    }),
  ListSecrets: of<ListSecretsCommandOutput>({ SecretList: [] }),
  ListTables: of<ListTablesCommandOutput>({ TableNames: [LEDGER, IMPACT, PEOPLE, "another-application"] }),
  GetAccount: of<GetAccountCommandOutput>({
    ProductionAccessEnabled: true,
    SendingEnabled: true,
    EnforcementStatus: "HEALTHY",
    SendQuota: { Max24HourSend: 50_000, MaxSendRate: 14, SentLast24Hours: 1_200 },
  }),
  GetEmailIdentity: of<GetEmailIdentityCommandOutput>({
    IdentityType: "DOMAIN",
    VerifiedForSendingStatus: true,
    DkimAttributes: { SigningEnabled: true, Status: "SUCCESS", Tokens: ["tok1", "tok2", "tok3"] },
    MailFromAttributes: {
      MailFromDomain: MAIL_FROM,
      MailFromDomainStatus: "SUCCESS",
      BehaviorOnMxFailure: "USE_DEFAULT_VALUE",
    },
  }),
  DescribeAccountAttributes: of<DescribeAccountAttributesCommandOutput>({
    AccountAttributes: [{ Name: "ACCOUNT_TIER", Value: "PRODUCTION" }],
  }),
  DescribeSpendLimits: of<DescribeSpendLimitsCommandOutput>({
    SpendLimits: [
      { Name: "TEXT_MESSAGE_MONTHLY_SPEND_LIMIT", EnforcedLimit: 50, MaxLimit: 100, Overridden: true },
      { Name: "VOICE_MESSAGE_MONTHLY_SPEND_LIMIT", EnforcedLimit: 1, MaxLimit: 1, Overridden: false },
    ],
  }),
  DescribePhoneNumbers: of<DescribePhoneNumbersCommandOutput>({
    PhoneNumbers: [
      {
        PhoneNumberArn: `arn:aws:sms-voice:${REGION}:${ACCOUNT}:phone-number/phone-1`,
        PhoneNumber: NUMBER,
        Status: "ACTIVE",
        IsoCountryCode: "US",
        MessageType: "TRANSACTIONAL",
        NumberCapabilities: ["SMS"],
        NumberType: "TEN_DLC",
        MonthlyLeasingPrice: "1.00",
        TwoWayEnabled: true,
        TwoWayChannelArn: INBOUND,
        SelfManagedOptOutsEnabled: true,
        OptOutListName: "Default",
        DeletionProtectionEnabled: false,
        CreatedTimestamp: new Date(0),
      },
    ],
  }),
  DescribeSenderIds: of<DescribeSenderIdsCommandOutput>({ SenderIds: [] }),
  Query: of<QueryCommandOutput>({
    Items: storedRows("ledger")
      .filter(({ pk }) => pk === "stated")
      .map((row) => marshall(asOwn(row))),
  }),
  GetSecretValue: ({ SecretId = "" }: { SecretId?: string }) =>
    of<GetSecretValueCommandOutput>({
      SecretString: JSON.stringify(
        SecretId.includes("Access")
          ? { origin: "https://shop.example.com", accessToken: "token-of-a-shop" }
          : { secrets: [KEY], notificationUrl: "https://hooks.example.com/webhooks/square/till" },
      ),
    }),
  DescribeTable: of<DescribeTableCommandOutput>({
    Table: {
      TableName: LEDGER,
      DeletionProtectionEnabled: true,
      WarmThroughput: { ReadUnitsPerSecond: 12_000, WriteUnitsPerSecond: 4_000, Status: "ACTIVE" },
    },
  }),
  DescribeLimits: of<DescribeLimitsCommandOutput>({ TableMaxWriteCapacityUnits: 40_000 }),
  ListSubscriptionsByTopic: of<ListSubscriptionsByTopicCommandOutput>({
    Subscriptions: [
      {
        SubscriptionArn: `${TOPIC}:1`,
        Endpoint: "alarms@tarnfell.internal",
        Protocol: "email",
        TopicArn: TOPIC,
      },
    ],
  }),
  DescribeAlarms: of<DescribeAlarmsCommandOutput>({ MetricAlarms: [] }),
  GetQueueAttributes: of<GetQueueAttributesCommandOutput>({
    Attributes: { ApproximateNumberOfMessages: "0" },
  }),
  ListObjectsV2: of<ListObjectsV2CommandOutput>({ KeyCount: 0 }),
} satisfies Answers;

/** Names and records that a healthy stage's DNS has. */
export const healthyDns: Dns = {
  cname: async (name) =>
    name.includes("._domainkey.")
      ? [`${name.split(".")[0]}.dkim.amazonses.com`]
      : name === "give.tarnfell.internal"
        ? ["d111111abcdef8.cloudfront.net"]
        : [],
  txt: async (name) =>
    name === MAIL_FROM
      ? ["v=spf1 include:amazonses.com ~all"]
      : name === "_dmarc.tarnfell.internal"
        ? ["v=DMARC1; p=quarantine; rua=mailto:dmarc@tarnfell.internal"]
        : [],
  mx: async (name) => (name === MAIL_FROM ? [`feedback-smtp.${REGION}.amazonses.com`] : []),
  addresses: async () => ["203.0.113.7", "203.0.113.8"],
};

const healthyCertificate = async (): Promise<ShownCertificate> => ({
  kind: "trusted",
  validTo: new Date("2027-10-01T00:00:00Z"),
});

export interface Planted {
  readonly answers?: Answers;
  readonly dns?: Partial<Dns>;
  readonly certificateOf?: Ports["certificateOf"];
}

/** Ports that give the healthy answers, but for those that are planted. `asked` collects the names of what was called. */
export function answering({ answers = {}, dns, certificateOf }: Planted, asked: string[] = []): Ports {
  const all: Answers = { ...healthy, ...answers };
  const send = async (command: {
    readonly constructor: { readonly name: string };
    readonly input: unknown;
  }) => {
    const name = command.constructor.name.replace(/Command$/, "");
    asked.push(name);
    const answer = all[name];
    if (answer === undefined) throw new Error(`No answer is recorded for ${name}`);
    if (answer instanceof Error) throw answer;
    return typeof answer === "function" ? answer(command.input) : answer;
  };
  const client = <Client extends object>(of: new (config: { region: string }) => Client): Client =>
    Object.assign(new of({ region: REGION }), { send });
  return {
    cloudFormation: client(CloudFormationClient),
    cloudWatch: client(CloudWatchClient),
    dynamo: client(DynamoDBClient),
    iam: client(IAMClient),
    lambda: client(LambdaClient),
    logs: client(CloudWatchLogsClient),
    s3: client(S3Client),
    secrets: client(SecretsManagerClient),
    ses: client(SESv2Client),
    sms: client(PinpointSMSVoiceV2Client),
    sns: client(SNSClient),
    sqs: client(SQSClient),
    sts: client(STSClient),
    dns: { ...healthyDns, ...dns },
    certificateOf: certificateOf ?? healthyCertificate,
  };
}

/** The error that AWS throws under a name. */
export function awsError(name: string, message = "no", code?: string): Error {
  return Object.assign(new Error(message), { name, ...(code !== undefined && { code }) });
}
