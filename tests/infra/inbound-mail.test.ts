import { describe, expect, test } from "vitest";
import type { AwsStage } from "../../lib/stages.ts";
import { local, production } from "../../stages.ts";
import { everyOption, stacksOf, synthesise } from "../support/synthesis.ts";

const domain = "reply.tarnfell.example";
const withMail: AwsStage = { ...production, inbound: { domain } };
const ours = stacksOf(withMail);

describe("a stage that receives mail", () => {
  test("stores what comes for its domain alone, scanned, in a bucket that SES of this account may write", () => {
    const [rule] = ours.of("AWS::SES::ReceiptRule");
    expect(ours.resolve(rule?.properties["Rule"])).toMatchObject({
      Recipients: [domain],
      ScanEnabled: true,
      Actions: [{ S3Action: { ObjectKeyPrefix: "mail/" } }],
    });
    const [action] = (ours.resolve(rule?.properties["Rule"]) as { Actions: { S3Action: object }[] }).Actions;
    // With a key SES would encrypt on its own side, which nothing of ours could open.
    expect(action?.S3Action).not.toHaveProperty("KmsKeyArn");
    expect(JSON.stringify(ours.of("AWS::S3::BucketPolicy").map(({ properties }) => properties))).toContain(
      "ses.amazonaws.com",
    );
  });

  test("names no address in what calls its function: the event is of S3, and tells the object", () => {
    const rule = ours.of("AWS::Events::Rule").find(({ path }) => path.startsWith("MailStored"));
    expect(rule?.properties["EventPattern"]).toMatchObject({
      source: ["aws.s3"],
      "detail-type": ["Object Created"],
    });
  });

  test("adds its rule to the brand's own set where the stage names it, and activates nothing", () => {
    const added = stacksOf({ ...withMail, inbound: { domain, ruleSet: "brand-mail" } });
    expect(added.of("AWS::SES::ReceiptRule")[0]?.properties["RuleSetName"]).toBe("brand-mail");
    expect(added.of("AWS::SES::ReceiptRuleSet")).toHaveLength(0);
    expect(added.text).not.toContain("SetActiveReceiptRuleSet");
  });

  test("lets one function activate its own set, and no other may", () => {
    expect(ours.of("AWS::SES::ReceiptRuleSet")).toHaveLength(1);
    expect(ours.text.match(/ses:SetActiveReceiptRuleSet/g)).toHaveLength(1);
  });

  test("has no rule on an engine on one machine, and the same function and bucket", () => {
    const here = stacksOf({ ...local, inbound: { domain } });
    expect(here.resources.filter(({ type }) => type.startsWith("AWS::SES::Receipt"))).toEqual([]);
    expect(here.outputs.has("MailBucket")).toBe(true);
  });

  test.each([
    [
      "in a region where SES receives none",
      { env: { account: "111122223333", region: "eu-north-1" } },
      /eu-north-1/,
    ],
    ["at a domain that is not below the sender's", { inbound: { domain: "reply.example.net" } }, /subdomain/],
    ["at the sender's own domain", { inbound: { domain: "tarnfell.example" } }, /subdomain/],
    ["where bounces go", { mailFromDomain: domain }, /MX/],
  ] as const)("is refused %s", (_, over, why) => {
    expect(() => synthesise({ ...withMail, ...over })).toThrow(why);
  });

  test("is none without the option", () => {
    expect(stacksOf(production).text).not.toMatch(/receive-email|ReceiptRule/);
    expect(stacksOf(everyOption).findings).toEqual([]);
  });
});
