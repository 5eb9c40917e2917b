import { customerEntriesStore } from "../../core/giving/ledger/customer-entries.store.ts";
import { chooseChannel, messageRequests } from "../../core/messaging/delivery/choose-channel.ts";
import { gatherCalendar } from "../../core/messaging/journeys/calendar/gather-calendar.ts";
import {
  broadcastsOn,
  declaredCalendarJourney,
  type PlannedBroadcast,
} from "../../core/messaging/journeys/calendar/registry.ts";
import type { CustomerId } from "../../core/model/customer.ts";
import { atHour, dayIn, daysAfter } from "../../core/model/days.ts";
import { type CalendarJourney, isStopped } from "../../core/model/journey.ts";
import type { Day, Instant } from "../../core/model/purchase.ts";
import { type Occasion, simulate } from "../../core/operations/simulate/simulate.ts";
import { audienceMembers } from "../../core/people/audiences/audience.store.ts";
import type { RecipientState } from "../../core/people/records/decision.ts";
import { sayUnreadable } from "../say-unreadable.ts";
import type { JourneyStage } from "./journey-stage.ts";
import type { Simulation } from "./simulation.ts";

/** What a journey of the calendar would do on these days with those who are in its audiences now. Writes nothing. */
export async function calendarSimulation(
  stage: JourneyStage,
  journey: CalendarJourney,
  span: { readonly from: Instant; readonly to: Instant },
): Promise<Simulation> {
  const people = new Map<CustomerId, RecipientState>();
  const occasions = new Map<string, Occasion>();
  const stopped = isStopped(await stage.journeys.read(journey), stage.now());
  for (const at of callsIn(journey, span, stage.timeZone)) {
    for (const planned of broadcastsOn(journey, at, stage.timeZone)) {
      for (const [name, occasion] of await occasionsOf(stage, journey, planned, at, stopped)) {
        // Once for what it is about, as the claim sees to it.
        if (!occasions.has(name)) occasions.set(name, occasion);
      }
    }
  }
  for (const { customer } of occasions.values()) {
    const person = people.get(customer) ?? (await stage.people.readPerson(customer, stage.now()));
    if (person !== undefined) people.set(customer, person);
  }
  return {
    summary: `${occasions.size} messages to ${people.size} people who have an occasion.`,
    fates: simulate([...occasions.values()], people, chooseChannel),
  };
}

/** The times at which its schedule would call it. */
function callsIn(
  journey: CalendarJourney,
  { from, to }: { readonly from: Instant; readonly to: Instant },
  timeZone: string,
): Instant[] {
  const { hour, weekday } = declaredCalendarJourney(journey);
  const calls: Instant[] = [];
  for (let day: Day = dayIn(timeZone, from); day <= dayIn(timeZone, to); day = daysAfter(day, 1)) {
    const at = atHour(timeZone, day, hour);
    const isItsDay = weekday === undefined || new Date(`${day}T12:00:00Z`).getUTCDay() === weekday % 7;
    if (isItsDay && from <= at && at < to) calls.push(at);
  }
  return calls;
}

async function occasionsOf(
  stage: JourneyStage,
  journey: CalendarJourney,
  { audience, about, message, key }: PlannedBroadcast,
  at: Instant,
  stopped: boolean,
): Promise<[string, Occasion][]> {
  // Of the brief only who gets it matters here, not what it says.
  const factsFor = async (customer: CustomerId, time: Instant) => {
    const gather = gatherCalendar({
      entries: customerEntriesStore(stage.dynamo, stage.ledger, sayUnreadable),
      preferences: stage.people.preferences,
      brandConfig: async () => stage.stated,
      now: () => time,
      days: async () => [],
      reached: async () => [],
    });
    return (await gather(journey, about))(customer);
  };
  const found: [string, Occasion][] = [];
  for (const customer of await audienceMembers(stage.dynamo, stage.peopleTable, audience)) {
    let time = at;
    let told = await factsFor(customer, time);
    if (told.outcome === "notYet") {
      time = told.until;
      told = await factsFor(customer, time);
    }
    if (!("facts" in told)) continue;
    const { validUntil } = told;
    const proposals = messageRequests({ message, validUntil, goalReached: false, holds: true }, stopped);
    found.push([`${customer} ${told.key ?? key}`, { customer, at: time, requests: proposals }]);
  }
  return found;
}
