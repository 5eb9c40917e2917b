import type { PersonalImpact } from "../../../impact/read-personal.ts";
import { atHour, beginningOf, dayIn, daysAfter } from "../../../model/days.ts";
import type { Preferences } from "../../../model/preferences.ts";
import type { Day, Instant } from "../../../model/purchase.ts";
import type { FactsOf } from "../../content/catalog.ts";

interface DayOfYear {
  readonly month: number;
  readonly day: number;
}

/** Which days of the year are kept on this day: its own; and on 28 February, if there is no 29th, that one too. */
export function daysOfYear(day: Day): DayOfYear[] {
  const own = dayOfYear(day);
  const isLast = own.month === 2 && own.day === 28 && dayOfYear(daysAfter(day, 1)).month === 3;
  return isLast ? [own, { month: 2, day: 29 }] : [own];
}

function dayOfYear(day: Day): DayOfYear {
  return { month: Number(day.slice(5, 7)), day: Number(day.slice(8, 10)) };
}

function isKept(kept: readonly DayOfYear[], { month, day }: DayOfYear): boolean {
  return kept.some((one) => one.month === month && one.day === day);
}

interface DateFacts {
  readonly facts: Omit<FactsOf<"important-date">, "soFar"> | undefined;
  readonly validUntil: Instant;
}

/** So many characters a line of a message may have. */
const NAME_CHARS_MAX = 120;

/** The dates of this day that a customer named: all in one message. None of them (any more): no facts. */
export function namedDateFacts({ dates }: Pick<Preferences, "dates">, day: Day, timeZone: string): DateFacts {
  const today = daysOfYear(day);
  const names = dates.filter((date) => isKept(today, date)).map(({ name }) => name);
  // An emoji may be two characters of which the cut leaves one.
  const name = names
    .join(" · ")
    .slice(0, NAME_CHARS_MAX)
    .replace(/\p{Cs}$/u, "");
  const facts = { occasion: { kind: "named", name }, day } as const;
  return { facts: names.length === 0 ? undefined : facts, validUntil: overAt(timeZone, day) };
}

/**
 * That a customer's first gift was given on this day of an earlier year. Purchases that were given back are no first
 * gift; nor is any if the customer says that they were for others.
 */
export function anniversaryFacts(
  { purchases }: PersonalImpact,
  { giftsForOthers }: Pick<Preferences, "giftsForOthers">,
  day: Day,
  timeZone: string,
): DateFacts {
  const first = purchases.findLast(({ parts }) => parts.length > 0);
  const since = first && dayIn(timeZone, first.placedAt);
  const years = since === undefined ? 0 : Number(day.slice(0, 4)) - Number(since.slice(0, 4));
  const isIt = since !== undefined && years > 0 && isKept(daysOfYear(day), dayOfYear(since));
  return {
    facts: isIt && !giftsForOthers ? { occasion: { kind: "firstGift", years }, day: since } : undefined,
    validUntil: overAt(timeZone, day),
  };
}

/** No customer gets a message about a day before it has come where they are, nor in its night. */
const MORNING_HOUR = 8;

export function morningOf(timeZone: string, day: Day): Instant {
  return atHour(timeZone, day, MORNING_HOUR);
}

/** A day later it would be late. */
function overAt(timeZone: string, day: Day): Instant {
  return beginningOf(timeZone, daysAfter(day, 1));
}
