import type { Instant } from "./purchase.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** The instant of a Unix time in milliseconds, cut to the second. Throws a `RangeError` for what is no time. */
export function instantAt(ms: number): Instant {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}

export function minutesAfter(at: Instant, minutes: number): Instant {
  return instantAt(Date.parse(at) + minutes * MINUTE_MS);
}

/** Whole minutes; negative where `to` is earlier. */
export function minutesBetween(from: Instant, to: Instant): number {
  return Math.floor((Date.parse(to) - Date.parse(from)) / MINUTE_MS);
}

/** The instant `days` times 24 hours earlier. */
export function daysBefore(at: Instant, days: number): Instant {
  return instantAt(Date.parse(at) - days * DAY_MS);
}

/** As DynamoDB's time to live wants it. DynamoDB deletes late: the time in the row decides. */
export function epochSeconds(at: Instant): number {
  return Math.floor(Date.parse(at) / 1000);
}
