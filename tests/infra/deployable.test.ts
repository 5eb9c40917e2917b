import { describe, expect, test } from "vitest";
import { demoConnections } from "../../demo/sample-stage.ts";
import { deployable, missingOf } from "../../lib/deployable.ts";
import type { AwsStage } from "../../lib/stages.ts";
import { local, production } from "../../stages.ts";
import { stacksOf, synthesise } from "../support/synthesis.ts";

/** A stage as a brand would write it. */
const own: AwsStage = {
  ...production,
  env: { account: "210987654321", region: "eu-west-1" },
  connections: demoConnections,
  sender: {
    ...production.sender,
    name: "Acme Coffee",
    address: "letters@acme-coffee.org",
    replyTo: "hello@acme-coffee.org",
    postalAddress: "Acme Coffee, Sample Street 1, 10115 Berlin, Germany",
  },
  alarmEmail: "alarms@acme-coffee.org",
};
const strict = { isDryRun: false, warn: () => {} };

describe("a stage in AWS", () => {
  test("is deployed when all of it is the brand's own", () => {
    expect(missingOf(own)).toEqual([]);
    expect(deployable(own, strict)).toBe(own);
    expect(deployable(local, strict)).toBe(local);
  });

  test("has its account and region in every stack, and passes cdk-nag as the sample does", () => {
    const { text, findings, protectedStacks } = synthesise(own);
    expect(findings).toEqual([]);
    expect(text.includes("eu-west-1:210987654321:")).toBe(true);
    expect(text.includes("AWS::AccountId")).toBe(false);
    expect(protectedStacks).toEqual(stacksOf(production).protectedStacks);
  }, 300_000);

  test.each([
    ["env.account", { env: { account: "CHANGE-ME", region: "eu-west-1" } }],
    ["env.account", { env: { account: "123456789012", region: "eu-west-1" } }],
    ["env.account", { env: { account: "000000000000", region: "eu-west-1" } }],
    ["env.region", { env: { account: "210987654321", region: "CHANGE-ME" } }],
    ["env", { env: "sample" }],
    ["sender.address", { sender: { ...own.sender, address: "letters@acme-coffee.example" } }],
    ["sender.replyTo", { sender: { ...own.sender, replyTo: "hello@mail.example.com" } }],
    ["sender.name", { sender: { ...own.sender, name: "Tarnfell" } }],
    ["sender.postalAddress", { sender: { ...own.sender, postalAddress: "CHANGE-ME: Acme, street" } }],
    ["alarmEmail", { alarmEmail: "alarms@example.org" }],
  ] satisfies [string, Partial<AwsStage>][])("is refused for its %s: %j", (setting, change) => {
    const stage = { ...own, ...change };
    const named = new RegExp(
      `^stages\\.ts: the stage production cannot be deployed yet\\.\\n- production\\.${setting} is `,
    );
    expect(() => deployable(stage, strict)).toThrow(named);
    const warned: string[] = [];
    const looked = deployable(stage, { isDryRun: true, warn: (text) => warned.push(text) });
    expect(warned.join("")).toMatch(named);
    // What is looked at cannot be deployed either: the account is nobody's.
    expect(looked).toMatchObject({ env: { account: "000000000000" } });
  });

  test("is refused wherever an example stands, also in settings that are still to come", () => {
    const later = { ...own, somewhere: [{ domain: "shop.example" }] };
    expect(missingOf(later)).toEqual([
      expect.stringMatching(/^production\.somewhere\[0\]\.domain is "shop\.example"/),
    ]);
  });
});
