import { CloudFormationClient, DescribeStacksCommand } from "@aws-sdk/client-cloudformation";
import { mockClient } from "aws-sdk-client-mock";
import { beforeEach, describe, expect, test } from "vitest";
import { CliError } from "../../../cli/cli-error.ts";
import { openStage } from "../../../cli/stage.ts";

const cloudFormation = mockClient(CloudFormationClient);
const stack = (StackName: string, outputs: Record<string, string>, StackStatus = "UPDATE_COMPLETE") => ({
  StackName,
  StackStatus: StackStatus as "UPDATE_COMPLETE",
  CreationTime: new Date(0),
  Outputs: Object.entries(outputs).map(([OutputKey, OutputValue]) => ({ OutputKey, OutputValue })),
});
const calls = () => cloudFormation.commandCalls(DescribeStacksCommand).length;

beforeEach(() => {
  cloudFormation.reset();
  cloudFormation
    .on(DescribeStacksCommand)
    .resolves({
      Stacks: [
        stack("wellspring-production-data", { LedgerTable: "ledger-1" }),
        stack("wellspring-local-data", { LedgerTable: "ledger-local" }),
        stack("wellspring-production-old", { Old: "gone" }, "DELETE_COMPLETE"),
      ],
      NextToken: "more",
    })
    .on(DescribeStacksCommand, { NextToken: "more" })
    .resolves({
      Stacks: [
        stack("wellspring-production-site", { SiteUrl: "https://site" }),
        stack("wellspring-production-eu-data", { LedgerTable: "ledger-eu" }),
      ],
    });
});

describe("a stage", () => {
  test("in AWS has the outputs of all its stacks, whatever the page, and of no other stage's", async () => {
    const { config, find, output } = await openStage({ stage: "production" });
    expect(config).toEqual({});
    expect(output("LedgerTable")).toBe("ledger-1");
    expect(output("SiteUrl")).toBe("https://site");
    expect(find("Old")).toBeUndefined();
    expect(() => output("Old")).toThrow("The stage production has no output Old.");
  });

  test("is this machine's when no option names one", async () => {
    const { config, output } = await openStage({});
    expect(output("LedgerTable")).toBe("ledger-local");
    expect(config).toHaveProperty("endpoint");
    expect((await openStage({ stage: "local" })).output("LedgerTable")).toBe("ledger-local");
  });

  test("that is not deployed, or has no such name, says what to do next", async () => {
    cloudFormation.reset();
    cloudFormation.on(DescribeStacksCommand).resolves({ Stacks: [] });
    await expect(openStage({ stage: "production" })).rejects.toThrow("no stack of production in this region");
    await expect(openStage({})).rejects.toMatchObject({ remedy: expect.stringContaining("npm start") });
    const unknown = openStage({ stage: "prod" });
    await expect(unknown).rejects.toThrow(CliError);
    await expect(unknown).rejects.toThrow("There are: local, production.");
  });
});

describe("an output that an option gives", () => {
  test("takes the place of the stage's own", async () => {
    const stage = await openStage({ stage: "production", ledgerTable: "restored" }, { Secret: "arn" });
    expect(stage.output("LedgerTable")).toBe("restored");
    expect(stage.output("Secret")).toBe("arn");
    expect(stage.output("SiteUrl")).toBe("https://site");
  });

  test("is of AWS when no stage is named, and then nothing is read", async () => {
    const stage = await openStage({ ledgerTable: "restored" });
    expect(stage.config).toEqual({});
    expect(stage.output("LedgerTable")).toBe("restored");
    expect(stage.find("ImpactTable")).toBeUndefined();
    expect(() => stage.output("ImpactTable")).toThrow("The ImpactTable of the stage in AWS is missing.");
    expect(calls()).toBe(0);
  });
});
