import { App, Stack } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import { describe, expect, test } from "vitest";
import { sender } from "../../lib/engagement/sender.ts";
import type { AwsStage } from "../../lib/stages.ts";
import { production } from "../../stages.ts";

/** The sender alone, in a stack of its own: a whole synth takes seconds. */
function sending(changes: Partial<AwsStage>) {
  const stack = new Stack(new App(), "sending", { env: { region: "eu-central-1", account: "111122223333" } });
  const from = sender(stack, { ...production, ...changes });
  const template = Template.fromStack(stack);
  return {
    from,
    identities: Object.values(template.findResources("AWS::SES::EmailIdentity")),
    output: (name: string) => template.findOutputs(name)[name]?.["Value"],
    outputs: Object.keys(template.findOutputs("*")),
    on: (arns: readonly string[]) => arns.map((arn) => JSON.stringify(stack.resolve(arn))),
  };
}

const { sender: demoSender } = production;

describe("the sender's domain", () => {
  test("has each record that a person publishes as an output", () => {
    const { identities, output } = sending({ mailFromDomain: "bounce.tarnfell.example" });
    expect(identities[0]?.["Properties"]).toMatchObject({
      MailFromAttributes: {
        MailFromDomain: "bounce.tarnfell.example",
        BehaviorOnMxFailure: "USE_DEFAULT_VALUE",
      },
    });
    for (const number of [1, 2, 3]) {
      const record = JSON.stringify(output(`DkimRecord${number}`));
      expect(record).toContain(`DkimDNSTokenName${number}`);
      expect(record).toContain(`DkimDNSTokenValue${number}`);
      expect(record).toContain(" CNAME ");
    }
    expect(output("MailFromMxRecord")).toBe(
      "bounce.tarnfell.example MX 10 feedback-smtp.eu-central-1.amazonses.com",
    );
    expect(output("MailFromSpfRecord")).toBe(
      'bounce.tarnfell.example TXT "v=spf1 include:amazonses.com ~all"',
    );
    expect(output("DmarcRecord")).toBe(
      '_dmarc.tarnfell.example TXT "v=DMARC1; p=none; rua=mailto:hello@tarnfell.example"',
    );
  });

  test("bounces to no domain that SES would refuse", () => {
    for (const mailFromDomain of ["bounce.example.com", "tarnfell.example", "nottarnfell.example"])
      expect(() => sending({ mailFromDomain })).toThrow("subdomain of tarnfell.example");
  });

  test("that the account has already is neither made nor removed, and sends all the same", () => {
    const existing = sending({ senderIdentity: "existing" });
    expect(existing.identities).toEqual([]);
    expect(existing.outputs).toEqual(["DmarcRecord"]);
    const own = sending({});
    expect(own.identities).toHaveLength(1);
    expect(existing.on(existing.from.mayWrite.on)).toEqual(own.on(own.from.mayWrite.on));
  });
});

describe("what may text", () => {
  const pool = `pool-${"0a".repeat(16)}`;
  const phone = `phone-${"0a".repeat(16)}`;
  test.each([
    ["", ["phone-number/*", "pool/*", "sender-id/*"]],
    ["+12065550100", ["phone-number/*"]],
    ["Tarnfell", ["sender-id/Tarnfell/*"]],
    [pool, [`pool/${pool}`]],
    [phone, [`phone-number/${phone}`]],
  ])("from %j does so from nothing else", (sms, from) => {
    const { mayText, anybody } = sending({ sender: { ...demoSender, sms } }).from;
    expect(mayText.actions).toEqual(["sms-voice:SendTextMessage"]);
    expect(mayText.on.map((arn) => arn.split(":").at(-1))).toEqual(from);
    const wide = from.filter((one) => one.endsWith("*"));
    const acknowledged = anybody.filter(({ id }) => id.includes(":sms-voice:"));
    expect(acknowledged.map(({ id }) => id.split(":").at(-1))).toEqual(wide.map((one) => `${one}]`));
  });

  test("from something that is none is refused at synth, and SNS takes no id", () => {
    expect(() => sending({ sender: { ...demoSender, sms: "Tarnfell Outdoors" } })).toThrow("sender.sms");
    expect(sending({ texts: "sns" }).from.mayText).toMatchObject({ actions: ["sns:Publish"], on: ["*"] });
  });
});
