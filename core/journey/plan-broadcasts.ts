import * as z from "zod";
import type { Stated } from "../giving/stated.ts";
import { brandIn } from "../impact/brand-in-force.ts";
import { Instant } from "../purchase/purchase.ts";
import { broadcastsOn, CalendarJourney, type PlannedBroadcast } from "./calendar.ts";

export const PlanBroadcasts = z.object({ journey: CalendarJourney, at: Instant });
export type PlanBroadcasts = z.infer<typeof PlanBroadcasts>;

/** Says whom a journey writes to on this day. Changes nothing. Throws BrandNotAppliedError before the first apply. */
export function planBroadcasts({ stated }: { readonly stated: () => Promise<Stated> }) {
  return async ({ journey, at }: PlanBroadcasts): Promise<{ broadcasts: PlannedBroadcast[] }> => {
    const { timeZone } = brandIn(await stated());
    return { broadcasts: broadcastsOn(journey, at, timeZone) };
  };
}
