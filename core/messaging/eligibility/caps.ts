import { Temporal } from "temporal-polyfill";
import type { Day, Instant } from "../../model/purchase.ts";
import type { Channel } from "../../model/topic.ts";
import type { Person, Proposal } from "../../people/records/decision.ts";
import { type Place, placesOf } from "./jurisdictions.ts";

/**
 * How many messages a person gets of a channel in one day of their own: of those they did not just ask for, and of
 * answers to what they did a moment ago (so that nobody can flood somebody else's mailbox by asking in their name).
 */
export const CAPS: Readonly<Record<Channel, { readonly perDay: number; readonly answersPerDay: number }>> = {
  email: { perDay: 3, answersPerDay: 10 },
  sms: { perDay: 1, answersPerDay: 5 },
};

const LAW_HOURS = 24;

/** What a claim counts under, and up to what. */
export interface Cap {
  readonly day: Day;
  readonly limit: number;
}

/** Whose limit is strictest counts. A person whose clock is not known has the days of a clock they may have. */
export function capOf(person: Person, proposal: Proposal, at: Instant): Cap {
  const places = placesOf(person.preferences);
  return { day: dayAt(homeZone(places), Temporal.Instant.from(at)), limit: limitOf(proposal, places) };
}

/** The first time, not before `at`, at which the caps leave room, by what was sent until now. */
export function firstBelowCaps(person: Person, proposal: Proposal, at: Temporal.Instant): Temporal.Instant {
  const places = placesOf(person.preferences);
  const zone = homeZone(places);
  const counted = person.recent
    .filter((sent) => sent.channel === proposal.channel && sent.transactional === proposal.transactional)
    .map((sent) => Temporal.Instant.from(sent.at))
    .toSorted(Temporal.Instant.compare);
  const today = dayAt(zone, at);
  const ofToday = counted.filter((sent) => dayAt(zone, sent) === today).length;
  const below = ofToday < limitOf(proposal, places) ? at : nextDay(zone, today);
  return proposal.transactional ? below : belowLaw(counted, lawsMax(proposal, places), below);
}

/** Laws count within any 24 hours, not by days. */
function belowLaw(sent: readonly Temporal.Instant[], max: number, at: Temporal.Instant): Temporal.Instant {
  const within = sent.filter((one) => Temporal.Instant.compare(one.add({ hours: LAW_HOURS }), at) > 0);
  const blocking = within[within.length - max];
  return blocking === undefined ? at : blocking.add({ hours: LAW_HOURS });
}

function limitOf(proposal: Proposal, places: readonly Place[] | undefined): number {
  const { perDay, answersPerDay } = CAPS[proposal.channel];
  return proposal.transactional ? answersPerDay : Math.min(perDay, lawsMax(proposal, places));
}

function lawsMax(proposal: Proposal, places: readonly Place[] | undefined): number {
  if (proposal.channel !== "sms") return Number.POSITIVE_INFINITY;
  return Math.min(...(places ?? []).map(({ law }) => law?.perDayMax ?? Number.POSITIVE_INFINITY));
}

function homeZone(places: readonly Place[] | undefined): string {
  return places?.[0]?.zone ?? "UTC";
}

function dayAt(zone: string, at: Temporal.Instant): Day {
  return at.toZonedDateTimeISO(zone).toPlainDate().toString();
}

function nextDay(zone: string, day: Day): Temporal.Instant {
  return Temporal.PlainDate.from(day).add({ days: 1 }).toZonedDateTime(zone).toInstant();
}
