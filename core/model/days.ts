import { Temporal } from "temporal-polyfill";
import type { Day, Instant } from "./purchase.ts";

/** The day on which an instant falls in a time zone. */
export function dayIn(timeZone: string, instant: Instant): Day {
  return Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone).toPlainDate().toString();
}

/** The day that is `days` after another: calendar days, whatever the clocks do. */
export function daysAfter(day: Day, days: number): Day {
  return Temporal.PlainDate.from(day).add({ days }).toString();
}

/** How many days the second is after the first; negative where it is before. */
export function daysBetween(first: Day, second: Day): number {
  return Temporal.PlainDate.from(first).until(Temporal.PlainDate.from(second), { largestUnit: "days" }).days;
}

/** The instant `days` times 24 hours later. */
export function instantAfter(instant: Instant, days: number): Instant {
  return Temporal.Instant.from(instant)
    .add({ hours: days * 24 })
    .toString({ smallestUnit: "second" });
}

/** When a day begins on the clocks of a time zone. */
export function beginningOf(timeZone: string, day: Day): Instant {
  return atHour(timeZone, day, 0);
}

/** When the clocks of a time zone show this, such as `2026-12-01T10:00`; undefined for what is no day and time. */
export function onClock(timeZone: string, dayAndTime: string): Instant | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(dayAndTime)) return undefined;
  try {
    const at = Temporal.PlainDateTime.from(dayAndTime, { overflow: "reject" }).toZonedDateTime(timeZone);
    return at.toInstant().toString({ smallestUnit: "second" });
  } catch {
    return undefined;
  }
}

/** When it is that hour of a day there. */
export function atHour(timeZone: string, day: Day, hour: number): Instant {
  const plainTime = Temporal.PlainTime.from({ hour });
  const at = Temporal.PlainDate.from(day).toZonedDateTime({ timeZone, plainTime });
  return at.toInstant().toString({ smallestUnit: "second" });
}
