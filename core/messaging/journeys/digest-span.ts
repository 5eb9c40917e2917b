import { Temporal } from "temporal-polyfill";
import type { Rhythm } from "../../model/preferences.ts";
import type { Day, Instant } from "../../model/purchase.ts";

/** A rhythm that gathers messages into a digest. */
export type DigestRhythm = Exclude<Rhythm, "eachTime">;

/** A span of whole days, the last included. `until`: when it ends. */
export interface DigestSpan {
  readonly rhythm: DigestRhythm;
  readonly from: Day;
  readonly to: Day;
  readonly until: Instant;
}

/** The day, week (Monday to Sunday) or month that a point in time falls in, as clocks in this zone count days. */
export function digestSpan(rhythm: DigestRhythm, at: Instant, timeZone: string): DigestSpan {
  const day = Temporal.Instant.from(at).toZonedDateTimeISO(timeZone).toPlainDate();
  const from = firstDay(rhythm, day);
  const to = from.add(LENGTHS[rhythm]).subtract({ days: 1 });
  const until = to.add({ days: 1 }).toZonedDateTime(timeZone).toInstant();
  return {
    rhythm,
    from: from.toString(),
    to: to.toString(),
    until: until.toString({ smallestUnit: "second" }),
  };
}

const LENGTHS = { daily: { days: 1 }, weekly: { days: 7 }, monthly: { months: 1 } } as const;

function firstDay(rhythm: DigestRhythm, day: Temporal.PlainDate): Temporal.PlainDate {
  if (rhythm === "daily") return day;
  return rhythm === "weekly" ? day.subtract({ days: day.dayOfWeek - 1 }) : day.with({ day: 1 });
}
