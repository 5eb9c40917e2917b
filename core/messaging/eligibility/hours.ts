import { Temporal } from "temporal-polyfill";

/** Longer than any text lives: its service gives it up after 72 hours. */
const CLOSING_DAYS = 5;

/** From–to in minutes of a day's clock, to exclusive: 480–1260 is from 08:00 until just before 21:00. */
export interface OpenSpan {
  readonly from: number;
  readonly to: number;
}

/** The hours of one zone: open while its clock reads a time within one of the day's spans. */
export interface Hours {
  readonly zone: string;
  on(day: Temporal.PlainDate): readonly OpenSpan[];
}

export const DAY_MINUTES = 24 * 60;
/** Longer than any run of holidays and Sundays: hours that do not open within it never do. */
export const HORIZON_DAYS = 14;

/**
 * Decides by what the clock reads. In an hour that comes twice, hours may open or close twice; hours that would open in a
 * skipped hour open after it.
 */
export function isOpen(hours: Hours, at: Temporal.Instant): boolean {
  const local = at.toZonedDateTimeISO(hours.zone);
  const minute = local.hour * 60 + local.minute;
  return hours.on(local.toPlainDate()).some(({ from, to }) => from <= minute && minute < to);
}

/** The first time, not before `from`, at which all hours are open; undefined if there is none within HORIZON_DAYS. */
export function firstOpen(all: readonly Hours[], from: Temporal.Instant): Temporal.Instant | undefined {
  const end = from.add({ hours: HORIZON_DAYS * 24 });
  let at = from;
  for (;;) {
    let latest = at;
    for (const hours of all) {
      const next = nextOpen(hours, latest, end);
      if (next === undefined) return undefined;
      latest = next;
    }
    if (latest.equals(at)) return at;
    at = latest;
  }
}

function nextOpen(hours: Hours, from: Temporal.Instant, end: Temporal.Instant): Temporal.Instant | undefined {
  if (isOpen(hours, from)) return from;
  let day = from.toZonedDateTimeISO(hours.zone).toPlainDate();
  for (let days = 0; days <= HORIZON_DAYS; days += 1) {
    const next = opportunities(hours, day)
      .filter((at) => Temporal.Instant.compare(at, from) > 0 && isOpen(hours, at))
      .toSorted(Temporal.Instant.compare)[0];
    if (next !== undefined) return Temporal.Instant.compare(next, end) <= 0 ? next : undefined;
    day = day.add({ days: 1 });
  }
  return undefined;
}

/** The first time after `from`, within a few days, at which one of these open hours is closed; undefined if there is none. */
export function firstClosed(all: readonly Hours[], from: Temporal.Instant): Temporal.Instant | undefined {
  const closings = all.flatMap((hours) => {
    const today = from.toZonedDateTimeISO(hours.zone).toPlainDate();
    const days = Array.from({ length: CLOSING_DAYS }, (_, ahead) => today.add({ days: ahead }));
    return days.flatMap((day) => ends(hours, day)).filter((at) => !isOpen(hours, at));
  });
  return closings
    .filter((at) => Temporal.Instant.compare(at, from) > 0)
    .toSorted(Temporal.Instant.compare)[0];
}

/** The times at which hours can close on a day: a span's end, twice if its time comes twice, and each clock change. */
function ends(hours: Hours, day: Temporal.PlainDate): Temporal.Instant[] {
  const spans = hours.on(day);
  const closing = spans.length === 0 ? [0] : spans.map(({ to }) => to);
  const times = closing.flatMap((to) => {
    const time = day.toPlainDateTime().add({ minutes: to });
    return (["earlier", "later"] as const).map((disambiguation) =>
      time.toZonedDateTime(hours.zone, { disambiguation }).toInstant(),
    );
  });
  return [...times, ...clockChanges(hours.zone, day)];
}

/** The times at which hours can open on a day: a span's start, twice if its time comes twice, and each clock change. */
function opportunities(hours: Hours, day: Temporal.PlainDate): Temporal.Instant[] {
  const starts = hours.on(day).flatMap(({ from }) => {
    const time = day.toPlainDateTime({ hour: Math.floor(from / 60), minute: from % 60 });
    return (["earlier", "later"] as const).map((disambiguation) =>
      time.toZonedDateTime(hours.zone, { disambiguation }).toInstant(),
    );
  });
  return [...starts, ...clockChanges(hours.zone, day)];
}

function clockChanges(zone: string, day: Temporal.PlainDate): Temporal.Instant[] {
  const start = day.toZonedDateTime(zone);
  const end = day.add({ days: 1 }).toZonedDateTime(zone);
  if (start.offsetNanoseconds === end.offsetNanoseconds) return [];
  const change = start.getTimeZoneTransition("next");
  return change === null ? [] : [change.toInstant()];
}

/** `21:00` → 1260. */
export function minuteOfDay(time: string): number {
  const [hour, minute] = time.split(":");
  return Number(hour) * 60 + Number(minute);
}

/** From–to of each day, across midnight where from is not before to. */
export function daily(from: string, to: string): readonly OpenSpan[] {
  const [start, end] = [minuteOfDay(from), minuteOfDay(to)];
  if (start < end) return [{ from: start, to: end }];
  return [
    { from: 0, to: end },
    { from: start, to: DAY_MINUTES },
  ].filter((span) => span.from < span.to);
}

/** The spans of a day outside from–to. From and to the same: none, since the whole day is within. */
export function outside(from: string, to: string): readonly OpenSpan[] {
  return minuteOfDay(from) === minuteOfDay(to) ? [] : daily(to, from);
}
