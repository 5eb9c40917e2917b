import { dayIn, daysAfter } from "../model/days.ts";
import { minutesAfter } from "../model/instant.ts";
import type { Day, Instant } from "../model/purchase.ts";

/** An entry says when it was made, and is written after that, by a function that ends within minutes: as long a day is not over. */
const WRITTEN_WITHIN_MINUTES = 15;

/** The day on which it is certain that the ledger has all of the days before. */
export function dayOfWrites(timeZone: string, at: Instant): Day {
  return dayIn(timeZone, minutesAfter(at, -WRITTEN_WITHIN_MINUTES));
}

export function lastMonthsEnd(today: Day): Day {
  return daysAfter(`${today.slice(0, 7)}-01`, -1);
}
