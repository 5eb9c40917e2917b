import type * as z from "zod";
import { dayIn } from "../../../model/days.ts";
import type { CalendarJourney } from "../../../model/journey.ts";
import type { Instant } from "../../../model/purchase.ts";
import type { MessageName } from "../../content/catalog.ts";
import type { AudienceCalled } from "./calendar-journey.ts";
import { importantDates } from "./important-dates.ts";
import { purposeBrief } from "./purpose-brief.ts";
import { quietCustomer } from "./quiet-customer.ts";

/** Every journey that the calendar starts: a new one is a line here. Then `npm run generate`. */
export const calendarJourneys = [importantDates, quietCustomer, purposeBrief] as const;

/** The subjects of the calendar's broadcasts. */
export type CalendarAbout = z.output<(typeof calendarJourneys)[number]["about"]>;

/** Throws when the names that are generated are not those of the list: run `npm run generate`. */
export function declaredCalendarJourney(name: CalendarJourney): (typeof calendarJourneys)[number] {
  const journey = calendarJourneys.find((one) => one.name === name);
  if (journey === undefined) throw new Error(`${name} is not declared in core/messaging/journeys/calendar`);
  return journey;
}

/** A broadcast that is still without its journey (core/messaging/broadcast/broadcast.ts). */
export interface PlannedBroadcast extends AudienceCalled<CalendarAbout> {
  readonly message: MessageName;
}

/** The broadcasts of a journey's call at this instant. The brand's clock decides the day. */
export function broadcastsOn(name: CalendarJourney, at: Instant, timeZone: string): PlannedBroadcast[] {
  const { message, audiences } = declaredCalendarJourney(name);
  return audiences({ at, day: dayIn(timeZone, at), timeZone }).map((one) => ({ message, ...one }));
}
