import { describe, expect, test } from "vitest";
import type { ConsentNow } from "../../../../core/model/consent.ts";
import { optInsToRequest } from "../../../../core/people/consent/opt-in.ts";

const NOW = "2026-11-22T12:00:00Z";
const wish = { topic: "impact", channel: "email" } as const;
const stands = (state: ConsentNow["state"], more: Partial<ConsentNow> = {}): ConsentNow => ({
  ...wish,
  state,
  version: 1,
  at: "2026-11-01T12:00:00Z",
  ...more,
});

describe("what somebody wishes to hear", () => {
  test.each([
    ["asked when nothing was ever said", [], true],
    ["asked again after a withdrawal", [stands("withdrawn")], true],
    ["asked again when it ran out", [stands("given", { expiresAt: NOW })], true],
    ["not asked when it is given", [stands("given")], false],
    [
      "not asked when it is given for some time yet",
      [stands("given", { expiresAt: "2026-11-22T12:00:01Z" })],
      false,
    ],
    ["asked again when the question is old", [stands("pending")], true],
    ["asked again after ten minutes", [stands("pending", { at: "2026-11-22T11:50:00Z" })], true],
    ["not asked twice within ten minutes", [stands("pending", { at: "2026-11-22T11:50:01Z" })], false],
    ["asked whatever stands for another channel", [stands("given", { channel: "sms" })], true],
  ])("is %s", (_, standing, asked) => {
    expect(optInsToRequest([wish], standing, NOW)).toEqual(asked ? [wish] : []);
  });
});
