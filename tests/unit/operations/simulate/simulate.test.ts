import { describe, expect, test } from "vitest";
import { messageRequests } from "../../../../core/messaging/delivery/choose-channel.ts";
import { CustomerId } from "../../../../core/model/customer.ts";
import type { Instant } from "../../../../core/model/purchase.ts";
import { type Answer, type Occasion, simulate } from "../../../../core/operations/simulate/simulate.ts";
import type { MessageRequest, RecipientState } from "../../../../core/people/records/decision.ts";

const ann = CustomerId.parse(`cus_${"a".repeat(26)}`);
const unknown = CustomerId.parse(`cus_${"0".repeat(26)}`);
const proposals = messageRequests({ message: "impact-update", goalReached: false, holds: true }, false);
const at = (time: string): Instant => `2026-11-22T${time}:00Z`;
const occasion = (time: string, customer = ann): Occasion => ({
  customer,
  at: at(time),
  requests: proposals,
});
const person: RecipientState = {
  customer: ann,
  addresses: { email: true, sms: false },
  suppressed: { email: false, sms: false },
  textable: true,
  consents: [],
  preferences: {
    version: 1,
    topics: Object.fromEntries(
      ["impact", "milestones", "community", "orders", "dates", "offers", "feedback"].map((topic) => [
        topic,
        { email: true, sms: false, rhythm: "eachTime" },
      ]),
    ) as RecipientState["preferences"]["topics"],
    language: "en",
    causes: [],
    interests: [],
    dates: [],
    giftsForOthers: false,
  },
  recent: [],
};
const people = new Map([[ann, person]]);

/** At most two a day, and only from nine on. */
function answer(customer: RecipientState, [proposal]: readonly MessageRequest[], when: Instant): Answer {
  if (customer.recent.length >= 2)
    return { request: proposal, decision: { kind: "drop", reasons: ["capReached"] } };
  if (when < at("09:00")) {
    return { request: proposal, decision: { kind: "defer", until: at("09:00"), reasons: ["quietHours"] } };
  }
  return { request: proposal, decision: { kind: "allow", consentVersion: 1 } };
}

describe("a simulation", () => {
  test("decides deferred messages again, counts those that would be sent, and lists all by the hour", () => {
    const occasions = [occasion("12:00"), occasion("08:10"), occasion("08:50"), occasion("13:00", unknown)];
    expect(simulate(occasions, people, answer)).toEqual([
      { hour: at("08:00"), fate: "deferred to 2026-11-22T09:00Z: quietHours", count: 2 },
      { hour: at("09:00"), fate: "sent by email", count: 2 },
      { hour: at("12:00"), fate: "dropped: capReached", count: 1 },
      { hour: at("13:00"), fate: "dropped: noAddress", count: 1 },
    ]);
  });
  test("changes no person, and counts a real send only for later messages", () => {
    const sent = { channel: "email", topic: "impact", at: at("10:00"), transactional: false } as const;
    const known = new Map([[ann, { ...person, recent: [sent, sent] }]]);
    const fates = simulate([occasion("09:30"), occasion("10:30")], known, answer);
    expect(fates.map(({ fate }) => fate)).toEqual(["sent by email", "dropped: capReached"]);
    expect(known.get(ann)?.recent).toHaveLength(2);
  });
  test("ends also when a message is deferred for ever", () => {
    const never = (_: RecipientState, [proposal]: readonly MessageRequest[], when: Instant): Answer => ({
      request: proposal,
      decision: { kind: "defer", until: when, reasons: ["paused"] },
    });
    expect(simulate([occasion("09:00")], people, never)[0]?.count).toBe(11);
  });
});
