import { z } from "zod";
import type { Resource, Stacks } from "../synthesis.ts";
import { deployed, deployedBytes, type Measured, placeOf, plantMany, type Quota, summed } from "./quota.ts";

const IAM = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html";
const SQS = "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-policies.html";
const SNS = "https://docs.aws.amazon.com/sns/latest/dg/sns-topic-attributes.html";
const S3 = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html";
const LAMBDA = "https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html";
const BUS = "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html";
const SECRETS = "https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_limits.html";
const LOGS =
  "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-V2-CloudWatchLogs.html";

const Policy = z.object({
  Roles: z.array(z.unknown()).default([]),
  PolicyDocument: z.object({ Statement: z.array(z.unknown()) }),
});
const Role = z.object({
  ManagedPolicyArns: z.array(z.unknown()).default([]),
  Policies: z.array(z.object({ PolicyDocument: z.unknown() })).default([]),
});

/** Enough for any limit: a policy that names as many objects as it takes to be so long. */
function longPolicy(chars: number, on = "Resource") {
  const object = `arn:aws:s3:::a-bucket-of-a-test/${"x".repeat(28)}`;
  return {
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Action: "*", [on]: Array.from({ length: Math.ceil(chars / 60) + 1 }, () => object) },
    ],
  };
}

const nameOf = (stacks: Stacks, { stack }: Resource, reference: unknown): string =>
  `${stack}/${String(stacks.resolve(reference))}`;

/** Size of the policy that a resource of its own attaches to something. */
function attached(type: string, property = "PolicyDocument"): Quota["measure"] {
  return (stacks) =>
    stacks.of(type).flatMap((resource) => {
      const document = resource.properties[property];
      return document === undefined ? [] : [{ where: placeOf(resource), size: deployedBytes(document) }];
    });
}

function policyQuota(name: string, type: string, most: number, source: string): Quota {
  return {
    name,
    most,
    source,
    measure: attached(type),
    plant: ({ Resources }) => {
      Resources["Planted"] = { Type: type, Properties: { PolicyDocument: longPolicy(most) } };
    },
  };
}

function inlinePolicies(stacks: Stacks): readonly Measured[] {
  const apart = stacks.of("AWS::IAM::Policy").flatMap((resource) => {
    const { Roles, PolicyDocument } = Policy.parse(resource.properties);
    return Roles.map((role) => ({
      where: nameOf(stacks, resource, role),
      size: deployedBytes(PolicyDocument),
    }));
  });
  const within = stacks.of("AWS::IAM::Role").flatMap((resource) =>
    Role.parse(resource.properties).Policies.map(({ PolicyDocument }) => ({
      where: `${resource.stack}/<${resource.path}>`,
      size: deployedBytes(PolicyDocument),
    })),
  );
  return summed([...apart, ...within]);
}

/** Lambda adds an id and the function's ARN to each permission: about as much as `AddPermission` answers. */
const STATEMENT_CHARS = 200;

function permissions(stacks: Stacks): readonly Measured[] {
  return summed(
    stacks.of("AWS::Lambda::Permission").map((resource) => ({
      where: nameOf(stacks, resource, resource.properties["FunctionName"]),
      size: STATEMENT_CHARS + deployedBytes(resource.properties),
    })),
  );
}

const Logging = z.object({
  Destinations: z.array(z.object({ CloudWatchLogsLogGroup: z.object({ LogGroupArn: z.unknown() }) })),
});
const AccessLog = z.object({ DestinationArn: z.unknown() });

/** Groups that a service writes to, whose ARNs it adds to one policy of the account; it adds none for this prefix. */
const VENDED = "/aws/vendedlogs/";
/** `arn:aws:logs:<region>:<account>:log-group:` and `:log-stream:*` with its quotes. */
const LOG_ARN_CHARS = 70;
const SUFFIX_CHARS = 13;
/** The policy around the ARNs. */
const LOG_POLICY_CHARS = 320;

function logDeliveries(stacks: Stacks): readonly Measured[] {
  const deliveries = [
    ...stacks.of("AWS::StepFunctions::StateMachine").flatMap(({ properties }) => {
      const logging = Logging.safeParse(properties["LoggingConfiguration"]).data;
      return logging?.Destinations.map((each) => each.CloudWatchLogsLogGroup.LogGroupArn) ?? [];
    }),
    ...stacks.of("AWS::ApiGatewayV2::Stage").flatMap(({ properties }) => {
      const log = AccessLog.safeParse(properties["AccessLogSettings"]).data;
      return log === undefined ? [] : [log.DestinationArn];
    }),
  ].map((arn) => String(stacks.resolve(arn)).slice(1).replace(/\..*$/, ""));
  const sizes = [...new Set(deliveries)].map((path) => {
    const group = stacks.of("AWS::Logs::LogGroup").find((resource) => resource.path === path);
    if (group === undefined) throw new Error(`No stack has the log group ${path}`);
    const { LogGroupName: given } = group.properties;
    const name = given === undefined ? `${group.stack}-${group.logicalId}` : String(deployed(given));
    if (name.startsWith(VENDED)) return 0;
    return LOG_ARN_CHARS + name.length + SUFFIX_CHARS;
  });
  return [
    { where: "all stacks of the stage", size: sizes.reduce((sum, size) => sum + size, LOG_POLICY_CHARS) },
  ];
}

