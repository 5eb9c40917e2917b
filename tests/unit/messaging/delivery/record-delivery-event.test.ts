import { describe, expect, test } from "vitest";
import type { Receipt, SendName } from "../../../../core/messaging/delivery/claim.ts";
import { claimTag } from "../../../../core/messaging/delivery/claim-tag.ts";
import {
  type DeliveryEvent,
  recordDeliveryEvent,
} from "../../../../core/messaging/delivery/record-delivery-event.ts";
import type { Suppression } from "../../../../core/people/contacts/suppression.ts";
import { ada, noon } from "../../../support/eligibility-builders.ts";

const address = { channel: "email", hmac: "h".repeat(43) } as const;
const at = "2026-11-22T14:00:00Z";
const send = { customer: ada, sendKey: "impact-update:gift_1", at: noon };

/** One send with this outcome in history; undefined: its claim was released, or its customer was forgotten. */
function world(outcome: "unknown" | "sent" | "dropped" | undefined) {
  const suppressed: Suppression[] = [];
  const sent: [SendName, Receipt][] = [];
  const refused: SendName[] = [];
  const smokes: (readonly string[])[] = [];
  const record = recordDeliveryEvent({
    receipts: {
      findSend: async () => outcome && { sendKey: send.sendKey, outcome },
      address: async () => address,
    },
    claims: {
      recordSent: async (name, receipt) => void sent.push([name, receipt]),
      recordRefused: async (name) => void refused.push(name),
    },
    suppressions: { suppress: async (one) => void suppressed.push(one) },
    smokes: { record: async (...kept) => void smokes.push(kept) },
    now: () => at,
  });
  const tell = (type: DeliveryEvent | "Email Opened", claim = claimTag(send)) =>
    record({ id: "1", source: "aws.ses", "detail-type": type, detail: { message: "m-1", claim: [claim] } });
  return { suppressed, sent, refused, smokes, tell };
}

const receipt = { provider: "ses", id: "m-1", at };

describe("an event of SES about a letter", () => {
  test.each(["Email Sent", "Email Delivered"] as const)("%s: an unknown send was sent", async (type) => {
    const { sent, suppressed, tell } = world("unknown");
    expect(await tell(type)).toEqual({ outcome: "settled" });
    expect(sent).toEqual([[send, receipt]]);
    expect(suppressed).toEqual([]);
  });

  test("changes no outcome that is recorded already, and writes nothing then", async () => {
    for (const outcome of ["sent", "dropped"] as const) {
      const { sent, tell } = world(outcome);
      expect(await tell("Email Sent")).toEqual({ outcome: "known" });
      expect(sent).toEqual([]);
    }
  });

  test("Email Rejected: the letter was not sent, whatever was recorded before", async () => {
    for (const outcome of ["unknown", "sent"] as const) {
      const { refused, sent, tell } = world(outcome);
      expect(await tell("Email Rejected")).toEqual({ outcome: "refused" });
      expect([refused, sent]).toEqual([[send], []]);
    }
  });

  test.each([
    ["Email Bounced", "bounce"],
    ["Email Complaint Received", "complaint"],
  ] as const)("%s: its address is suppressed, and it was sent", async (type, reason) => {
    const { suppressed, sent, tell } = world("unknown");
    expect(await tell(type)).toEqual({ outcome: "suppressed", facts: { reason } });
    expect(suppressed).toEqual([{ ...address, reason, at }]);
    expect(sent).toEqual([[send, receipt]]);
  });

  test("about a test letter is kept for who waits for it, and suppresses and settles nobody", async () => {
    for (const type of ["Email Sent", "Email Bounced", "Email Complaint Received"] as const) {
      const { smokes, suppressed, sent, refused, tell } = world("unknown");
      const smoke = `smoke_${"0".repeat(26)}`;
      expect(await tell(type, smoke)).toEqual({ outcome: "smoke" });
      expect(smokes).toEqual([[smoke, type]]);
      expect([suppressed, sent, refused]).toEqual([[], [], []]);
    }
  });

  test("changes nothing when its customer was forgotten, or when it is about something else", async () => {
    const gone = world(undefined);
    expect(await gone.tell("Email Bounced")).toEqual({ outcome: "gone" });
    const ours = world("unknown");
    expect(await ours.tell("Email Opened")).toEqual({ outcome: "ignored" });
    expect(await ours.tell("Email Sent", "a-tag-of-somebody-else")).toEqual({ outcome: "notOurs" });
    expect([...gone.suppressed, ...gone.sent, ...ours.sent]).toEqual([]);
  });
});
