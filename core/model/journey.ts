import * as z from "zod";
import { Instant } from "./purchase.ts";

/** Journeys that no event of a customer's begins but the day: `JourneyCalled.v1` says that theirs has come. */
export const CalendarJourney = z.enum(["important-dates", "quiet-customer", "purpose-brief"]);
export type CalendarJourney = z.infer<typeof CalendarJourney>;

/** Every journey: its name is that of its file in state-machines/, of its stop switch and of its runs. */
export const Journey = z.enum([
  "send-link",
  "welcome",
  "impact-update",
  "impact-digest",
  "order-trouble",
  "milestone-reached",
  ...CalendarJourney.options,
]);
export type Journey = z.infer<typeof Journey>;
export const JOURNEYS = Journey.options;

/**
 * The stop switch of a journey.
 * - `stopped`: nothing of it is sent, also not what is queued or waiting
 * - `running`: what began at or after `since` may be sent; what began earlier was stopped, and stays so
 */
export const JourneySwitch = z.object({ state: z.enum(["running", "stopped"]), since: Instant });
export type JourneySwitch = z.infer<typeof JourneySwitch>;

/** Whether what began then may still send. A journey that nobody ever stopped has no switch. */
export function isStopped(found: JourneySwitch | undefined, startedAt: Instant): boolean {
  if (found === undefined) return false;
  return found.state === "stopped" || startedAt < found.since;
}
