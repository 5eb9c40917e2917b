import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import { isHoliday } from "../../../../core/messaging/eligibility/holidays.ts";
import { minuteOfDay } from "../../../../core/messaging/eligibility/hours.ts";
import { isZone, jurisdictionsOf } from "../../../../core/messaging/eligibility/jurisdictions.ts";
import { LAWFUL_HOURS, type Window } from "../../../../core/messaging/eligibility/permitted-hours.ts";

const row = (place: string) => {
  const found = LAWFUL_HOURS.find((one) => one.place === place);
  if (found === undefined) throw new Error(`no row ${place}`);
  return found;
};
const text = (window: Window) => (window === "none" ? "none" : window.join("–"));

describe("the rows of law", () => {
  test("each has its place once, its source, and the day on which it was checked", () => {
    expect(new Set(LAWFUL_HOURS.map(({ place }) => place)).size).toBe(LAWFUL_HOURS.length);
    for (const { place, source, checked } of LAWFUL_HOURS) {
      expect(place).toMatch(/^[A-Z]{2}(-[A-Z]{2})?$/);
      expect(source.length).toBeGreaterThan(5);
      expect(Temporal.PlainDate.from(checked).toString()).toBe(checked);
    }
  });

  test("no state is wider than the United States", () => {
    for (const { place, weekdays, saturday, sunday, onHolidays } of LAWFUL_HOURS) {
      if (!place.startsWith("US")) continue;
      for (const window of [weekdays, saturday, sunday, onHolidays]) {
        if (window === "none") continue;
        expect(minuteOfDay(window[0]), place).toBeGreaterThanOrEqual(8 * 60);
        expect(minuteOfDay(window[1]), place).toBeLessThanOrEqual(21 * 60);
      }
    }
  });

  test.each([
    ["US", "08:00–21:00", "08:00–21:00"],
    ["US-FL", "08:00–20:00", "08:00–20:00"],
    ["US-OK", "08:00–20:00", "08:00–20:00"],
    ["US-MD", "08:00–20:00", "08:00–20:00"],
    ["US-NJ", "08:00–20:00", "08:00–20:00"],
    ["US-CT", "09:00–20:00", "09:00–20:00"],
    ["US-TX", "09:00–21:00", "12:00–21:00"],
    ["US-RI", "09:00–18:00", "10:00–17:00"],
    ["US-KY", "10:00–21:00", "10:00–21:00"],
    ["US-AL", "08:00–20:00", "none"],
    ["US-LA", "08:00–20:00", "none"],
    ["US-MS", "08:00–20:00", "none"],
    ["US-MI", "09:00–21:00", "09:00–21:00"],
    ["US-MN", "09:00–21:00", "09:00–21:00"],
    ["US-NM", "09:00–21:00", "09:00–21:00"],
    ["US-NV", "09:00–20:00", "09:00–20:00"],
    ["FR", "08:00–22:00", "none"],
  ])("%s: %s on weekdays, %s on Sundays", (place, weekdays, sunday) => {
    expect([text(row(place).weekdays), text(row(place).sunday)]).toEqual([weekdays, sunday]);
  });

  test("Florida and Oklahoma allow three texts in 24 hours", () => {
    expect(LAWFUL_HOURS.filter((one) => one.perDayMax === 3).map(({ place }) => place)).toEqual([
      "US-FL",
      "US-OK",
    ]);
  });

  test.each([
    ["FR", "2026-04-06", true],
    ["FR", "2026-05-14", true],
    ["FR", "2026-05-25", true],
    ["FR", "2026-07-14", true],
    ["FR", "2027-03-29", true],
    ["FR", "2026-07-15", false],
    ["US-AL", "2026-07-03", true],
    ["US-AL", "2026-07-04", true],
    ["US-AL", "2026-07-06", false],
    ["US-AL", "2026-11-26", true],
    ["US-AL", "2026-04-27", true],
    ["US-LA", "2026-02-17", true],
    ["US-LA", "2026-04-03", true],
    ["US-LA", "2027-05-31", true],
    ["US-LA", "2027-05-24", false],
    ["US-LA", "2027-01-18", true],
    ["US-RI", "2026-08-10", true],
    ["US-RI", "2026-08-17", false],
  ])("%s: %s is a holiday: %s", (place, day, expected) => {
    expect(isHoliday(Temporal.PlainDate.from(day), row(place).holidays)).toBe(expected);
  });
});

