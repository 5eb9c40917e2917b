import { describe, expect, test } from "vitest";
import type { ConsentNow } from "../../../../core/model/consent.ts";
import { optInsToRequest } from "../../../../core/people/consent/opt-in.ts";

const NOW = "2026-11-22T12:00:00Z";
const wish = { topic: "impact", channel: "email" } as const;
const recorded = (state: ConsentNow["state"], more: Partial<ConsentNow> = {}): ConsentNow => ({
  ...wish,
  state,
  version: 1,
  at: "2026-11-01T12:00:00Z",
  ...more,
});

describe("a wish for a topic on a channel", () => {
  test.each([
    ["asked about when no consent was ever recorded", [], true],
    ["asked about again after a withdrawal", [recorded("withdrawn")], true],
    ["asked about again when the consent expired", [recorded("given", { expiresAt: NOW })], true],
    ["not asked about when it is given", [recorded("given")], false],
    [
      "not asked about when the consent expires later",
      [recorded("given", { expiresAt: "2026-11-22T12:00:01Z" })],
      false,
    ],
    ["asked about again when the question is old", [recorded("pending")], true],
    ["asked about again after ten minutes", [recorded("pending", { at: "2026-11-22T11:50:00Z" })], true],
    [
      "not asked about twice within ten minutes",
      [recorded("pending", { at: "2026-11-22T11:50:01Z" })],
      false,
    ],
    ["asked about whatever is recorded for another channel", [recorded("given", { channel: "sms" })], true],
  ])("is %s", (_, existing, asked) => {
    expect(optInsToRequest([wish], existing, NOW)).toEqual(asked ? [wish] : []);
  });
});
