import { describe, expect, test } from "vitest";
import * as z from "zod";
import type { Receipt, SendName } from "../../core/messaging/delivery/claim.ts";
import { claimTag } from "../../core/messaging/delivery/claim-tag.ts";
import { recordDeliveryEvent } from "../../core/messaging/delivery/record-delivery-event.ts";
import { local, production } from "../../stages.ts";
import { ada, noon } from "../support/eligibility-builders.ts";
import { stacksOf } from "../support/synthesis.ts";

const send = { customer: ada, sendKey: "impact-update:gift_1", at: noon };

/**
 * As AWS End User Messaging puts it on the account's bus, by its user guide ("Monitoring with EventBridge"), whose numbers are
 * shortened here; `context` is what the text was given (BELIEVED: its example was given none).
 */
const recorded = (became: string, isFinal: boolean, context: object) => ({
  version: "0",
  id: "4111946b-816c-e73a-9ea0-a8367b9d57e4",
  "detail-type": "Text Message Delivery Status Updated",
  source: "aws.sms-voice",
  account: "555555555555",
  time: "2024-10-16T17:20:24Z",
  region: "eu-west-2",
  resources: [],
  detail: {
    eventType: became,
    eventVersion: "1.0",
    eventTimestamp: 1729099224788,
    isFinal,
    originationPhoneNumber: "+18445550123",
    destinationPhoneNumber: "+18445550199",
    isoCountryCode: "US",
    messageId: "9539975a-e71f-45f3-b496-8d98dc098a77",
    messageRequestTimestamp: 1729099224438,
    messageType: "PROMOTIONAL",
    messageStatus: became.replace("TEXT_", ""),
    context,
    totalMessageParts: 1,
    totalMessagePrice: 0.00581,
  },
});
type Recorded = ReturnType<typeof recorded>;
const ours = { claim: claimTag(send), stage: "production" };

const Rule = z.object({
  EventPattern: z.object({
    source: z.array(z.string()),
    "detail-type": z.array(z.string()),
    detail: z.object({ isFinal: z.array(z.boolean()), context: z.object({ stage: z.array(z.string()) }) }),
  }),
  Targets: z.tuple([
    z.object({
      InputTransformer: z.object({
        InputPathsMap: z.record(z.string(), z.string()),
        InputTemplate: z.string(),
      }),
    }),
  ]),
});
const { EventPattern: pattern, Targets } = Rule.parse(
  stacksOf(production)
    .of("AWS::Events::Rule")
    .find(({ path }) => path.startsWith("TextEvents"))?.properties,
);

function isTaken({ source, detail, ...event }: Recorded): boolean {
  return (
    pattern.source.includes(source) &&
    pattern["detail-type"].includes(event["detail-type"]) &&
    pattern.detail.isFinal.includes(detail.isFinal) &&
    "stage" in detail.context &&
    pattern.detail.context.stage.includes(String(detail.context.stage)) &&
    "claim" in detail.context
  );
}

/** What the rule passes on of an event, as EventBridge fills a template. */
function passedOn(event: Recorded): string {
  const [{ InputTransformer }] = Targets;
  const { InputPathsMap: paths, InputTemplate: template } = InputTransformer;
  return template.replaceAll(/<([\w-]+)>/g, (_, name: string) => {
    const steps = (paths[name] ?? "").replace("$.", "").split(".");
    const at = steps.reduce<unknown>(
      (value, step) => z.record(z.string(), z.unknown()).parse(value)[step],
      event,
    );
    return JSON.stringify(at);
  });
}

async function settle(event: Recorded, outcome: "unknown" | "sent") {
  const sent: [SendName, Receipt][] = [];
  const refused: SendName[] = [];
  const Bus = z.object({
    id: z.string(),
    source: z.string(),
    "detail-type": z.string(),
    detail: z.unknown(),
  });
  const answered = await recordDeliveryEvent({
    receipts: { findSend: async () => ({ sendKey: send.sendKey, outcome }), address: async () => undefined },
    claims: {
      recordSent: async (name, receipt) => void sent.push([name, receipt]),
      recordRefused: async (name) => void refused.push(name),
    },
    suppressions: { suppress: () => expect.unreachable("a text says nothing about an address") },
    smokes: { record: () => expect.unreachable("a customer's text is no test message") },
    now: () => "2026-11-22T14:00:00Z",
  })(Bus.parse(JSON.parse(passedOn(event))));
  return { answered, sent, refused };
}

describe("what became of a text", () => {
  test.each(["TEXT_SUCCESSFUL", "TEXT_DELIVERED", "TEXT_UNKNOWN"])(
    "%s settles a send that is unknown",
    async (became) => {
      const event = recorded(became, true, ours);
      expect(isTaken(event)).toBe(true);
      const { answered, sent, refused } = await settle(event, "unknown");
      expect(answered).toEqual({ outcome: "settled" });
      const id = event.detail.messageId;
      expect(sent).toEqual([[send, { provider: "endUserMessaging", id, at: "2026-11-22T14:00:00Z" }]]);
      expect(refused).toEqual([]);
    },
  );

  test.each(["TEXT_TTL_EXPIRED", "TEXT_BLOCKED", "TEXT_INVALID", "TEXT_CARRIER_UNREACHABLE", "TEXT_SPAM"])(
    "%s says that it was not sent, whatever was recorded before",
    async (became) => {
      for (const outcome of ["unknown", "sent"] as const) {
        const { answered, sent, refused } = await settle(recorded(became, true, ours), outcome);
        expect(answered).toEqual({ outcome: "refused" });
        expect([sent, refused]).toEqual([[], [send]]);
      }
    },
  );

  test("is not read before the last word, of another stage, or of a text that is not ours", () => {
    expect(isTaken(recorded("TEXT_QUEUED", false, ours))).toBe(false);
    expect(isTaken(recorded("TEXT_DELIVERED", true, { ...ours, stage: "staging" }))).toBe(false);
    expect(isTaken(recorded("TEXT_DELIVERED", true, {}))).toBe(false);
  });

  test("is passed on without a number or a name", () => {
    expect(passedOn(recorded("TEXT_DELIVERED", true, ours))).not.toMatch(/\+1844/);
  });

  test("is heard of by no stage that texts by SNS, which says nothing", () => {
    const rules = stacksOf(local).of("AWS::Events::Rule");
    expect(rules.filter(({ path }) => path.startsWith("TextEvents"))).toEqual([]);
  });
});
