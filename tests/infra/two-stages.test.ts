import { describe, expect, test } from "vitest";
import { z } from "zod";
import type { AwsStage } from "../../lib/stages.ts";
import { everyOption, type Stacks, stacksOf } from "../support/synthesis.ts";

/** Another stage of the same brand, and one of another, in the same account. */
const neighbours: readonly AwsStage[] = [
  { ...everyOption, name: "staging" },
  { ...everyOption, name: "another-brand", sender: { ...everyOption.sender, name: "Another" } },
];

/** Metrics that AWS counts for the account alone: docs/decisions/76-fewer-alarms.md. */
const OF_THE_ACCOUNT = ["AWS/Lambda Throttles", "AWS/SMSVoice TextMessageMonthlySpend"];

const Watched = z.object({
  Namespace: z.string(),
  MetricName: z.string(),
  Dimensions: z.array(z.unknown()).default([]),
});

/** Which name of a kind only one resource of an account can have. Whatever else a stack makes, CloudFormation names. */
const NAMES: Readonly<Record<string, string>> = {
  "AWS::Logs::LogGroup": "LogGroupName",
  "AWS::Logs::QueryDefinition": "Name",
  "AWS::Lambda::Function": "FunctionName",
  "AWS::StepFunctions::StateMachine": "StateMachineName",
  "AWS::DynamoDB::Table": "TableName",
  "AWS::S3::Bucket": "BucketName",
  "AWS::SecretsManager::Secret": "Name",
  "AWS::SQS::Queue": "QueueName",
  "AWS::SNS::Topic": "TopicName",
  "AWS::CloudWatch::Alarm": "AlarmName",
  "AWS::CloudWatch::Dashboard": "DashboardName",
  "AWS::SES::ConfigurationSet": "Name",
  "AWS::Events::Rule": "Name",
  "AWS::Events::Archive": "ArchiveName",
  "AWS::Scheduler::ScheduleGroup": "Name",
  "AWS::IAM::Role": "RoleName",
};

function namesIn(stacks: Stacks): readonly string[] {
  return stacks.resources.flatMap(({ type, properties }) => {
    const name = properties[NAMES[type] ?? ""];
    return typeof name === "string" ? [`${type} ${name}`] : [];
  });
}

/** What a stage counts, and what its alarms watch without a dimension that names a resource of it. */
function metricsIn(stacks: Stacks): readonly string[] {
  const counted = stacks.of("AWS::Logs::MetricFilter").flatMap(({ properties }) =>
    z
      .object({
        MetricTransformations: z.array(z.object({ MetricNamespace: z.string(), MetricName: z.string() })),
      })
      .parse(properties)
      .MetricTransformations.map(({ MetricNamespace, MetricName }) => `${MetricNamespace} ${MetricName}`),
  );
  const watched = stacks
    .of("AWS::CloudWatch::Alarm")
    .map(({ properties }) => Watched.parse(properties))
    .filter(({ Dimensions }) => Dimensions.length === 0)
    .map(({ Namespace, MetricName }) => `${Namespace} ${MetricName}`);
  return [...new Set([...counted, ...watched])];
}

describe.each(neighbours)("the stage $name beside production", (stage) => {
  const [ours, theirs] = [stacksOf(everyOption), stacksOf(stage)];

  test("has no name that production has", () => {
    expect(namesIn(theirs).length).toBeGreaterThan(10);
    expect(namesIn(theirs).filter((name) => namesIn(ours).includes(name))).toEqual([]);
  });

  test("counts nothing that rings production's alarms, but for what AWS counts for the account", () => {
    expect(metricsIn(theirs).length).toBeGreaterThan(10);
    const shared = metricsIn(theirs).filter((metric) => metricsIn(ours).includes(metric));
    expect(shared.toSorted()).toEqual(OF_THE_ACCOUNT);
  });
});
