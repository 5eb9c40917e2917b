import {
  CloudFormationClient,
  DeleteStackCommand,
  DescribeStacksCommand,
  GetTemplateCommand,
  ListStackResourcesCommand,
  UpdateTerminationProtectionCommand,
} from "@aws-sdk/client-cloudformation";
import { mockClient } from "aws-sdk-client-mock";
import { beforeEach, describe, expect, test } from "vitest";
import { planText } from "../../../../cli/teardown/plan-text.ts";
import { planTeardown, tearDown } from "../../../../cli/teardown/teardown.ts";

const aws = mockClient(CloudFormationClient);
const stacks = ["data", "intake", "operations"].map((part) => `wellspring-eu-${part}`);
const gone = new Set<string>();
const config = { region: "us-east-1" };

beforeEach(() => {
  aws.reset();
  gone.clear();
  aws.on(DescribeStacksCommand).callsFake(({ StackName }) => {
    const all = [...stacks, "wellspring-eu-west-data", "wellspring-eu-tools", "CDKToolkit"].filter(
      (one) => !gone.has(one),
    );
    if (StackName === undefined || all.includes(StackName)) {
      return {
        Stacks: all
          .filter((one) => StackName === undefined || one === StackName)
          .map((one) => ({ StackName: one, StackStatus: "CREATE_COMPLETE", CreationTime: new Date(0) })),
      };
    }
    throw Object.assign(new Error("does not exist"), { name: "ValidationError" });
  });
  aws.on(GetTemplateCommand).resolves({
    TemplateBody: JSON.stringify({ Resources: { Ledger: { DeletionPolicy: "Retain" }, Role: {} } }),
  });
  aws.on(ListStackResourcesCommand).callsFake(({ StackName }) => ({
    StackResourceSummaries: ["Ledger", "Role"].map((LogicalResourceId) => ({
      LogicalResourceId,
      PhysicalResourceId: `${StackName}-${LogicalResourceId}`,
      ResourceType: LogicalResourceId === "Ledger" ? "AWS::DynamoDB::Table" : "AWS::IAM::Role",
    })),
  }));
  aws.on(UpdateTerminationProtectionCommand).resolves({});
  aws.on(DeleteStackCommand).callsFake(({ StackName }) => {
    gone.add(StackName);
    return {};
  });
});

describe("a teardown", () => {
  test("plans the stage's own stacks, those that use others first, and reads from templates what stays", async () => {
    const plan = await planTeardown(config, "eu");
    expect(plan.map(({ stack }) => stack)).toEqual(stacks.toReversed());
    expect(plan[2]).toEqual({
      stack: "wellspring-eu-data",
      goes: 1,
      stays: [{ type: "AWS::DynamoDB::Table", id: "wellspring-eu-data-Ledger" }],
    });
    expect(aws.commandCalls(DeleteStackCommand)).toEqual([]);
  });

  test("says what goes, what stays and costs, and what is lost for good", async () => {
    const text = planText(await planTeardown(config, "eu"), {
      webhooks: "https://hooks.example.com/",
      site: "https://site.example.com",
      sender: "letters@example.com",
      archiveDays: 30,
    });
    for (const said of [
      "wellspring-eu-data: 1 resources",
      "AWS::DynamoDB::Table wellspring-eu-data-Ledger ($0.25",
      "https://hooks.example.com/: a new deploy",
      "letters@example.com",
      "the events of 30 days",
    ]) {
      expect(text).toContain(said);
    }
  });

  test("takes the protection away, deletes one stack after the other, and waits for each", async () => {
    await tearDown(config, await planTeardown(config, "eu"), () => {}, 1);
    expect(aws.commandCalls(DeleteStackCommand).map(({ args }) => args[0].input.StackName)).toEqual(
      stacks.toReversed(),
    );
    expect(aws.commandCalls(UpdateTerminationProtectionCommand)).toHaveLength(stacks.length);
    expect(await planTeardown(config, "eu")).toEqual([]);
  });

  test("stops at a stack that CloudFormation cannot delete", async () => {
    const plan = await planTeardown(config, "eu");
    aws.on(DescribeStacksCommand).resolves({
      Stacks: [{ StackName: stacks[2], StackStatus: "DELETE_FAILED", CreationTime: new Date(0) }],
    });
    await expect(tearDown(config, plan, () => {}, 1)).rejects.toThrow(
      "wellspring-eu-operations was not deleted.",
    );
    expect(aws.commandCalls(DeleteStackCommand)).toHaveLength(1);
  });
});
