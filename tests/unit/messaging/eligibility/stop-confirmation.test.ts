import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type MessageName, messages } from "../../../../core/messaging/content/catalog.ts";
import { decide } from "../../../../core/messaging/eligibility/decide.ts";
import type { MessageRequest, RecipientState } from "../../../../core/people/records/decision.ts";
import { aPerson, aProposal, noon } from "../../../support/eligibility-builders.ts";

const confirmation = aProposal({ message: "text-stopped", channel: "sms", transactional: true });
const stopped = (over: Partial<RecipientState> = {}): RecipientState =>
  aPerson({ suppressed: { email: false, sms: true }, stoppedAt: { sms: "2026-11-18T10:58:00Z" }, ...over });
const drop = (...reasons: string[]) => ({ kind: "drop", reasons });

describe("the confirmation of a STOP", () => {
  test("goes to the number that sent it", () => {
    expect(decide(stopped(), confirmation, noon)).toEqual({ kind: "allow", consentVersion: 0 });
  });

  test.each<[string, RecipientState, MessageRequest, string, object]>([
    ["up to five minutes", stopped(), confirmation, "2026-11-18T11:03:00Z", { kind: "allow" }],
    ["not later", stopped(), confirmation, "2026-11-18T11:03:01Z", drop("suppressed", "tooLate")],
    ["not when it was lifted meanwhile", aPerson(), confirmation, noon, drop("noLongerTrue")],
    [
      "not where something else suppresses the number",
      stopped({ stoppedAt: {} }),
      confirmation,
      noon,
      drop("suppressed"),
    ],
    [
      "not for a STOP on the other channel",
      stopped({ stoppedAt: { email: noon } }),
      confirmation,
      noon,
      drop("suppressed"),
    ],
    [
      "not by email",
      aPerson({ suppressed: { email: true, sms: false }, stoppedAt: { email: noon } }),
      { ...confirmation, channel: "email" },
      noon,
      drop("suppressed"),
    ],
    [
      "not as marketing under that name",
      stopped(),
      { ...confirmation, transactional: false },
      noon,
      drop("suppressed"),
    ],
  ])("%s", (_, person, proposal, at, answer) => {
    expect(decide(person, proposal, at)).toMatchObject(answer);
  });

  test("is the only message after it: no other message of the catalog is allowed to any person", () => {
    const others = (Object.keys(messages) as MessageName[]).filter((name) => name !== "text-stopped");
    const minutes = fc.integer({ min: 0, max: 10 });
    fc.assert(
      fc.property(fc.constantFrom(...others), fc.boolean(), minutes, (message, transactional, ago) => {
        const said = new Date(Date.parse(noon) - ago * 60_000).toISOString().replace(".000", "");
        const person = stopped({ stoppedAt: { sms: said } });
        const answer = decide(person, aProposal({ message, channel: "sms", transactional }), noon);
        expect(answer).toMatchObject({ kind: "drop" });
        expect(answer.kind === "drop" && answer.reasons).toContain("suppressed");
      }),
    );
  });
});
