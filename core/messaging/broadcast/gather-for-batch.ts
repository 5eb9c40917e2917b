import { CalendarJourney } from "../../model/journey.ts";
import type { GatherCalendarDeps } from "../journeys/calendar/calendar-journey.ts";
import { gatherCalendar } from "../journeys/calendar/gather-calendar.ts";
import { type LetterFactsDeps, letterFacts } from "../letters/letter-facts.ts";
import type { GatherForBatch } from "./broadcast.ts";
import { milestoneFacts } from "./milestone-facts.ts";
import { type StoryFactsDeps, storyFacts } from "./story-facts.ts";

export interface GatherForBatchDeps extends GatherCalendarDeps, LetterFactsDeps, StoryFactsDeps {}

/** This read of the ledger does not show the milestone's row yet: the batch may be tried again. */
export class MilestoneUnseenError extends Error {
  override readonly name = "MilestoneUnseenError";
}

/** Reads the facts of a broadcast, as of now. Changes nothing. */
export function gatherForBatch(deps: GatherForBatchDeps): GatherForBatch {
  return async ({ journey, about }) => {
    if (about.about === "letter") return letterFacts(deps)(journey, about);
    if (about.about === "story") return storyFacts(deps)(about);
    if (about.about !== "milestone") return gatherCalendar(deps)(CalendarJourney.parse(journey.name), about);
    const [config, [milestone], totals] = await Promise.all([
      deps.brandConfig(),
      deps.reached([about]),
      deps.allTime(),
    ]);
    if (milestone === undefined) throw new MilestoneUnseenError("The ledger does not show the milestone yet");
    const gathered = milestoneFacts(about, milestone, totals, config);
    return async () => gathered;
  };
}
