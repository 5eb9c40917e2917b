/**
 * What CloudFormation may do for Wellspring: for each kind of resource in the templates, the actions that make, change, read
 * and delete it, on what the stacks name. BELIEVED: a deploy to an account has not been tried; CloudFormation's message
 * names an action that is missing, and it belongs here.
 */

interface Kind {
  readonly actions: readonly string[];
  /** ARNs, `*` after the service standing for this account in any region: `sqs:wellspring-*`. */
  readonly on: readonly string[];
}

const verbs = (service: string, ...names: readonly string[]) => names.map((name) => `${service}:${name}`);
const queue = {
  actions: verbs(
    "sqs",
    "CreateQueue",
    "DeleteQueue",
    "SetQueueAttributes",
    "GetQueueAttributes",
    "GetQueueUrl",
    "*Tag*",
  ),
  on: ["sqs:wellspring-*"],
};
const topic = {
  actions: verbs(
    "sns",
    "CreateTopic",
    "DeleteTopic",
    "Get*",
    "Set*",
    "Subscribe",
    "Unsubscribe",
    "List*",
    "*Tag*",
  ),
  on: ["sns:wellspring-*"],
};
const api = {
  actions: verbs("apigateway", "GET", "POST", "PUT", "PATCH", "DELETE", "TagResource"),
  on: ["apigateway:/*"],
};
const bucket = {
  actions: verbs(
    "s3",
    "CreateBucket",
    "DeleteBucket",
    "*BucketPolicy",
    "PutBucket*",
    "GetBucket*",
    "*LifecycleConfiguration",
    "*EncryptionConfiguration",
  ),
  on: ["s3:wellspring-*"],
};
const rules = {
  actions: verbs("events", "*Rule", "*Targets*", "*EventBus", "*Archive", "*Permission", "*Tag*"),
  on: ["events:rule/*", "events:event-bus/*", "events:archive/*"],
};
const lambda = {
  actions: verbs(
    "lambda",
    "Create*",
    "Delete*",
    "Update*",
    "Put*",
    "Get*",
    "List*",
    "AddPermission",
    "RemovePermission",
    "*Tag*",
  ),
  on: ["lambda:function:wellspring-*", "lambda:event-source-mapping:*"],
};
const ses = { actions: verbs("ses", "*EmailIdentity*", "*ConfigurationSet*", "*Tag*"), on: ["ses:*"] };
const receipts = {
  actions: verbs("ses", "*ReceiptRule*"),
  on: ["*"],
};
const schedules = {
  actions: verbs("scheduler", "*Schedule", "*ScheduleGroup", "*Tag*"),
  on: ["scheduler:schedule/*", "scheduler:schedule-group/*"],
};
const logs = {
  actions: verbs(
    "logs",
    "CreateLogGroup",
    "DeleteLogGroup",
    "*RetentionPolicy",
    "*MetricFilter*",
    "DescribeLogGroups",
    "*Tag*",
  ),
  on: ["logs:log-group:*"],
};
const cloudfront = {
  actions: verbs(
    "cloudfront",
    "Create*",
    "Update*",
    "Delete*",
    "Get*",
    "*Tag*",
    "PublishFunction",
    "DescribeFunction",
  ),
  on: ["*"],
};
const texts = {
  actions: verbs("sms-voice", "Create*", "Update*", "Delete*", "Describe*", "Put*", "*Tag*"),
  on: ["*"],
};

const staff = {
  actions: verbs(
    "cognito-idp",
    "*UserPool",
    "*UserPoolClient",
    "*UserPoolDomain",
    "*Group",
    "*MfaConfig",
    "*Tag*",
    "*Resource",
  ),
  on: ["cognito-idp:userpool/*"],
};

const NO_ACTION: Kind = { actions: [], on: [] };

