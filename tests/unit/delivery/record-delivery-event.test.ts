import { describe, expect, it } from "vitest";
import {
  BOUNCED,
  COMPLAINED,
  MessageUnknownError,
  recordDeliveryEvent,
} from "../../../core/delivery/record-delivery-event.ts";
import type { Suppression } from "../../../core/people/suppression.ts";

const address = { channel: "email", hmac: "h".repeat(43) } as const;
const at = "2026-11-22T14:00:00Z";

function world() {
  const suppressed: Suppression[] = [];
  const record = recordDeliveryEvent({
    receipts: {
      ofEmail: async (id) => {
        if (id === "ours") return { kind: "address", address };
        return { kind: id === "forgotten" ? "gone" : "unknown" };
      },
    },
    suppressions: { suppress: async (one) => void suppressed.push(one) },
    now: () => at,
  });
  const tell = (type: string, message: string) =>
    record({ id: "1", source: "aws.ses", "detail-type": type, detail: { message } });
  return { suppressed, tell };
}

describe("what SES tells of a message", () => {
  it.each([
    [BOUNCED, "bounce"],
    [COMPLAINED, "complaint"],
  ])("%s: its address is not written to any more", async (type, reason) => {
    const { suppressed, tell } = world();
    expect(await tell(type, "ours")).toMatchObject({ outcome: "suppressed" });
    expect(suppressed).toEqual([{ ...address, reason, at }]);
  });
  it("comes again when the message is not known yet, and changes nothing when it is about something else", async () => {
    const { suppressed, tell } = world();
    await expect(tell(BOUNCED, "unknown")).rejects.toThrow(MessageUnknownError);
    expect(await tell(COMPLAINED, "forgotten")).toEqual({ outcome: "gone" });
    expect(await tell("Email Delivered", "ours")).toEqual({ outcome: "ignored" });
    expect(suppressed).toEqual([]);
  });
});
