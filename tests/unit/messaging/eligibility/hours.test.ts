import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import { isHoliday } from "../../../../core/messaging/eligibility/holidays.ts";
import {
  daily,
  firstOpen,
  isOpen,
  minuteOfDay,
  type OpenSpan,
  outside,
} from "../../../../core/messaging/eligibility/hours.ts";
import { LAWFUL_HOURS, type LawfulHours } from "../../../../core/messaging/eligibility/permitted-hours.ts";
import { LAST_MINUTES, permittedHours } from "../../../../core/messaging/eligibility/quiet-hours-law.ts";
import { clockChanges, instantOf, MINUTE_MS, readClock } from "../../../support/eligibility-clock.ts";

/** Both hemispheres, halves and quarters of an hour, clocks that change at midnight, by half an hour or by two, and never. */
const ZONES = [
  "Africa/Cairo",
  "Africa/Casablanca",
  "America/Adak",
  "America/Asuncion",
  "America/Chicago",
  "America/Denver",
  "America/Havana",
  "America/Los_Angeles",
  "America/New_York",
  "America/Phoenix",
  "America/Santiago",
  "America/St_Johns",
  "Antarctica/Troll",
  "Asia/Beirut",
  "Asia/Jerusalem",
  "Asia/Kathmandu",
  "Atlantic/Azores",
  "Australia/Adelaide",
  "Australia/Lord_Howe",
  "Europe/Berlin",
  "Europe/Dublin",
  "Europe/London",
  "Pacific/Chatham",
  "Pacific/Honolulu",
] as const;

const STEP_MS = 5 * MINUTE_MS;
const STEPS_BEFORE = (26 * 60) / 5;
const STEPS_AFTER = (24 * 60 * 4) / 5;

/** What the clocks read around each clock change (or around a midnight, where there is none). */
const edges = ZONES.flatMap((zone) => {
  const changes = clockChanges(zone, 2026);
  const around = changes.length > 0 ? changes : [Date.UTC(2026, 2, 29)];
  return around.map((change) => {
    const from = change - STEPS_BEFORE * STEP_MS;
    const readings = Array.from({ length: STEPS_BEFORE + STEPS_AFTER }, (_, step) =>
      readClock(zone, from + step * STEP_MS),
    );
    return { zone, change, from, readings };
  });
});

const STARTS_MINUTES = [-26 * 60, -90, -30, -5, 0, 5, 30, 90, 12 * 60];

/** Asked for each reading, of which a day has hundreds. */
const holidaysOf = new Map<LawfulHours, Map<string, boolean>>();
function isHolidayOf(law: LawfulHours, day: string): boolean {
  const known = holidaysOf.get(law) ?? new Map<string, boolean>();
  holidaysOf.set(law, known);
  const answer = known.get(day) ?? isHoliday(Temporal.PlainDate.from(day), law.holidays);
  known.set(day, answer);
  return answer;
}

function expectedOpen(law: LawfulHours, { minute, weekday, day }: ReturnType<typeof readClock>): boolean {
  const week = weekday === "Sun" ? law.sunday : weekday === "Sat" ? law.saturday : law.weekdays;
  const holiday = isHolidayOf(law, day);
  return [week, ...(holiday ? [law.onHolidays] : [])].every(
    (window) =>
      window !== "none" && minute >= minuteOfDay(window[0]) && minute < minuteOfDay(window[1]) - LAST_MINUTES,
  );
}

/** One row for all places whose hours and holidays are the same: what it says of one holds for each. */
const sameHours = Map.groupBy(LAWFUL_HOURS, ({ weekdays, saturday, sunday, holidays, onHolidays }) =>
  JSON.stringify([weekdays, saturday, sunday, holidays, onHolidays]),
);
const rows = [...sameHours.values()].flatMap(([law, ...others]) =>
  law === undefined ? [] : [[[law, ...others].map(({ place }) => place).join(", "), law] as const],
);