describe("the places where a customer may be", () => {
  const laws = (person: Parameters<typeof jurisdictionsOf>[0]) =>
    [...new Set((jurisdictionsOf(person) ?? []).map(({ law }) => law?.place ?? "none"))].toSorted();
  const zones = (person: Parameters<typeof jurisdictionsOf>[0]) =>
    [...new Set((jurisdictionsOf(person) ?? []).map(({ zone }) => zone))].toSorted();

  test("nothing known: anywhere", () => {
    expect(jurisdictionsOf({})).toBeUndefined();
    expect(jurisdictionsOf({ country: "ZZ" })).toBeUndefined();
    expect(jurisdictionsOf({ region: "ZZ-1" })).toBeUndefined();
  });

  test("a country without a row of law: its clocks, and no law", () => {
    expect(jurisdictionsOf({ country: "JP" })).toEqual([{ zone: "Asia/Tokyo", law: undefined }]);
    expect(zones({ country: "BR" })).toContain("America/Manaus");
    expect(zones({ country: "XK" })).toEqual(["Europe/Belgrade"]);
  });

  test("a code that is commonly written for another: that one's country", () => {
    expect(laws({ country: "UK" })).toEqual(["GB"]);
    expect(zones({ country: "UK" })).toEqual(["Europe/London"]);
  });

  test("a region of another country: either", () => {
    expect(laws({ country: "DE", region: "US-FL" })).toEqual(["DE", "US-FL"]);
    expect(zones({ country: "DE", region: "US-FL" })).toEqual([
      "America/Chicago",
      "America/New_York",
      "Europe/Berlin",
    ]);
  });

  test("the likeliest place is the first", () => {
    expect(jurisdictionsOf({ country: "US" })?.[0]?.zone).toBe("America/New_York");
  });

  test("a clock alone gives the time, but no law", () => {
    expect(jurisdictionsOf({ timeZone: "Asia/Tokyo" })).toEqual([{ zone: "Asia/Tokyo", law: undefined }]);
  });

  test("a state without its clock: each clock that it has", () => {
    expect(zones({ country: "US", region: "US-FL" })).toEqual(["America/Chicago", "America/New_York"]);
    expect(laws({ country: "US", region: "US-FL" })).toEqual(["US-FL"]);
  });

  test("a clock without its state: the law of each state that has it, by whatever name", () => {
    const alaska = { country: "US", timeZone: "America/Juneau" };
    expect(laws(alaska)).toEqual(["US"]);
    expect(laws({ country: "US", timeZone: "US/Pacific" })).toEqual(["US", "US-CA", "US-NV", "US-WA"]);
    expect(laws({ country: "US", timeZone: "America/Phoenix" })).toEqual(["US"]);
    expect(zones(alaska)).toEqual(["America/Juneau"]);
  });

  test("neither: all states on all their clocks", () => {
    expect(laws({ country: "US" })).toContain("US-KY");
    expect(zones({ country: "US" })).toHaveLength(8);
  });

  test("a customer whose time zone does not match their place may be in either", () => {
    expect(zones({ country: "DE", timeZone: "Asia/Tokyo" })).toEqual(["Asia/Tokyo", "Europe/Berlin"]);
    expect(zones({ country: "DE", timeZone: "Europe/Vienna" })).toEqual(["Europe/Vienna"]);
  });

  test("a name that is no zone is no answer", () => {
    expect(isZone("Europe/Atlantis")).toBe(false);
    expect(zones({ country: "DE", timeZone: "Europe/Atlantis" })).toEqual(["Europe/Berlin"]);
  });
});
