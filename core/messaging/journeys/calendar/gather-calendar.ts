import type { CalendarJourney } from "../../../model/journey.ts";
import type { FactsFor, GatherCalendarDeps } from "./calendar-journey.ts";
import { declaredCalendarJourney } from "./registry.ts";

/** Reads what the broadcast of a journey says. Changes nothing; figures come from the ledger's own entries. */
export function gatherCalendar(deps: GatherCalendarDeps) {
  return (journey: CalendarJourney, about: unknown): Promise<FactsFor> =>
    declaredCalendarJourney(journey).gather(about, deps);
}
