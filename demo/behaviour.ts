import type { Order, Shopper } from "./facts.ts";

/** What a customer does after leaving an address in the form. */
export interface Manner {
  readonly shopper: Shopper;
  /** The form for joining, as they fill it in. */
  readonly joins: Readonly<Record<string, string | boolean>>;
  /** Whether they answer the letter or the text; customers who do not get no further message. */
  readonly answers: boolean;
  /** They left a telephone's number and no email; `stops`: and text STOP when they were welcomed. */
  readonly texts?: "byDay" | "atNight" | "stops";
  /** What they change at the preference centre after that. */
  readonly prefers?: Readonly<Record<string, string | boolean>>;
  /** Whether they press their mailbox's unsubscribe button in the first letter that has one. */
  readonly leaves?: boolean;
  /** The notice that the shop sends about an order of theirs. */
  readonly trouble?: "delayed" | "unavailable";
  /** Their purchases come last: those of this day when a time lapse lets its end come, the others after that. */
  readonly waitsForTheEnd?: { readonly day: string; readonly zone: string };
}

const JOINING = 17;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const QUIET_BEFORE_H = 2;
const QUIET_AFTER_H = 8;
const PAUSE_DAYS = 9;
/** Where customers live who gave a place: their clocks decide quiet hours and when a day ends. */
const HOME = "Europe/Berlin";

const LEAVES = 0;
const LEAVE_IT_LYING = [1, 2, 3];
const QUIET = 4;
const PAUSES = 5;
const UPDATES_OFF = 6;
const WEEKLY = 7;
const IN_ORDERS_TOO = 8;
const BY_TEXT_AT_DAY = 9;
const BY_TEXT_AT_NIGHT = 10;
const TEXTS_STOP = 11;
const NAMES_TODAY = 12;
/** The last number with a behaviour of its own. */
const LAST_OF_THESE = NAMES_TODAY;

/** Places with one law; at nearly any time it is day in one of them, and too early or too late for texts in another. */
const PLACES = [
  { place: "US-NY", zone: "America/New_York" },
  { place: "GB", zone: "Europe/London" },
  { place: "DE", zone: "Europe/Berlin" },
  { place: "NZ", zone: "Pacific/Auckland" },
] as const;
const DAY_H = { from: 10, to: 18 };
const NIGHT_H = { from: 8, to: 21 };

/**
 * The first of the known shoppers join, each in a manner of their own, so that a day shows what is sent, put off and
 * not sent, and why. `at` is when the day was drawn: a start on the same day finds the same people.
 */
export function mannersOf(shoppers: readonly Shopper[], orders: readonly Order[], at: string): Manner[] {
  const joining = shoppers.filter(({ known }) => known).slice(0, JOINING);
  const plain = joining.filter(({ number }) => number > LAST_OF_THESE);
  const zone = zoneAtTheEndOfItsDay(at);
  const day = dayIn(zone, at);
  const boughtToday = plain.find((shopper) =>
    orders.some((order) => order.shopper === shopper && dayIn(zone, order.placedAt) === day),
  );
  return joining.map((shopper): Manner => {
    const topics = ["impact", "milestones", ...(shopper.number === IN_ORDERS_TOO ? ["orders"] : [])];
    const manner: Manner = { shopper, joins: formOf(shopper, topics), answers: true };
    if (shopper === boughtToday) {
      const prefers = { "impact.rhythm": "daily", timeZone: zone };
      // Updates alone: other letters would use up what they may get in a day.
      const joins = formOf(shopper, ["impact"]);
      return { ...manner, joins, prefers, waitsForTheEnd: { day, zone } };
    }
    return { ...manner, ...ownWay(shopper, at) };
  });
}

function ownWay(shopper: Shopper, at: string): Partial<Manner> {
  const { number } = shopper;
  if (LEAVE_IT_LYING.includes(number)) return { answers: false };
  switch (number) {
    case LEAVES:
      return { leaves: true };
    case QUIET: {
      const [from, to] = [clockIn(HOME, at, -QUIET_BEFORE_H), clockIn(HOME, at, QUIET_AFTER_H)];
      return { prefers: { timeZone: HOME, "quiet.from": from, "quiet.to": to } };
    }
    case PAUSES: {
      const day = dayIn(HOME, new Date(Date.parse(at) + PAUSE_DAYS * DAY_MS).toISOString());
      return { prefers: { timeZone: HOME, pausedUntil: day } };
    }
    case UPDATES_OFF:
      return { prefers: { "impact.email": false } };
    case WEEKLY:
      return { prefers: { timeZone: HOME, "impact.rhythm": "weekly" }, trouble: "unavailable" };
    case IN_ORDERS_TOO:
      return { trouble: "delayed" };
    case BY_TEXT_AT_DAY:
      return byText(shopper, dayPlace(at), "byDay");
    case BY_TEXT_AT_NIGHT:
      return byText(shopper, nightPlace(at), "atNight");
    case NAMES_TODAY: {
      const [, month, day] = dayIn(HOME, at).split("-").map(Number);
      const date = { "date.0.name": "Birthday", "date.0.day": String(day), "date.0.month": String(month) };
      return { joins: formOf(shopper, ["dates"]), prefers: { timeZone: HOME, ...date } };
    }
    case TEXTS_STOP:
      return byText(shopper, dayPlace(at), "stops");
    default:
      return {};
  }
}

function byText({ phone }: Shopper, place: string, texts: NonNullable<Manner["texts"]>): Partial<Manner> {
  return { joins: { phone, place, language: "en", "wishes=impact.sms": true }, texts };
}

function dayPlace(at: string): string {
  const there = PLACES.find(({ zone }) => hourIn(zone, at) >= DAY_H.from && hourIn(zone, at) < DAY_H.to);
  return (there ?? PLACES[0]).place;
}

function nightPlace(at: string): string {
  const there = PLACES.find(({ zone }) => hourIn(zone, at) < NIGHT_H.from || hourIn(zone, at) >= NIGHT_H.to);
  return (there ?? PLACES[0]).place;
}

function hourIn(zone: string, at: string): number {
  return Number(clockIn(zone, at, 0).slice(0, 2));
}

/** Some of them read German. */
function formOf({ number, email }: Shopper, topics: readonly string[]): Manner["joins"] {
  return {
    email,
    language: number % 3 === 2 ? "de" : "en",
    ...Object.fromEntries(topics.map((topic) => [`wishes=${topic}.email`, true])),
  };
}

/** A zone in which less than an hour is left of the day, whatever the time is here. */
function zoneAtTheEndOfItsDay(at: string): string {
  const zones = Intl.supportedValuesOf("timeZone").filter((zone) => zone.includes("/"));
  return zones.find((zone) => clockIn(zone, at, 0).startsWith("23:")) ?? HOME;
}

export function dayIn(timeZone: string, at: string): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone, dateStyle: "short" }).format(Date.parse(at));
}

/** The full hour on the clocks of a zone, that number of hours from now: `21:00`; the present one with its minutes. */
function clockIn(timeZone: string, at: string, away: number): string {
  const time = new Intl.DateTimeFormat("en-GB", { timeZone, timeStyle: "short" }).format(
    Date.parse(at) + away * HOUR_MS,
  );
  return away === 0 ? time : `${time.slice(0, 2)}:00`;
}
