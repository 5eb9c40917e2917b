import type { PersonalImpact } from "../../../impact/read-personal.ts";
import { atHour, beginningOf, dayIn, daysAfter } from "../../../model/days.ts";
import type { Preferences } from "../../../model/preferences.ts";
import type { Day, Instant } from "../../../model/purchase.ts";
import type { FactsOf } from "../../content/catalog.ts";

interface DayOfYear {
  readonly month: number;
  readonly day: number;
}

/** The days of the year that are celebrated on this day: its own, and on 28 February of a year without a 29th, that one too. */
export function daysOfYear(day: Day): DayOfYear[] {
  const own = dayOfYear(day);
  const isLast = own.month === 2 && own.day === 28 && dayOfYear(daysAfter(day, 1)).month === 3;
  return isLast ? [own, { month: 2, day: 29 }] : [own];
}

function dayOfYear(day: Day): DayOfYear {
  return { month: Number(day.slice(5, 7)), day: Number(day.slice(8, 10)) };
}

function isOneOf(days: readonly DayOfYear[], { month, day }: DayOfYear): boolean {
  return days.some((one) => one.month === month && one.day === day);
}

interface DateFacts {
  readonly facts: Omit<FactsOf<"important-date">, "soFar"> | undefined;
  readonly validUntil: Instant;
}

/** The most characters of a line of a message. */
const NAME_CHARS_MAX = 120;

/** The customer's named dates on this day, all in one message; no facts if there are none (any more). */
export function namedDateFacts({ dates }: Pick<Preferences, "dates">, day: Day, timeZone: string): DateFacts {
  const today = daysOfYear(day);
  const names = dates.filter((date) => isOneOf(today, date)).map(({ name }) => name);
  // The cut may leave one of an emoji's two characters.
  const name = names
    .join(" · ")
    .slice(0, NAME_CHARS_MAX)
    .replace(/\p{Cs}$/u, "");
  const facts = { occasion: { kind: "named", name }, day } as const;
  return { facts: names.length === 0 ? undefined : facts, validUntil: endOf(timeZone, day) };
}

/**
 * The anniversary of a customer's first gift; no facts on any other day. A fully refunded purchase is no first gift, and a
 * customer whose purchases were for others has none.
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
  const isAnniversary = since !== undefined && years > 0 && isOneOf(daysOfYear(day), dayOfYear(since));
  return {
    facts:
      isAnniversary && !giftsForOthers ? { occasion: { kind: "firstGift", years }, day: since } : undefined,
    validUntil: endOf(timeZone, day),
  };
}

/** No customer gets a message about a day before its morning on their own clock. */
const MORNING_HOUR = 8;

export function morningOf(timeZone: string, day: Day): Instant {
  return atHour(timeZone, day, MORNING_HOUR);
}

/** When the day ends, and the message with it. */
function endOf(timeZone: string, day: Day): Instant {
  return beginningOf(timeZone, daysAfter(day, 1));
}
