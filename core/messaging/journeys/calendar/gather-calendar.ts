import type { CalendarJourney } from "../../../model/journey.ts";
import type { FactsFor, GatherCalendarDeps } from "./calendar-journey.ts";
import { declaredCalendarJourney } from "./registry.ts";

/** Reads the facts of a journey's broadcast. Changes nothing; figures come from the ledger's own entries. */
export function gatherCalendar(deps: GatherCalendarDeps) {
  return (journey: CalendarJourney, about: unknown): Promise<FactsFor> =>
    declaredCalendarJourney(journey).gather(about, deps);
}
