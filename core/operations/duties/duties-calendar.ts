import { createHash } from "node:crypto";
import { daysAfter, daysBetween } from "../../model/days.ts";
import type { Day } from "../../model/purchase.ts";
import { askingCampaigns, type Campaign, type CampaignTime } from "./dated-duties.ts";
import { DUTIES, DUTIES_CHECKED_ON, type Duty } from "./duties.ts";

/** A day on which something is due, and on which days it is due again. */
interface DueDay {
  /** Of which a later file is about the same: with it, a calendar replaces what it knows and adds nothing twice. */
  readonly about: readonly string[];
  readonly duty: Duty;
  readonly campaigns: readonly string[];
  readonly due: Day;
  readonly again?: string;
}

/** How long before a day a calendar says so: as RFC 5545 writes durations. */
const ALARMS = ["-P30D", "-P7D"];

/**
 * What is to be done in these places as a calendar that programs subscribe to (iCalendar, RFC 5545): whole days without a time
 * zone, each with an alarm 30 days and 7 days before. The same campaigns make the same bytes on any day, and a day that moves keeps
 * its UID. What has no day is not in it. `today`: campaigns that ended long before it ask for nothing.
 */
export function dutiesCalendar(
  places: readonly string[],
  campaigns: readonly Campaign[],
  today: Day,
): { readonly text: string; readonly days: number } {
  const asking = askingCampaigns(campaigns, today);
  const days = DUTIES.filter(({ place }) => places.includes(place)).flatMap((duty) => dueDays(duty, asking));
  const lines = [
    ...["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Wellspring//Duties//EN", "CALSCALE:GREGORIAN"],
    "X-WR-CALNAME:Duties of giving a share of sales",
    ...days.flatMap(eventLines),
    "END:VCALENDAR",
  ];
  return { text: lines.map((line) => `${folded(line)}\r\n`).join(""), days: days.length };
}

function dueDays(duty: Duty, asking: readonly Campaign[]): DueDay[] {
  const { time, place, what } = duty;
  const about = [place, what];
  const [earliest] = asking.map(({ from }) => from).toSorted();
  if (earliest === undefined || time.kind === "onRequest") return [];
  if (time.kind === "yearly") {
    const ends = asking.map(({ until }) => until).filter((until) => until !== undefined);
    const last = ends.length < asking.length ? undefined : ends.toSorted().at(-1);
    const due = firstYearly(time.day, earliest);
    const until = last === undefined ? "" : `;UNTIL=${dateOf(firstYearly(time.day, last))}`;
    return [{ about, duty, campaigns: [], due, again: `FREQ=YEARLY${until}` }];
  }
  return asking.flatMap((campaign): DueDay[] => {
    const of = dueOf(time, campaign);
    return of === undefined
      ? []
      : [{ about: [...about, campaign.id], duty, campaigns: [campaign.id], ...of }];
  });
}

/** When it is due for a campaign; undefined where the campaign has no end yet from which it counts. */
function dueOf(
  { kind, days }: CampaignTime,
  { from, until }: Campaign,
): Pick<DueDay, "due" | "again"> | undefined {
  switch (kind) {
    case "beforeStart":
      return { due: daysAfter(from, -days) };
    case "afterEnd":
      return until === undefined ? undefined : { due: daysAfter(until, days) };
    case "every": {
      const times = until === undefined ? undefined : Math.max(1, Math.ceil(daysBetween(from, until) / days));
      const again = `FREQ=DAILY;INTERVAL=${days}${times === undefined ? "" : `;COUNT=${times}`}`;
      return { due: daysAfter(from, days), again };
    }
  }
}

/** The first such day of a year from a day on. */
function firstYearly(monthAndDay: string, from: Day): Day {
  const year = Number(from.slice(0, 4));
  const due = `${year}-${monthAndDay}`;
  return due >= from ? due : `${year + 1}-${monthAndDay}`;
}

function eventLines({ about, duty, campaigns, due, again }: DueDay): string[] {
  const { name, what, source } = duty;
  const summary = `SUMMARY:${escaped(`${[name, ...campaigns].join(", ")}: ${what}`)}`;
  const said = `${what} ${source}. Checked on ${DUTIES_CHECKED_ON}. A default for your lawyers, and no advice.`;
  return [
    "BEGIN:VEVENT",
    `UID:${createHash("sha256").update(about.join("\n")).digest("hex").slice(0, 32)}@duties.wellspring`,
    // When these rows were last read, not when the file was made: so that it is the same bytes again.
    `DTSTAMP:${dateOf(DUTIES_CHECKED_ON)}T000000Z`,
    `DTSTART;VALUE=DATE:${dateOf(due)}`,
    `DTEND;VALUE=DATE:${dateOf(daysAfter(due, 1))}`,
    ...(again === undefined ? [] : [`RRULE:${again}`]),
    summary,
    `DESCRIPTION:${escaped(said)}`,
    "TRANSP:TRANSPARENT",
    ...ALARMS.flatMap((trigger) => [
      ...["BEGIN:VALARM", "ACTION:DISPLAY", `TRIGGER:${trigger}`],
      ...[`DESCRIPTION:${escaped(what)}`, "END:VALARM"],
    ]),
    "END:VEVENT",
  ];
}

function dateOf(day: Day): string {
  return day.replaceAll("-", "");
}

function escaped(text: string): string {
  return text.replaceAll(/[\\;,]/g, (sign) => `\\${sign}`).replaceAll("\n", "\\n");
}

/** A line has at most so many bytes; what is more goes on in the next, after a space. */
const LINE_BYTES_MAX = 75;

function folded(line: string): string {
  const lines = [""];
  for (const letter of line) {
    const current = lines.at(-1) ?? "";
    if (Buffer.byteLength(current) + Buffer.byteLength(letter) > LINE_BYTES_MAX) lines.push(` ${letter}`);
    else lines[lines.length - 1] = current + letter;
  }
  return lines.join("\r\n");
}
