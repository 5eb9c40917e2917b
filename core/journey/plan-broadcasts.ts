import * as z from "zod";
import type { Stated } from "../giving/stated.ts";
import { brandIn } from "../impact/brand-in-force.ts";
import { Instant } from "../purchase/purchase.ts";
import { broadcastsOn, type PlannedBroadcast } from "./calendar.ts";
import { CalendarJourney } from "./journey.ts";

export const PlanBroadcasts = z.object({ journey: CalendarJourney, at: Instant });
export type PlanBroadcasts = z.infer<typeof PlanBroadcasts>;

export interface BroadcastsPlanned {
  readonly outcome: "planned";
  readonly broadcasts: readonly PlannedBroadcast[];
}

/** Says whom a journey writes to on this day. Changes nothing. Throws BrandNotAppliedError before the first apply. */
export function planBroadcasts({ stated }: { readonly stated: () => Promise<Stated> }) {
  return async ({ journey, at }: PlanBroadcasts): Promise<BroadcastsPlanned> => {
    const { timeZone } = brandIn(await stated());
    return { outcome: "planned", broadcasts: broadcastsOn(journey, at, timeZone) };
  };
}
