import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import { calendar, monthOf, quarterOf } from "../../../core/impact/calendar.ts";

const zones = Intl.supportedValuesOf("timeZone");

describe("calendar", () => {
  test.each([
    ["2026-11-22T13:35Z", "2026-11-22T13:30Z"],
    ["2026-11-22T13:35:45Z", "2026-11-22T13:30Z"],
    ["2026-11-22T13:59:59Z", "2026-11-22T13:45Z"],
    ["2026-11-22T00:00:00Z", "2026-11-22T00:00Z"],
  ])("puts %s into the quarter %s", (instant, quarter) => {
    expect(quarterOf(instant)).toBe(quarter);
  });

  test.each([
    // Nepal is UTC+5:45: midnight there is 18:15 UTC.
    ["Asia/Kathmandu", "2026-11-22T18:14:59Z", "2026-11-22"],
    ["Asia/Kathmandu", "2026-11-22T18:15:00Z", "2026-11-23"],
    ["Asia/Kolkata", "2026-11-22T18:29:59Z", "2026-11-22"],
    ["Asia/Kolkata", "2026-11-22T18:30:00Z", "2026-11-23"],
    ["Pacific/Chatham", "2026-11-22T10:14:59Z", "2026-11-22"],
    ["Pacific/Chatham", "2026-11-22T10:15:00Z", "2026-11-23"],
    // Clocks go back in Berlin on 25 October 2026: that day has 25 hours.
    ["Europe/Berlin", "2026-10-24T22:00:00Z", "2026-10-25"],
    ["Europe/Berlin", "2026-10-25T22:59:59Z", "2026-10-25"],
    ["Europe/Berlin", "2026-10-25T23:00:00Z", "2026-10-26"],
    // And forward in New York on 8 March 2026: that day has 23.
    ["America/New_York", "2026-03-08T04:59:59Z", "2026-03-07"],
    ["America/New_York", "2026-03-08T05:00:00Z", "2026-03-08"],
    ["America/New_York", "2026-03-09T04:00:00Z", "2026-03-09"],
  ])("in %s %s is on %s", (zone, instant, day) => {
    expect(calendar(zone).dayOf(instant)).toBe(day);
  });

  test("agrees with the exact day of every instant in every zone: no quarter of an hour has two days", () => {
    const from = Date.UTC(2000, 0, 1);
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer({ min: 0, max: 40 * 365 * 86_400 }),
        (zone, seconds) => {
          const instant = `${new Date(from + seconds * 1000).toISOString().slice(0, 19)}Z`;
          const exact = Temporal.Instant.from(instant).toZonedDateTimeISO(zone).toPlainDate().toString();
          expect(calendar(zone).dayOf(instant)).toBe(exact);
        },
      ),
      { numRuns: 500 },
    );
  });

  test("gives the same day again from memory", () => {
    const days = calendar("Asia/Kathmandu");
    expect(days.dayOf("2026-11-22T18:15:00Z")).toBe(days.dayOf("2026-11-22T18:29:59Z"));
  });

  test("names the month of a day", () => {
    expect(monthOf("2026-11-22")).toBe("2026-11");
  });
});
