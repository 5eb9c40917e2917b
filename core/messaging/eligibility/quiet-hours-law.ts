import type { Temporal } from "temporal-polyfill";
import { isHoliday } from "./holidays.ts";
import { daily, type Hours, type OpenSpan } from "./hours.ts";
import type { Jurisdiction } from "./jurisdictions.ts";
import type { LawfulHours, Window } from "./permitted-hours.ts";

/** A text may take some minutes, and by SNS it has no time to live: none is sent in the last minutes of a window. */
export const LAST_MINUTES = 10;

const SATURDAY = 6;
const SUNDAY = 7;

/** The hours in which texts are lawful in all of these places; `never` if one has no row, or no place is known. */
export function permittedHours(places: readonly Jurisdiction[] | undefined): readonly Hours[] | "never" {
  if (places === undefined) return "never";
  const hours = new Map<string, Hours>();
  for (const { zone, law } of places) {
    if (law === undefined) return "never";
    hours.set(`${zone} ${law.place}`, { zone, on: (day) => spansOf(law, day) });
  }
  return [...hours.values()];
}

function spansOf(law: LawfulHours, day: Temporal.PlainDate): readonly OpenSpan[] {
  const windows = [ofWeek(law, day), ...(isHoliday(day, law.holidays) ? [law.onHolidays] : [])];
  return windows.map(toSpans).reduce(meet);
}

function ofWeek(law: LawfulHours, { dayOfWeek }: Temporal.PlainDate): Window {
  if (dayOfWeek === SUNDAY) return law.sunday;
  return dayOfWeek === SATURDAY ? law.saturday : law.weekdays;
}

function toSpans(window: Window): readonly OpenSpan[] {
  if (window === "none") return [];
  return daily(...window).map(({ from, to }) => ({ from, to: to - LAST_MINUTES }));
}

/** The spans that lie in both. */
function meet(one: readonly OpenSpan[], other: readonly OpenSpan[]): readonly OpenSpan[] {
  return one
    .flatMap((a) => other.map((b) => ({ from: Math.max(a.from, b.from), to: Math.min(a.to, b.to) })))
    .filter(({ from, to }) => from < to);
}
