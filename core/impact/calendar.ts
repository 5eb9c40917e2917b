import { dayIn } from "../model/days.ts";
import type { Day } from "../model/purchase.ts";

/** The quarter of an hour that a point in time (or a minute) falls in: `2026-11-22T13:30Z`. */
export function quarterOf(instant: string): string {
  const quarter = Math.floor(Number(instant.slice(14, 16)) / 15) * 15;
  return `${instant.slice(0, 14)}${String(quarter).padStart(2, "0")}Z`;
}

export function monthOf(day: Day): string {
  return day.slice(0, 7);
}

export interface Calendar {
  /** The day in the brand's time zone that a point in time, a minute or a quarter of an hour belongs to. */
  dayOf(instant: string): Day;
}

const QUARTERS_REMEMBERED_MAX = 10_000;

/**
 * The days of a time zone. All zones in force today differ from UTC by whole quarters of an hour, also the ones
 * with :30 and :45, and change their clocks on such a quarter: so a quarter never falls into two days, and the
 * day is worked out once for each. Throws RangeError for a zone that does not exist.
 */
export function calendar(timeZone: string): Calendar {
  const known = new Map<string, Day>();
  return {
    dayOf(instant) {
      const quarter = quarterOf(instant);
      const remembered = known.get(quarter);
      if (remembered !== undefined) return remembered;
      const day = dayIn(timeZone, quarter);
      if (known.size >= QUARTERS_REMEMBERED_MAX) known.clear();
      known.set(quarter, day);
      return day;
    },
  };
}
