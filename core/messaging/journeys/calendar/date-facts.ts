import type { PersonalImpact } from "../../../impact/read-personal.ts";
import { atHour, beginningOf, dayIn, daysAfter } from "../../../model/days.ts";
import type { Preferences } from "../../../model/preferences.ts";
import type { Day, Instant } from "../../../model/purchase.ts";
import { mayLearnFrom } from "../../../people/preferences/presents.ts";
import type { FactsOf } from "../../content/catalog.ts";
import type { Clocks } from "../../eligibility/clocks.ts";

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

type DateFacts = Omit<FactsOf<"important-date">, "soFar">;

/** The most characters of a line of a message. */
const NAME_CHARS_MAX = 120;

/** The customer's named dates on this day, all in one message; undefined if there are none (any more). */
export function namedDateFacts({ dates }: Pick<Preferences, "dates">, day: Day): DateFacts | undefined {
  const today = daysOfYear(day);
  const names = dates.filter((date) => isOneOf(today, date)).map(({ name }) => name);
  // The cut may leave one of an emoji's two characters.
  const name = names
    .join(" · ")
    .slice(0, NAME_CHARS_MAX)
    .replace(/\p{Cs}$/u, "");
  return names.length === 0 ? undefined : { occasion: { kind: "named", name }, day };
}

/**
 * The anniversary of a customer's first gift; undefined on any other day. A fully refunded purchase is no first gift, and a
 * customer whose first one was a present, or whose purchases all are, has none: the words say "your first gift".
 */
export function anniversaryFacts(
  { purchases }: PersonalImpact,
  preferences: Pick<Preferences, "giftsForOthers" | "presents">,
  day: Day,
  clock: string,
): DateFacts | undefined {
  const first = purchases.findLast(({ parts }) => parts.length > 0);
  if (first === undefined || !mayLearnFrom(preferences, first.gift)) return undefined;
  const since = dayIn(clock, first.placedAt);
  const years = Number(day.slice(0, 4)) - Number(since.slice(0, 4));
  const isAnniversary = years > 0 && isOneOf(daysOfYear(day), dayOfYear(since));
  return isAnniversary ? { occasion: { kind: "firstGift", years }, day: since } : undefined;
}

/** No customer gets a message about a day before its morning on their own clock. */
const MORNING_HOUR = 8;

/**
 * When a day may be told to a customer who may live on any of these clocks: from its morning on the last of them until it ends
 * on the first. Where these do not meet, on the likeliest clock alone.
 */
export function dayOnClocks(clocks: Clocks, day: Day): { readonly morning: Instant; readonly end: Instant } {
  const next = daysAfter(day, 1);
  const [home] = clocks;
  const ofHome = { morning: atHour(home, day, MORNING_HOUR), end: beginningOf(home, next) };
  const morning =
    clocks
      .map((clock) => atHour(clock, day, MORNING_HOUR))
      .toSorted()
      .at(-1) ?? ofHome.morning;
  const [end = ofHome.end] = clocks.map((clock) => beginningOf(clock, next)).toSorted();
  return morning < end ? { morning, end } : ofHome;
}
