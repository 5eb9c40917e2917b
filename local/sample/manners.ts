import type { Order, Shopper } from "./facts.ts";

/** What somebody does who leaves an address in the form. */
export interface Manner {
  readonly shopper: Shopper;
  /** The form for joining, as they fill it in. */
  readonly joins: Readonly<Record<string, string | boolean>>;
  /** Whether they answer the letter; who leaves it lying hears nothing more. */
  readonly answers: boolean;
  /** What they change at the preference centre after that. */
  readonly prefers?: Readonly<Record<string, string | boolean>>;
  /** Whether they press their mailbox's unsubscribe button in the first letter that has one. */
  readonly leaves?: boolean;
  /** Their purchases come last, when a time lapse lets the end of their day come. */
  readonly waitsForTheEnd?: Readonly<{ day: string }>;
}

const JOINING = 14;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const QUIET_BEFORE_H = 2;
const QUIET_AFTER_H = 8;
const PAUSE_DAYS = 9;
/** Where those live who said so: their clocks decide what is quiet and when a day ends. */
const HOME = "Europe/Berlin";

const LEAVES = 0;
const LEAVE_IT_LYING = [1, 2, 3];
const QUIET = 4;
const PAUSES = 5;
const UPDATES_OFF = 6;
const WEEKLY = 7;
const IN_ORDERS_TOO = 8;

/**
 * The first of the known shoppers join, each in a manner of their own, so that a day shows what is sent, put off and
 * not sent, and why. `at` is when the day was drawn: a start on the same day finds the same people.
 */
export function mannersOf(shoppers: readonly Shopper[], orders: readonly Order[], at: string): Manner[] {
  const joining = shoppers.filter(({ known }) => known).slice(0, JOINING);
  const plain = joining.filter(({ number }) => number > IN_ORDERS_TOO);
  const zone = zoneAtTheEndOfItsDay(at);
  const day = dayIn(zone, at);
  const boughtToday = plain.find((shopper) =>
    orders.some((order) => order.shopper === shopper && dayIn(zone, order.placedAt) === day),
  );
  return joining.map((shopper): Manner => {
    const manner: Manner = { shopper, joins: formOf(shopper), answers: true };
    if (shopper === boughtToday) {
      const prefers = { "impact.rhythm": "daily", timeZone: zone };
      return { ...manner, prefers, waitsForTheEnd: { day } };
    }
    return { ...manner, ...ownWay(shopper, at) };
  });
}

function ownWay({ number }: Shopper, at: string): Partial<Manner> {
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
      return { prefers: { timeZone: HOME, "impact.rhythm": "weekly" } };
    default:
      return {};
  }
}

/** Some of them read German. */
function formOf({ number, email }: Shopper): Manner["joins"] {
  const topics = number === IN_ORDERS_TOO ? ["impact", "milestones", "orders"] : ["impact", "milestones"];
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

function dayIn(timeZone: string, at: string): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone, dateStyle: "short" }).format(Date.parse(at));
}

/** The full hour on the clocks of a zone, so many hours away: `21:00`; the present one with its minutes. */
function clockIn(timeZone: string, at: string, away: number): string {
  const time = new Intl.DateTimeFormat("en-GB", { timeZone, timeStyle: "short" }).format(
    Date.parse(at) + away * HOUR_MS,
  );
  return away === 0 ? time : `${time.slice(0, 2)}:00`;
}
