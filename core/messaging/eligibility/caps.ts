import { Temporal } from "temporal-polyfill";
import type { Day, Instant } from "../../model/purchase.ts";
import type { MessageChannel } from "../../model/topic.ts";
import type { MessageRequest, RecipientState } from "../../people/records/decision.ts";
import { type Jurisdiction, jurisdictionsOf } from "./jurisdictions.ts";

/**
 * The most messages that a person gets on a channel in one day by their own clock: of those that they did not just request,
 * and of answers to their requests (so that a stranger cannot flood a mailbox with requests in its owner's name).
 */
export const CAPS: Readonly<
  Record<MessageChannel, { readonly perDay: number; readonly answersPerDay: number }>
> = {
  email: { perDay: 3, answersPerDay: 10 },
  sms: { perDay: 1, answersPerDay: 5 },
  // No answer is an alert.
  wallet: { perDay: 3, answersPerDay: 0 },
};

const LAW_HOURS = 24;

/** The day under which a claim counts, and the limit of that day. */
export interface Cap {
  readonly day: Day;
  readonly limit: number;
}

/** The strictest limit applies. A person whose clock is unknown has the days of one of the clocks that they may have. */
export function capOf(person: RecipientState, request: MessageRequest, at: Instant): Cap {
  const places = jurisdictionsOf(person.preferences);
  return { day: dayAt(homeZone(person, places), Temporal.Instant.from(at)), limit: limitOf(request, places) };
}

/** The first time, not before `at`, at which another message is below the caps, by what was sent until now. */
export function firstBelowCaps(
  person: RecipientState,
  request: MessageRequest,
  at: Temporal.Instant,
): Temporal.Instant {
  const places = jurisdictionsOf(person.preferences);
  const zone = homeZone(person, places);
  const counted = person.recent
    .filter((sent) => sent.channel === request.channel && sent.transactional === request.transactional)
    .map((sent) => Temporal.Instant.from(sent.at))
    .toSorted(Temporal.Instant.compare);
  const today = dayAt(zone, at);
  const ofToday = counted.filter((sent) => dayAt(zone, sent) === today).length;
  const below = ofToday < limitOf(request, places) ? at : nextDay(zone, today);
  return request.transactional ? below : belowLaw(counted, lawsMax(request, places), below);
}

/** Laws count within any 24 hours, not by days. */
function belowLaw(sent: readonly Temporal.Instant[], max: number, at: Temporal.Instant): Temporal.Instant {
  const within = sent.filter((one) => Temporal.Instant.compare(one.add({ hours: LAW_HOURS }), at) > 0);
  const blocking = within[within.length - max];
  return blocking === undefined ? at : blocking.add({ hours: LAW_HOURS });
}

function limitOf(request: MessageRequest, places: readonly Jurisdiction[] | undefined): number {
  const { perDay, answersPerDay } = CAPS[request.channel];
  return request.transactional ? answersPerDay : Math.min(perDay, lawsMax(request, places));
}

function lawsMax(request: MessageRequest, places: readonly Jurisdiction[] | undefined): number {
  if (request.channel !== "sms") return Number.POSITIVE_INFINITY;
  return Math.min(...(places ?? []).map(({ law }) => law?.perDayMax ?? Number.POSITIVE_INFINITY));
}

function homeZone({ brandZone }: RecipientState, places: readonly Jurisdiction[] | undefined): string {
  return places?.[0]?.zone ?? brandZone ?? "UTC";
}

function dayAt(zone: string, at: Temporal.Instant): Day {
  return at.toZonedDateTimeISO(zone).toPlainDate().toString();
}

function nextDay(zone: string, day: Day): Temporal.Instant {
  return Temporal.PlainDate.from(day).add({ days: 1 }).toZonedDateTime(zone).toInstant();
}