describe("the law's hours", () => {
  test("24 zones are checked, and most change their clocks", () => {
    expect(ZONES).toHaveLength(24);
    expect(new Set(edges.map(({ zone, change }) => `${zone} ${change}`)).size).toBeGreaterThan(40);
  });

  test("every place is in one of the rows", () => {
    expect(rows.flatMap(([places]) => places.split(", ")).sort()).toEqual(
      LAWFUL_HOURS.map(({ place }) => place).sort(),
    );
  });

  test.each(rows)(
    "%s: open when the clock says so and opening at the first such minute, in 24 zones around each clock change",
    (_, law) => {
      for (const { zone, change, from, readings } of edges) {
        const hours = permittedHours([{ zone, law }]);
        if (hours === "never") throw new Error("The law has a row");
        for (const start of STARTS_MINUTES) {
          const first = (change - from) / STEP_MS + start / 5;
          const found = readings.findIndex((reading, step) => step >= first && expectedOpen(law, reading));
          const wanted = found < 0 ? undefined : instantOf(from + found * STEP_MS);
          const at = Temporal.Instant.from(instantOf(change + start * MINUTE_MS));
          expect(
            hours.every((one) => isOpen(one, at)),
            `${zone} ${at}`,
          ).toBe(found === first);
          const opens = firstOpen(hours, at)?.toString({ smallestUnit: "second" });
          if (wanted !== undefined) expect(opens, `${zone} from ${at}`).toBe(wanted);
        }
      }
    },
  );
});

const at = (text: string) => Temporal.Instant.from(text);
const always = (zone: string, spans: readonly OpenSpan[]) => ({ zone, on: () => spans });
const opening = (zone: string, spans: readonly OpenSpan[], from: string) =>
  firstOpen([always(zone, spans)], at(from))?.toString({ smallestUnit: "second" });

describe("hours", () => {
  test.each([
    ["22:00", "07:00", "2026-06-01T20:30:00Z", "2026-06-02T05:00:00Z", "in the evening"],
    ["22:00", "07:00", "2026-06-02T04:59:00Z", "2026-06-02T05:00:00Z", "in the early morning"],
    ["22:00", "07:00", "2026-06-02T05:00:00Z", "2026-06-02T05:00:00Z", "when they end"],
    ["12:00", "13:30", "2026-06-02T10:00:00Z", "2026-06-02T11:30:00Z", "at noon"],
    ["00:00", "08:00", "2026-06-01T22:00:00Z", "2026-06-02T06:00:00Z", "from midnight"],
    ["20:00", "00:00", "2026-06-01T21:59:00Z", "2026-06-01T22:00:00Z", "until midnight"],
  ])("quiet from %s to %s in Berlin: at %s the next message may go at %s (%s)", (from, to, at, until) => {
    expect(opening("Europe/Berlin", outside(from, to), at)).toBe(until);
  });

  test("quiet from a time to the same time is quiet all day", () => {
    expect(opening("Europe/Berlin", outside("09:00", "09:00"), "2026-06-01T10:00:00Z")).toBeUndefined();
  });

  test("an hour that is left out never comes: what begins in it begins after it", () => {
    expect(opening("Europe/Berlin", daily("02:30", "06:00"), "2026-03-28T23:30:00Z")).toBe(
      "2026-03-29T01:00:00Z",
    );
  });

  test("in the hour that comes twice, they are open twice and closed between", () => {
    const half = daily("02:30", "03:00");
    expect(opening("Europe/Berlin", half, "2026-10-24T23:30:00Z")).toBe("2026-10-25T00:30:00Z");
    expect(opening("Europe/Berlin", half, "2026-10-25T01:00:00Z")).toBe("2026-10-25T01:30:00Z");
  });

  test("on two clocks at once: the first time that suits both", () => {
    const day = daily("08:00", "21:00");
    const both = [always("America/New_York", day), always("Pacific/Honolulu", day)];
    expect(firstOpen(both, at("2026-01-15T12:00:00Z"))?.toString()).toBe("2026-01-15T18:00:00Z");
    expect(firstOpen(both, at("2026-01-16T01:59:00Z"))?.toString()).toBe("2026-01-16T01:59:00Z");
    expect(firstOpen(both, at("2026-01-16T02:00:00Z"))?.toString()).toBe("2026-01-16T18:00:00Z");
  });

  test("that never meet have no first time", () => {
    const both = [always("UTC", daily("08:00", "12:00")), always("UTC", daily("12:00", "20:00"))];
    expect(firstOpen(both, at("2026-01-15T12:00:00Z"))).toBeUndefined();
  });
});