/** Every kind in the templates; a new one belongs here before it belongs in a stack. */
export const KINDS: Readonly<Record<string, Kind>> = {
  "AWS::ApiGatewayV2::Api": api,
  "AWS::ApiGatewayV2::ApiMapping": api,
  "AWS::ApiGatewayV2::DomainName": api,
  "AWS::ApiGatewayV2::Integration": api,
  "AWS::ApiGatewayV2::Route": api,
  "AWS::ApiGatewayV2::Stage": {
    actions: [...api.actions, ...verbs("logs", "*LogDelivery", "*ResourcePolic*")],
    on: ["*"],
  },
  "AWS::CDK::Metadata": NO_ACTION,
  "AWS::CloudFormation::CustomResource": {
    actions: ["lambda:InvokeFunction"],
    on: ["lambda:function:wellspring-*"],
  },
  "AWS::CertificateManager::Certificate": {
    actions: verbs("acm", "RequestCertificate", "DeleteCertificate", "DescribeCertificate", "*Tag*"),
    on: ["*"],
  },
  "AWS::CloudFront::CachePolicy": cloudfront,
  "AWS::CloudFront::Distribution": cloudfront,
  "AWS::CloudFront::Function": cloudfront,
  "AWS::CloudFront::OriginAccessControl": cloudfront,
  "AWS::CloudFront::OriginRequestPolicy": cloudfront,
  "AWS::CloudFront::ResponseHeadersPolicy": cloudfront,
  "AWS::CloudWatch::Alarm": {
    actions: verbs("cloudwatch", "PutMetricAlarm", "DeleteAlarms", "DescribeAlarms", "*Tag*"),
    on: ["cloudwatch:alarm:*"],
  },
  "AWS::CloudWatch::CompositeAlarm": {
    actions: verbs("cloudwatch", "PutCompositeAlarm", "DeleteAlarms", "DescribeAlarms", "*Tag*"),
    on: ["cloudwatch:alarm:*"],
  },
  "AWS::CloudWatch::Dashboard": {
    actions: verbs("cloudwatch", "PutDashboard", "DeleteDashboards", "GetDashboard"),
    on: ["*"],
  },
  "AWS::Cognito::ManagedLoginBranding": {
    actions: verbs("cognito-idp", "*ManagedLoginBranding*"),
    on: ["cognito-idp:userpool/*"],
  },
  "AWS::Cognito::UserPool": staff,
  "AWS::Cognito::UserPoolClient": staff,
  "AWS::Cognito::UserPoolDomain": {
    // Where a domain is looked up, there is no pool yet.
    actions: verbs("cognito-idp", "CreateUserPool", "DescribeUserPoolDomain"),
    on: ["*"],
  },
  "AWS::Cognito::UserPoolGroup": staff,
  "AWS::DynamoDB::Table": {
    actions: verbs(
      "dynamodb",
      "CreateTable",
      "UpdateTable",
      "DeleteTable",
      "Describe*",
      "List*",
      "UpdateContinuousBackups",
      "UpdateTimeToLive",
      "*ResourcePolicy",
      "*Tag*",
    ),
    on: ["dynamodb:table/wellspring-*"],
  },
  "AWS::Events::Archive": rules,
  "AWS::Events::EventBus": rules,
  "AWS::Events::EventBusPolicy": rules,
  "AWS::Events::Rule": rules,
  "AWS::IAM::Policy": NO_ACTION,
  "AWS::IAM::Role": NO_ACTION,
  "AWS::KMS::Key": {
    actions: verbs(
      "kms",
      "CreateKey",
      "Describe*",
      "GetKeyPolicy",
      "PutKeyPolicy",
      "UpdateKeyDescription",
      "ScheduleKeyDeletion",
      "List*",
      "*Tag*",
    ),
    on: ["*"],
  },
  "AWS::Lambda::EventInvokeConfig": lambda,
  "AWS::Lambda::EventSourceMapping": lambda,
  "AWS::Lambda::Function": lambda,
  "AWS::Lambda::Permission": lambda,
  "AWS::Lambda::Url": lambda,
  "AWS::Logs::LogGroup": logs,
  "AWS::Logs::MetricFilter": logs,
  "AWS::Logs::QueryDefinition": { actions: verbs("logs", "*QueryDefinition*"), on: ["*"] },
  "AWS::Logs::ResourcePolicy": { actions: verbs("logs", "*ResourcePolic*"), on: ["*"] },
  "AWS::Route53::RecordSet": {
    actions: verbs("route53", "ChangeResourceRecordSets", "GetChange", "GetHostedZone", "List*"),
    on: ["*"],
  },
  "AWS::S3::Bucket": bucket,
  "AWS::S3::BucketPolicy": bucket,
  "AWS::SES::ConfigurationSet": ses,
  "AWS::SES::ConfigurationSetEventDestination": ses,
  "AWS::SES::EmailIdentity": ses,
  "AWS::SES::ReceiptRule": receipts,
  "AWS::SES::ReceiptRuleSet": receipts,
  "AWS::SMSVOICE::ConfigurationSet": texts,
  "AWS::SMSVOICE::OptOutList": texts,
  "AWS::SMSVOICE::PhoneNumber": texts,
  "AWS::SMSVOICE::Pool": texts,
  "AWS::SMSVOICE::ProtectConfiguration": texts,
  "AWS::SMSVOICE::SenderId": texts,
  "AWS::SNS::Subscription": topic,
  "AWS::SNS::TopicPolicy": topic,
  "AWS::SNS::Topic": topic,
  "AWS::SQS::Queue": queue,
  "AWS::SQS::QueuePolicy": queue,
  "AWS::Scheduler::Schedule": schedules,
  "AWS::Scheduler::ScheduleGroup": schedules,
  "AWS::SecretsManager::Secret": {
    actions: verbs(
      "secretsmanager",
      "CreateSecret",
      "UpdateSecret",
      "DeleteSecret",
      "DescribeSecret",
      "GetSecretValue",
      "*Tag*",
    ),
    on: ["secretsmanager:secret:*"],
  },
  "AWS::StepFunctions::StateMachine": {
    actions: [
      ...verbs("states", "*StateMachine", "*StateMachineDefinition", "*Tag*"),
      ...verbs("logs", "*LogDelivery", "*ResourcePolic*"),
    ],
    on: ["*"],
  },
  "AWS::WAFv2::WebACL": { actions: verbs("wafv2", "*WebACL*", "*Tag*"), on: ["*"] },
};

