import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { daysAfter } from "../../../../core/model/days.ts";
import { type Campaign, datedDuties } from "../../../../core/operations/duties/dated-duties.ts";
import { DUTIES } from "../../../../core/operations/duties/duties.ts";
import { dutiesCalendar } from "../../../../core/operations/duties/duties-calendar.ts";

const PLACES = [...new Set(DUTIES.map(({ place }) => place))];
const TODAY = "2026-10-15";
const campaign = { id: "everyday", from: "2026-06-01", until: "2026-12-31" };

/** Events as a calendar program reads them: lines that go on are joined, and each name has its values. */
function eventsIn(text: string): ReadonlyMap<string, readonly string[]>[] {
  const lines = text.replaceAll("\r\n ", "").trimEnd().split("\r\n");
  const events: string[][] = [];
  for (const line of lines) {
    if (line === "BEGIN:VEVENT") events.push([]);
    events.at(-1)?.push(line);
  }
  return events.map((own) => {
    const pairs = own.map(
      (line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 1)] as const,
    );
    return new Map(
      [...Map.groupBy(pairs, ([name]) => name)].map(([name, some]) => [name, some.map(([, value]) => value)]),
    );
  });
}

const day = fc.integer({ min: 0, max: 1_000 }).map((days) => daysAfter("2026-01-01", days));
const campaigns: fc.Arbitrary<Campaign[]> = fc
  .array(fc.tuple(day, fc.option(fc.nat(700), { nil: undefined })), { maxLength: 3 })
  .map((drawn) =>
    drawn.map(([from, days], index) => ({
      id: `terms-${index}`,
      from,
      ...(days !== undefined && { until: daysAfter(from, days) }),
    })),
  );

describe("the calendar of duties", () => {
  test("has each day with two alarms, and how it comes again", () => {
    expect(dutiesCalendar(["US-SC"], [campaign], TODAY).text.replaceAll("\r\n", "\n")).toMatchInlineSnapshot(`
      "BEGIN:VCALENDAR
      VERSION:2.0
      PRODID:-//Wellspring//Duties//EN
      CALSCALE:GREGORIAN
      X-WR-CALNAME:Duties of giving a share of sales
      BEGIN:VEVENT
      UID:def314f64c0629ab0c26ae64c6bfda6b@duties.wellspring
      DTSTAMP:20261126T000000Z
      DTSTART;VALUE=DATE:20260531
      DTEND;VALUE=DATE:20260601
      SUMMARY:South Carolina\\, everyday: Register ($50)\\, and file the notice and
        the contract.
      DESCRIPTION:Register ($50)\\, and file the notice and the contract. S.C. Cod
       e 33-56-70. Checked on 2026-11-26. A default for your lawyers\\, and no adv
       ice.
      TRANSP:TRANSPARENT
      BEGIN:VALARM
      ACTION:DISPLAY
      TRIGGER:-P30D
      DESCRIPTION:Register ($50)\\, and file the notice and the contract.
      END:VALARM
      BEGIN:VALARM
      ACTION:DISPLAY
      TRIGGER:-P7D
      DESCRIPTION:Register ($50)\\, and file the notice and the contract.
      END:VALARM
      END:VEVENT
      BEGIN:VEVENT
      UID:2ba17a727e71323f380151823e48d341@duties.wellspring
      DTSTAMP:20261126T000000Z
      DTSTART;VALUE=DATE:20270331
      DTEND;VALUE=DATE:20270401
      SUMMARY:South Carolina\\, everyday: File the joint financial report with the
        charity.
      DESCRIPTION:File the joint financial report with the charity. S.C. Code 33-
       56-70. Checked on 2026-11-26. A default for your lawyers\\, and no advice.
      TRANSP:TRANSPARENT
      BEGIN:VALARM
      ACTION:DISPLAY
      TRIGGER:-P30D
      DESCRIPTION:File the joint financial report with the charity.
      END:VALARM
      BEGIN:VALARM
      ACTION:DISPLAY
      TRIGGER:-P7D
      DESCRIPTION:File the joint financial report with the charity.
      END:VALARM
      END:VEVENT
      END:VCALENDAR
      "
    `);
    const rules = (some: readonly Campaign[]) =>
      eventsIn(dutiesCalendar(["US-CA"], some, TODAY).text).flatMap((event) =>
        event.get("RRULE") === undefined
          ? []
          : [[event.get("DTSTART;VALUE=DATE"), event.get("RRULE")].join(" ")],
      );
    expect(rules([campaign])).toEqual([
      "20260830 FREQ=DAILY;INTERVAL=90;COUNT=3",
      "20260715 FREQ=YEARLY;UNTIL=20270715",
    ]);
    expect(rules([{ id: "everyday", from: "2026-08-01" }])).toEqual([
      "20261030 FREQ=DAILY;INTERVAL=90",
      "20270715 FREQ=YEARLY",
    ]);
  });

  test("replaces a day that moves, and is the same bytes on another day", () => {
    const at = (one: Campaign, today = TODAY) => dutiesCalendar(PLACES, [one], today).text;
    expect(at(campaign, "2026-11-20")).toBe(at(campaign));
    const moved = { ...campaign, until: "2027-01-31" };
    expect(at(moved)).not.toBe(at(campaign));
    const uids = (text: string) => eventsIn(text).map((event) => event.get("UID")?.[0]);
    expect(uids(at(moved))).toEqual(uids(at(campaign)));
  });

  test("property: has every day of the list that is not past, in lines that a program takes", () => {
    fc.assert(
      fc.property(campaigns, day, (some, today) => {
        const { text, days } = dutiesCalendar(PLACES, some, today);
        const events = eventsIn(text);
        expect(events).toHaveLength(days);
        expect(new Set(events.map((event) => event.get("UID")?.[0])).size).toBe(days);
        expect(text.endsWith("END:VCALENDAR\r\n")).toBe(true);
        for (const line of text.split("\r\n")) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
        const starts = new Map(
          Map.groupBy(events, (event) => event.get("DTSTART;VALUE=DATE")?.[0] ?? "").entries(),
        );
        for (const { time, due } of datedDuties(PLACES, some, today)) {
          if (due === undefined || time.kind === "every" || time.kind === "yearly") continue;
          expect(starts.has(due.replaceAll("-", "")), due).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });
});
