import { Resolver } from "node:dns/promises";
import { connect } from "node:tls";
import { CloudFormationClient } from "@aws-sdk/client-cloudformation";
import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { IAMClient } from "@aws-sdk/client-iam";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { PinpointSMSVoiceV2Client } from "@aws-sdk/client-pinpoint-sms-voice-v2";
import { S3Client } from "@aws-sdk/client-s3";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { SESv2Client } from "@aws-sdk/client-sesv2";
import { SNSClient } from "@aws-sdk/client-sns";
import { SQSClient } from "@aws-sdk/client-sqs";
import { STSClient } from "@aws-sdk/client-sts";

/** What the DNS says; an absent name or record is an empty list. */
export interface Dns {
  readonly cname: (name: string) => Promise<readonly string[]>;
  /** Each record as one text: its parts are joined. */
  readonly txt: (name: string) => Promise<readonly string[]>;
  readonly mx: (name: string) => Promise<readonly string[]>;
  readonly addresses: (name: string) => Promise<readonly string[]>;
}

/** What a host shows who opens a TLS connection to it. */
export type ShownCertificate =
  | { readonly kind: "trusted"; readonly validTo: Date }
  | { readonly kind: "refused"; readonly because: string };

/** Everything that checks ask. They read: no port changes anything. */
export interface Ports {
  readonly cloudFormation: CloudFormationClient;
  readonly cloudWatch: CloudWatchClient;
  readonly dynamo: DynamoDBClient;
  readonly iam: IAMClient;
  readonly lambda: LambdaClient;
  readonly logs: CloudWatchLogsClient;
  readonly s3: S3Client;
  readonly secrets: SecretsManagerClient;
  readonly ses: SESv2Client;
  readonly sms: PinpointSMSVoiceV2Client;
  readonly sns: SNSClient;
  readonly sqs: SQSClient;
  readonly sts: STSClient;
  readonly dns: Dns;
  readonly certificateOf: (host: string) => Promise<ShownCertificate>;
}

const DNS_TIMEOUT_MS = 3_000;
const DNS_TRIES = 2;
const TLS_TIMEOUT_MS = 5_000;
const HTTPS = 443;

/** AWS with the operator's own credentials, and the DNS as this machine sees it. */
export function realPorts(): Ports {
  return {
    cloudFormation: new CloudFormationClient(),
    cloudWatch: new CloudWatchClient(),
    dynamo: new DynamoDBClient(),
    iam: new IAMClient(),
    lambda: new LambdaClient(),
    logs: new CloudWatchLogsClient(),
    s3: new S3Client(),
    secrets: new SecretsManagerClient(),
    ses: new SESv2Client(),
    sms: new PinpointSMSVoiceV2Client(),
    sns: new SNSClient(),
    sqs: new SQSClient(),
    sts: new STSClient(),
    dns: dnsOf(new Resolver({ timeout: DNS_TIMEOUT_MS, tries: DNS_TRIES })),
    certificateOf,
  };
}

/** Of no such name, and of a name without such a record. */
const ABSENT = ["ENOTFOUND", "ENODATA"];

function dnsOf(resolver: Resolver): Dns {
  const orNone = async (asked: Promise<readonly string[]>): Promise<readonly string[]> => {
    try {
      return await asked;
    } catch (error) {
      if (error instanceof Error && "code" in error && ABSENT.includes(String(error.code))) return [];
      throw error;
    }
  };
  return {
    cname: (name) => orNone(resolver.resolveCname(name)),
    txt: (name) =>
      orNone(resolver.resolveTxt(name).then((records) => records.map((parts) => parts.join("")))),
    mx: (name) => orNone(resolver.resolveMx(name).then((all) => all.map(({ exchange }) => exchange))),
    addresses: (name) => orNone(resolver.resolve4(name)),
  };
}

function certificateOf(host: string): Promise<ShownCertificate> {
  return new Promise((resolve) => {
    const refused = (because: string) => resolve({ kind: "refused", because });
    const socket = connect({ host, port: HTTPS, servername: host, timeout: TLS_TIMEOUT_MS }, () => {
      resolve({ kind: "trusted", validTo: new Date(socket.getPeerCertificate().valid_to) });
      socket.end();
    });
    socket.on("timeout", () => socket.destroy(new Error("no answer")));
    socket.on("error", ({ message }) => refused(message));
  });
}