const sub = (text: string) => ({ "Fn::Sub": text });

function arn(pattern: string): object | string {
  if (pattern === "*") return "*";
  const [service = "", ...rest] = pattern.split(":");
  const where = service === "s3" ? "::" : service === "apigateway" ? "*:" : "*:${AWS::AccountId}";
  return sub(`arn:\${AWS::Partition}:${service}:${where}:${rest.join(":")}`);
}

/** The policy of `cdk bootstrap --cloudformation-execution-policies`. */
export function executionPolicy(): { readonly Version: string; readonly Statement: readonly object[] } {
  const byPlace = Map.groupBy(
    Object.values(KINDS).filter(({ actions }) => actions.length > 0),
    ({ on }) => on.join(" "),
  );
  const statements = [...byPlace.values()].map((kinds) => ({
    Effect: "Allow",
    Action: [...new Set(kinds.flatMap(({ actions }) => actions))].toSorted(),
    Resource: (kinds[0]?.on ?? []).map(arn),
  }));
  return { Version: "2012-10-17", Statement: [...statements, ...SHARED, ...ROLES] };
}

/** Of the code's bucket and the bootstrap's version; and a secret's first value, which takes no resource. */
const SHARED: readonly object[] = [
  {
    Effect: "Allow",
    Action: "s3:GetObject",
    Resource: sub("arn:${AWS::Partition}:s3:::cdk-hnb659fds-assets-*"),
  },
  {
    Effect: "Allow",
    Action: "ssm:GetParameters",
    Resource: sub("arn:${AWS::Partition}:ssm:*:${AWS::AccountId}:parameter/cdk-bootstrap/*"),
  },
  { Effect: "Allow", Action: "secretsmanager:GetRandomPassword", Resource: "*" },
];

const OWN_ROLES = sub("arn:${AWS::Partition}:iam::${AWS::AccountId}:role/wellspring-*");
const BOUNDED = {
  StringEquals: {
    "iam:PermissionsBoundary": sub("arn:${AWS::Partition}:iam::${AWS::AccountId}:policy/wellspring-boundary"),
  },
};

/** Whoever makes roles could make one that may do everything: these stay within the boundary, and cannot leave it. */
const ROLES: readonly object[] = [
  {
    Effect: "Allow",
    Action: ["iam:CreateRole", "iam:PutRolePolicy", "iam:PutRolePermissionsBoundary"],
    Resource: OWN_ROLES,
    Condition: BOUNDED,
  },
  {
    Effect: "Allow",
    Action: [
      "iam:DeleteRole",
      "iam:DeleteRolePolicy",
      "iam:GetRole*",
      "iam:ListRole*",
      "iam:ListAttachedRolePolicies",
      "iam:TagRole",
      "iam:UntagRole",
      "iam:UpdateRole*",
      "iam:UpdateAssumeRolePolicy",
    ],
    Resource: OWN_ROLES,
  },
  {
    Effect: "Allow",
    Action: "iam:PassRole",
    Resource: OWN_ROLES,
    Condition: {
      StringEquals: {
        "iam:PassedToService": [
          "events.amazonaws.com",
          "lambda.amazonaws.com",
          "scheduler.amazonaws.com",
          "states.amazonaws.com",
        ],
      },
    },
  },
];

/** All that any role of the stacks may do; each role has its own few on its own resources. */
export const BOUNDED_ACTIONS: readonly string[] = [
  "cloudwatch:DescribeAlarms",
  "cognito-idp:DescribeUserPoolClient",
  "dynamodb:*Item",
  "dynamodb:DescribeStream",
  "dynamodb:GetRecords",
  "dynamodb:GetShardIterator",
  "dynamodb:ListStreams",
  "dynamodb:Query",
  "dynamodb:Scan",
  "events:DescribeRule",
  "events:PutEvents",
  "events:PutRule",
  "events:PutTargets",
  "kms:GetPublicKey",
  "kms:Sign",
  "lambda:GetEventSourceMapping",
  "lambda:InvokeFunction",
  "lambda:UpdateEventSourceMapping",
  "logs:*",
  "s3:DeleteObject",
  "s3:GetObject",
  "s3:ListBucket",
  "s3:PutObject",
  "scheduler:CreateSchedule",
  "secretsmanager:GetSecretValue",
  "ses:DescribeActiveReceiptRuleSet",
  "ses:SendRawEmail",
  "ses:SetActiveReceiptRuleSet",
  "sms-voice:SendTextMessage",
  "sns:Publish",
  "sqs:*Message",
  "sqs:GetQueueAttributes",
  "states:DescribeExecution",
  "states:StartExecution",
  "states:StopExecution",
];

export function boundaryPolicy(): object {
  return {
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Action: BOUNDED_ACTIONS, Resource: "*" },
      { Effect: "Allow", Action: "iam:PassRole", Resource: OWN_ROLES },
    ],
  };
}
