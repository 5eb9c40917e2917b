import { Temporal } from "temporal-polyfill";
import { assertNever } from "../../model/assert-never.ts";

/**
 * A day off, as its law states it. `weekday` counts from Monday = 1; `nth` -1 is the last of the month; `easter` counts
 * days from Easter Sunday. `observed`: where it falls on a Saturday or Sunday, the Friday before or Monday after is one too.
 */
export type Holiday =
  | { readonly on: "date"; readonly month: number; readonly day: number; readonly observed?: true }
  | { readonly on: "weekday"; readonly month: number; readonly weekday: number; readonly nth: number }
  | { readonly on: "easter"; readonly offset: number };

const SATURDAY = 6;
const SUNDAY = 7;

export function isHoliday(day: Temporal.PlainDate, holidays: readonly Holiday[]): boolean {
  return holidays.some((holiday) => falls(day, holiday));
}

function falls(day: Temporal.PlainDate, holiday: Holiday): boolean {
  switch (holiday.on) {
    case "date":
      return (
        isDate(day, holiday) ||
        (holiday.observed === true &&
          ((day.dayOfWeek === SATURDAY - 1 && isDate(day.add({ days: 1 }), holiday)) ||
            (day.dayOfWeek === 1 && isDate(day.subtract({ days: 1 }), holiday))))
      );
    case "weekday":
      return day.month === holiday.month && day.dayOfWeek === holiday.weekday && isNth(day, holiday.nth);
    case "easter":
      return easter(day.year).add({ days: holiday.offset }).equals(day);
    default:
      return assertNever(holiday);
  }
}

function isDate(day: Temporal.PlainDate, { month, day: of }: { month: number; day: number }): boolean {
  return day.month === month && day.day === of;
}

function isNth(day: Temporal.PlainDate, nth: number): boolean {
  return nth === -1 ? day.day + SUNDAY > day.daysInMonth : Math.ceil(day.day / SUNDAY) === nth;
}

/** Easter Sunday of the Gregorian calendar, by the algorithm of Meeus, Jones and Butcher. */
function easter(year: number): Temporal.PlainDate {
  const a = year % 19;
  const century = Math.floor(year / 100);
  const rest = year % 100;
  const f = Math.floor((century + 8) / 25);
  const g = Math.floor((century - f + 1) / 3);
  const h = (19 * a + century - Math.floor(century / 4) - g + 15) % 30;
  const l = (32 + 2 * (century % 4) + 2 * Math.floor(rest / 4) - h - (rest % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const sum = h + l - 7 * m + 114;
  return Temporal.PlainDate.from({ year, month: Math.floor(sum / 31), day: (sum % 31) + 1 });
}
