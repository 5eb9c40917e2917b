import { Temporal } from "temporal-polyfill";
import { type Service, WEEKDAYS } from "../../model/answering-hours.ts";
import { instantAt } from "../../model/instant.ts";
import type { Instant } from "../../model/purchase.ts";

const MINUTE_MS = 60_000;
/** Whoever works on no day within it never does. */
const HORIZON_DAYS = 370;

/** The hours of a brand: the part of {@link Service} that working time is counted by. */
type WorkingHours = Pick<Service, "zone" | "week" | "holidays">;

interface Span {
  readonly from: number;
  readonly to: number;
}

/**
 * The time at which so many working minutes have passed since `from`: exact minutes, also in a night in which the clock
 * changes. At the end of a day and not at the start of the next. Undefined where nobody works within a year.
 */
export function afterWorking(from: Instant, minutes: number, hours: WorkingHours): Instant | undefined {
  let left = minutes * MINUTE_MS;
  for (const span of spansFrom(from, hours)) {
    const open = Math.max(span.from, Date.parse(from));
    if (span.to - open >= left) return instantAt(open + left);
    left -= span.to - open;
  }
  return undefined;
}

/** The working minutes between two times, rounded down; none where `to` is not later. Of more than a year, those of the first. */
export function workingMinutes(from: Instant, to: Instant, hours: WorkingHours): number {
  const end = Date.parse(to);
  let passed = 0;
  for (const span of spansFrom(from, hours)) {
    if (span.from >= end) break;
    passed += Math.min(span.to, end) - Math.max(span.from, Date.parse(from));
  }
  return Math.floor(passed / MINUTE_MS);
}

/** The open spans that end after a time, in their order, in Unix milliseconds. */
function* spansFrom(from: Instant, { zone, week, holidays }: WorkingHours): Generator<Span> {
  const start = Date.parse(from);
  const closed = new Set(holidays);
  let day = Temporal.Instant.from(from).toZonedDateTimeISO(zone).toPlainDate();
  for (let ahead = 0; ahead < HORIZON_DAYS; ahead += 1) {
    const weekday = WEEKDAYS[day.dayOfWeek - 1];
    const spans = weekday === undefined || closed.has(day.toString()) ? [] : week[weekday];
    const opened = spans.map(({ from: opens, to: closes }) => ({
      from: msOf(day, opens, zone),
      // "00:00" closes at midnight, at the day's end.
      to: closes === "00:00" ? msOf(day.add({ days: 1 }), closes, zone) : msOf(day, closes, zone),
    }));
    yield* opened
      .filter(({ from: opens, to }) => opens < to && to > start)
      .toSorted((a, b) => a.from - b.from);
    day = day.add({ days: 1 });
  }
}

/** A time that a clock change skips is the one after it, of one that comes twice the first. */
function msOf(day: Temporal.PlainDate, time: string, zone: string): number {
  return day.toPlainDateTime(Temporal.PlainTime.from(time)).toZonedDateTime(zone).epochMilliseconds;
}