/** A state machine that logs to a group without the prefix. */
function plantLogging(template: Parameters<Quota["plant"]>[0]): void {
  plantMany(template, 60, "AWS::Logs::LogGroup", () => ({}));
  for (let at = 0; at < 60; at += 1) {
    template.Resources[`Machine${at}`] = {
      Type: "AWS::StepFunctions::StateMachine",
      Properties: {
        LoggingConfiguration: {
          Destinations: [
            { CloudWatchLogsLogGroup: { LogGroupArn: { "Fn::GetAtt": [`Planted${at}`, "Arn"] } } },
          ],
        },
      },
    };
  }
}

/** Policies: each is measured with an ARN of 130 characters wherever the template refers to something. */
export const policyQuotas: readonly Quota[] = [
  {
    name: "characters of a role's inline policies together",
    most: 10_240,
    source: IAM,
    measure: inlinePolicies,
    plant: ({ Resources }) => {
      const half = { Roles: [{ Ref: "Role" }], PolicyDocument: longPolicy(5_200) };
      Resources["Role"] = { Type: "AWS::IAM::Role", Properties: {} };
      Resources["One"] = { Type: "AWS::IAM::Policy", Properties: half };
      Resources["Two"] = { Type: "AWS::IAM::Policy", Properties: half };
    },
  },
  policyQuota("characters of a managed policy", "AWS::IAM::ManagedPolicy", 6_144, IAM),
  {
    name: "characters of a role's trust policy",
    most: 2_048,
    source: IAM,
    measure: attached("AWS::IAM::Role", "AssumeRolePolicyDocument"),
    plant: ({ Resources }) => {
      Resources["Planted"] = {
        Type: "AWS::IAM::Role",
        Properties: { AssumeRolePolicyDocument: longPolicy(2_048) },
      };
    },
  },
  {
    name: "managed policies of a role",
    most: 10,
    source: IAM,
    measure: (stacks) =>
      stacks.of("AWS::IAM::Role").map((resource) => ({
        where: placeOf(resource),
        size: Role.parse(resource.properties).ManagedPolicyArns.length,
      })),
    plant: ({ Resources }) => {
      Resources["Planted"] = {
        Type: "AWS::IAM::Role",
        Properties: { ManagedPolicyArns: Array.from({ length: 11 }, (_, at) => `policy-${at}`) },
      };
    },
  },
  policyQuota("bytes of a queue's policy", "AWS::SQS::QueuePolicy", 8_192, SQS),
  {
    name: "statements of a queue's policy",
    most: 20,
    source: SQS,
    measure: (stacks) =>
      stacks.of("AWS::SQS::QueuePolicy").map((resource) => ({
        where: placeOf(resource),
        size: Policy.parse(resource.properties).PolicyDocument.Statement.length,
      })),
    plant: ({ Resources }) => {
      const Statement = Array.from({ length: 21 }, () => ({}));
      Resources["Planted"] = {
        Type: "AWS::SQS::QueuePolicy",
        Properties: { PolicyDocument: { Statement } },
      };
    },
  },
  policyQuota("bytes of a topic's policy", "AWS::SNS::TopicPolicy", 30_720, SNS),
  policyQuota("bytes of a bucket's policy", "AWS::S3::BucketPolicy", 20_480, S3),
  {
    name: "bytes of a bus's policy",
    most: 10_240,
    source: BUS,
    measure: (stacks) =>
      summed(
        stacks.of("AWS::Events::EventBusPolicy").map((resource) => ({
          where: nameOf(stacks, resource, resource.properties["EventBusName"]),
          size: deployedBytes(resource.properties["Statement"]),
        })),
      ),
    plant: ({ Resources }) => {
      const Properties = { EventBusName: "bus", Statement: longPolicy(5_200) };
      Resources["One"] = { Type: "AWS::Events::EventBusPolicy", Properties };
      Resources["Two"] = { Type: "AWS::Events::EventBusPolicy", Properties };
    },
  },
  {
    name: "bytes of a secret's policy",
    most: 20_480,
    source: SECRETS,
    measure: attached("AWS::SecretsManager::ResourcePolicy", "ResourcePolicy"),
    plant: ({ Resources }) => {
      const Properties = { ResourcePolicy: longPolicy(20_480) };
      Resources["Planted"] = { Type: "AWS::SecretsManager::ResourcePolicy", Properties };
    },
  },
  {
    name: "bytes of the permissions to call a function",
    most: 20_480,
    source: LAMBDA,
    measure: permissions,
    plant: (template) =>
      plantMany(template, 80, "AWS::Lambda::Permission", () => ({
        FunctionName: "called",
        SourceArn: "x".repeat(130),
      })),
  },
  {
    name: "characters of the policy that log deliveries share, in an account that has nothing else",
    most: 5_120,
    source: LOGS,
    measure: logDeliveries,
    plant: plantLogging,
  },
];
