import type { Totals } from "../../impact/impact.ts";
import { type GatherCalendarDeps, gatherCalendar } from "../journeys/gather-calendar.ts";
import type { GatherForBatch } from "./broadcast.ts";
import { milestoneFacts } from "./milestone-facts.ts";

export interface GatherForBatchDeps extends GatherCalendarDeps {
  readonly allTime: () => Promise<Totals | undefined>;
}

/** The event came from a row of the ledger that this read does not show yet: trying again is right. */
export class MilestoneUnseenError extends Error {
  override readonly name = "MilestoneUnseenError";
}

/** Reads what a broadcast is to say, as of now. Changes nothing. */
export function gatherForBatch(deps: GatherForBatchDeps): GatherForBatch {
  return async (about) => {
    switch (about.about) {
      case "milestone": {
        const [stated, [milestone], totals] = await Promise.all([
          deps.stated(),
          deps.reached([about]),
          deps.allTime(),
        ]);
        if (milestone === undefined)
          throw new MilestoneUnseenError("The ledger does not show the milestone yet");
        const gathered = milestoneFacts(about, milestone, totals, stated);
        return async () => gathered;
      }
      default:
        return gatherCalendar(deps)(about);
    }
  };
}
