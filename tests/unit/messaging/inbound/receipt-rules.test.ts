import {
  DescribeActiveReceiptRuleSetCommand,
  SESClient,
  SetActiveReceiptRuleSetCommand,
} from "@aws-sdk/client-ses";
import { mockClient } from "aws-sdk-client-mock";
import { describe, expect, test } from "vitest";
import {
  activateReceiptRules,
  OtherRulesActiveError,
} from "../../../../core/messaging/inbound/receipt-rules.client.ts";
import { onResource } from "../../../../core/platform/lambda/custom-resource.ts";

const OURS = "wellspring-rules";

function sesWith(active: string | undefined) {
  const ses = mockClient(SESClient);
  ses
    .on(DescribeActiveReceiptRuleSetCommand)
    .resolves(active === undefined ? {} : { Metadata: { Name: active } });
  ses.on(SetActiveReceiptRuleSetCommand).resolves({});
  const set = () => ses.commandCalls(SetActiveReceiptRuleSetCommand).map(({ args }) => args[0].input);
  return { set, change: activateReceiptRules(new SESClient(), OURS) };
}

describe("the receipt rules of a stage", () => {
  test("become active where none are, and stay so", async () => {
    const none = sesWith(undefined);
    await none.change("Create");
    expect(none.set()).toEqual([{ RuleSetName: OURS }]);
    const ours = sesWith(OURS);
    await ours.change("Update");
    expect(ours.set()).toEqual([]);
  });

  test("never take the place of others, nor do those end when the stage does", async () => {
    for (const change of ["Create", "Update"] as const) {
      const others = sesWith("brand-mail");
      await expect(others.change(change)).rejects.toThrow(OtherRulesActiveError);
      expect(others.set()).toEqual([]);
    }
    const others = sesWith("brand-mail");
    await others.change("Delete");
    expect(others.set()).toEqual([]);
  });

  test("are deactivated with their stage, as what is active cannot be deleted", async () => {
    const ours = sesWith(OURS);
    await ours.change("Delete");
    expect(ours.set()).toEqual([{}]);
  });
});

describe("a resource that CloudFormation asks a function for", () => {
  const request = {
    RequestType: "Create",
    ResponseURL: "https://answers.example/one",
    StackId: "stack",
    RequestId: "request",
    LogicalResourceId: "MailRulesActive",
  };
  const log = { info: () => {}, error: () => {} };

  async function answered(change: () => Promise<void>) {
    const bodies: unknown[] = [];
    const put: typeof fetch = async (_, init) => {
      bodies.push(JSON.parse(String(init?.body)));
      return new Response();
    };
    await onResource(change, { log, put })(request);
    return bodies;
  }

  test("is answered once, whether it was done or failed, and with why", async () => {
    const done = {
      Status: "SUCCESS",
      StackId: "stack",
      RequestId: "request",
      PhysicalResourceId: "MailRulesActive",
    };
    expect(await answered(async () => {})).toMatchObject([done]);
    const failing = async () => {
      throw new OtherRulesActiveError("others are active");
    };
    expect(await answered(failing)).toMatchObject([{ Status: "FAILED", Reason: "others are active" }]);
  });
});
