import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decide } from "../../../../core/messaging/eligibility/decide.ts";
import { livesUntil } from "../../../../core/messaging/eligibility/lives-until.ts";
import { LAST_MINUTES } from "../../../../core/messaging/eligibility/quiet-hours-law.ts";
import { instantAt, minutesAfter } from "../../../../core/model/instant.ts";
import { aPerson, aProposal, noon, somePreferences } from "../../../support/eligibility-builders.ts";

const quiet = (from: string, to: string) =>
  aPerson({ preferences: somePreferences({ quiet: { from, to } }) });
const letter = aProposal({ channel: "email" });
const clockTime = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom("00", "15", "30", "45"))
  .map(([hour, minute]) => `${String(hour).padStart(2, "0")}:${minute}`);

describe("a message that may go now may arrive", () => {
  test("until the customer's quiet hours begin, on their clock", () => {
    expect(livesUntil(quiet("21:00", "08:00"), letter, noon)).toBe("2026-11-18T20:00:00Z");
  });

  test("until it is of no use, or its consent ends, whichever is first", () => {
    const validUntil = minutesAfter(noon, 30);
    expect(livesUntil(quiet("21:00", "08:00"), { ...letter, validUntil }, noon)).toBe(validUntil);
    expect(livesUntil(aPerson(), letter, noon)).toBeUndefined();
  });

  test("whenever, if it answers something that knows no hours", () => {
    expect(livesUntil(quiet("13:00", "08:00"), { ...letter, transactional: true }, noon)).toBeUndefined();
  });

  test("at each time until then, and not at that time", () =>
    fc.assert(
      fc.property(
        clockTime,
        clockTime,
        fc.integer({ min: 0, max: 20 * 24 * 60 }),
        fc.constantFrom("email" as const, "sms" as const),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (from, to, minutes, channel, part) => {
          const person = { ...quiet(from, to), textable: true };
          // October: the clocks change within these days.
          const at = minutesAfter("2026-10-12T00:00:00Z", minutes);
          const request = aProposal({ channel });
          if (decide(person, request, at).kind !== "allow") return;
          const until = livesUntil(person, request, at);
          if (until === undefined) return;
          expect(until > at).toBe(true);
          const lasts = Date.parse(until) - Date.parse(at);
          const within = instantAt(Date.parse(at) + part * lasts);
          const law = channel === "sms" ? LAST_MINUTES * 60_000 : 0;
          if (part * lasts < lasts - law) expect(decide(person, request, within).kind).toBe("allow");
          expect(decide(person, request, until).kind).not.toBe("allow");
        },
      ),
    ));
});
