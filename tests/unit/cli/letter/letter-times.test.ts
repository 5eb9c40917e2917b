import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CliError } from "../../../../cli/cli-error.ts";
import { timesOf } from "../../../../cli/letter/letter-times.ts";
import { instantAfter } from "../../../../core/model/days.ts";
import {
  LETTER_AHEAD_DAYS_MAX,
  LETTER_VALID_DAYS,
} from "../../../../core/operations/letters/schedule-letter.ts";

const here = { now: "2026-11-27T12:00:00Z", timeZone: "Europe/Berlin" };

describe("the time of a letter", () => {
  test("is meant on the brand's clock, unless it says otherwise", () => {
    expect(timesOf("2026-12-01T10:00", {}, here).at).toBe("2026-12-01T09:00:00Z");
    expect(timesOf("2026-12-01T10:00:00Z", {}, here).at).toBe("2026-12-01T10:00:00Z");
    expect(timesOf("now", {}, here).at).toBe(here.now);
  });

  test("ends a week later, or with the last day that its author names, on the brand's clock", () => {
    const at = "2026-12-01T10:00";
    expect(timesOf(at, {}, here).until).toBe(instantAfter("2026-12-01T09:00:00Z", LETTER_VALID_DAYS));
    expect(timesOf(at, { until: "2026-12-24" }, here).until).toBe("2026-12-24T23:00:00Z");
  });

  test.each([
    ["tomorrow", "is not a time"],
    ["2026-02-30T10:00", "is not a time"],
    ["2026-11-27T10:00", "is past"],
    ["2027-11-27T10:00", `more than ${LETTER_AHEAD_DAYS_MAX} days ahead`],
  ])("is refused with what to give instead: %s", (text, why) => {
    expect(() => timesOf(text, {}, here)).toThrow(CliError);
    expect(() => timesOf(text, {}, here)).toThrow(why);
  });

  test("is refused after the day until which the letter is of use", () => {
    expect(() => timesOf("2026-12-25T00:00", { until: "2026-12-24" }, here)).toThrow(
      "of use until 2026-12-24",
    );
    expect(timesOf("2026-12-24T23:59", { until: "2026-12-24" }, here).until).toBe("2026-12-24T23:00:00Z");
  });

  test("property: a letter that is planned goes neither before now nor after its run has ended", () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date("2026-01-01"), max: new Date("2028-01-01"), noInvalidDate: true }),
        (date) => {
          const text = date.toISOString().slice(0, 16);
          try {
            const { at, until } = timesOf(text, {}, here);
            expect(at >= here.now && at <= instantAfter(here.now, LETTER_AHEAD_DAYS_MAX) && until > at).toBe(
              true,
            );
          } catch (error) {
            expect(error).toBeInstanceOf(CliError);
          }
        },
      ),
    );
  });
});
