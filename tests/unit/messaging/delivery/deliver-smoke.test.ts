import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { NotSentError } from "../../../../core/messaging/content/not-sent.ts";
import { readClaimTag } from "../../../../core/messaging/delivery/claim-tag.ts";
import { DeliverSmoke, deliverSmoke } from "../../../../core/messaging/delivery/deliver-smoke.ts";
import { DeliverMessage } from "../../../../core/messaging/delivery/delivery.ts";
import { SIMULATED_LETTERS, SIMULATED_TEXT } from "../../../../core/model/smoke.ts";
import { countryTexted } from "../../../../core/people/contacts/texted-number.ts";

const smoke = `smoke_${"0".repeat(26)}`;
const now = () => "2026-11-22T13:35:45Z";

async function deliver(input: unknown, thrown?: Error) {
  const sent: { to: string; tag: string }[] = [];
  const send = async ({ to }: { to: string }, tag: string) => {
    sent.push({ to, tag });
    if (thrown !== undefined) throw thrown;
    return { provider: "ses", id: "m-1" };
  };
  return { sent, delivered: await deliverSmoke({ send, now })(DeliverSmoke.parse(input)) };
}

describe("a test message", () => {
  test("goes to a simulator, tagged as what it is", async () => {
    for (const simulator of ["success", "bounce", "complaint"] as const) {
      const { sent, delivered } = await deliver({ smoke, to: { channel: "email", simulator } });
      expect(sent).toEqual([{ to: SIMULATED_LETTERS[simulator], tag: smoke }]);
      expect(delivered).toEqual({ outcome: "sent", provider: "ses", id: "m-1" });
    }
    expect((await deliver({ smoke, to: { channel: "sms" } })).sent).toEqual([
      { to: SIMULATED_TEXT.number, tag: smoke },
    ]);
    expect(readClaimTag(smoke)).toBeUndefined();
  });

  test("goes to nobody else, whatever is asked", async () => {
    const simulators: readonly string[] = [...Object.values(SIMULATED_LETTERS), SIMULATED_TEXT.number];
    const anything = fc.oneof(fc.emailAddress(), fc.string(), fc.constantFrom("success", "email", "sms"));
    const input = fc.record({
      smoke: fc.oneof(fc.constant(smoke), anything),
      to: fc.record(
        { channel: anything, simulator: anything, address: anything, to: anything },
        { requiredKeys: ["channel"] },
      ),
      customer: anything,
    });
    await fc.assert(
      fc.asyncProperty(input, async (asked) => {
        if (!DeliverSmoke.safeParse(asked).success) return;
        for (const { to } of (await deliver(asked)).sent) expect(simulators).toContain(to);
      }),
      { numRuns: 500 },
    );
    expect(DeliverMessage.safeParse({ smoke, to: { channel: "sms" } }).success).toBe(false);
  });

  test("says why the provider did not accept it, and throws what it may have accepted", async () => {
    const to = { channel: "email", simulator: "success" };
    const refused = await deliver(
      { smoke, to },
      new NotSentError("SES refuses: AccessDenied", "account", { cure: "Leave the sandbox." }),
    );
    expect(refused.delivered).toEqual({
      outcome: "notAccepted",
      because: "SES refuses: AccessDenied",
      cure: "Leave the sandbox.",
    });
    await expect(deliver({ smoke, to }, new Error("socket hang up"))).rejects.toThrow("socket hang up");
  });

  test("by text goes to a number that a stage which opens the US lets pass", () => {
    expect(countryTexted(SIMULATED_TEXT.number)).toBe(SIMULATED_TEXT.country);
  });
});
