import * as z from "zod";
import { CALENDAR_JOURNEYS, EVENT_JOURNEYS } from "./generated/journey-names.ts";
import { LetterSwitch } from "./letter.ts";
import { Instant } from "./purchase.ts";

/*
 * The names are generated from the declarations in core/messaging/journeys/, so that a function which only checks a
 * name does not carry what the journeys say.
 */

/** A journey that an event about one customer, one order or one cause starts. */
export const EventJourney = z.enum(EVENT_JOURNEYS);
export type EventJourney = z.infer<typeof EventJourney>;

/** A journey that only the calendar starts: `JourneyCalled.v1` says that its day has come. */
export const CalendarJourney = z.enum(CALENDAR_JOURNEYS);
export type CalendarJourney = z.infer<typeof CalendarJourney>;

/** Every journey. Its stop switch, its state machine and its send keys carry its name. */
export const Journey = z.enum([...EventJourney.options, ...CalendarJourney.options]);
export type Journey = z.infer<typeof Journey>;
export const JOURNEYS = Journey.options;

/** What an operator can stop: a journey, or a letter. */
export const Stoppable = z.union([Journey, LetterSwitch]);
export type Stoppable = z.infer<typeof Stoppable>;

/**
 * The stop switch of a journey or a letter.
 * - `stopped`: the journey sends nothing, neither what is queued nor what waits
 * - `running`: a run that started at or after `since` may send; a run that started earlier was stopped and stays stopped
 */
export const JourneySwitch = z.object({ state: z.enum(["running", "stopped"]), since: Instant });
export type JourneySwitch = z.infer<typeof JourneySwitch>;

/** Whether a run that started then may no longer send. A journey that no operator ever stopped has no switch. */
export function isStopped(stored: JourneySwitch | undefined, startedAt: Instant): boolean {
  if (stored === undefined) return false;
  return stored.state === "stopped" || startedAt < stored.since;
}
