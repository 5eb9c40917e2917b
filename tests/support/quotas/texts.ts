import { type Quota, textQuota } from "./quota.ts";

const REFERENCE = "https://docs.aws.amazon.com";

/**
 * Names that a template gives and descriptions, with what refers to something counted as long as it may be. Resources
 * without a name are named by CloudFormation, which cuts the name to fit.
 */
export const textQuotas: readonly Quota[] = (
  [
    ["AWS::Lambda::Function", "FunctionName", 64, "/lambda/latest/api/API_CreateFunction.html"],
    ["AWS::Lambda::Function", "Description", 256, "/lambda/latest/api/API_CreateFunction.html"],
    [
      "AWS::StepFunctions::StateMachine",
      "StateMachineName",
      80,
      "/step-functions/latest/apireference/API_CreateStateMachine.html",
    ],
    [
      "AWS::CloudWatch::Alarm",
      "AlarmName",
      255,
      "/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html",
    ],
    [
      "AWS::CloudWatch::Alarm",
      "AlarmDescription",
      1_024,
      "/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html",
    ],
    [
      "AWS::CloudWatch::Dashboard",
      "DashboardName",
      255,
      "/AmazonCloudWatch/latest/APIReference/API_PutDashboard.html",
    ],
    [
      "AWS::Logs::LogGroup",
      "LogGroupName",
      512,
      "/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html",
    ],
    ["AWS::S3::Bucket", "BucketName", 63, "/AmazonS3/latest/userguide/bucketnamingrules.html"],
    ["AWS::Events::EventBus", "Name", 256, "/eventbridge/latest/APIReference/API_CreateEventBus.html"],
    ["AWS::Events::EventBus", "Description", 512, "/eventbridge/latest/APIReference/API_CreateEventBus.html"],
    ["AWS::Events::Rule", "Name", 64, "/eventbridge/latest/APIReference/API_PutRule.html"],
    ["AWS::Events::Rule", "Description", 512, "/eventbridge/latest/APIReference/API_PutRule.html"],
    ["AWS::Events::Archive", "ArchiveName", 48, "/eventbridge/latest/APIReference/API_CreateArchive.html"],
    ["AWS::Events::Archive", "Description", 512, "/eventbridge/latest/APIReference/API_CreateArchive.html"],
    ["AWS::Scheduler::Schedule", "Name", 64, "/scheduler/latest/APIReference/API_CreateSchedule.html"],
    [
      "AWS::Scheduler::Schedule",
      "Description",
      512,
      "/scheduler/latest/APIReference/API_CreateSchedule.html",
    ],
    [
      "AWS::Scheduler::ScheduleGroup",
      "Name",
      64,
      "/scheduler/latest/APIReference/API_CreateScheduleGroup.html",
    ],
    ["AWS::SQS::Queue", "QueueName", 80, "/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html"],
    ["AWS::SNS::Topic", "TopicName", 256, "/sns/latest/api/API_CreateTopic.html"],
    ["AWS::SNS::Topic", "DisplayName", 100, "/sns/latest/api/API_SetTopicAttributes.html"],
    ["AWS::DynamoDB::Table", "TableName", 255, "/amazondynamodb/latest/developerguide/ServiceQuotas.html"],
    ["AWS::IAM::Role", "RoleName", 64, "/IAM/latest/APIReference/API_CreateRole.html"],
    ["AWS::IAM::Role", "Description", 1_000, "/IAM/latest/APIReference/API_CreateRole.html"],
    ["AWS::IAM::Policy", "PolicyName", 128, "/IAM/latest/APIReference/API_PutRolePolicy.html"],
    ["AWS::IAM::ManagedPolicy", "ManagedPolicyName", 128, "/IAM/latest/APIReference/API_CreatePolicy.html"],
    ["AWS::SecretsManager::Secret", "Name", 512, "/secretsmanager/latest/apireference/API_CreateSecret.html"],
    [
      "AWS::SecretsManager::Secret",
      "Description",
      2_048,
      "/secretsmanager/latest/apireference/API_CreateSecret.html",
    ],
    ["AWS::SES::ConfigurationSet", "Name", 64, "/ses/latest/APIReference-V2/API_CreateConfigurationSet.html"],
    ["AWS::ApiGatewayV2::Api", "Name", 128, "/apigatewayv2/latest/api-reference/apis.html"],
    ["AWS::ApiGatewayV2::Api", "Description", 1_024, "/apigatewayv2/latest/api-reference/apis.html"],
  ] as const
).map(([type, property, most, page]) => textQuota(type, property, most, `${REFERENCE}${page}`));
