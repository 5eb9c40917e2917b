import * as z from "zod";
import type { BrandConfig } from "../../../giving/config/brand-config.ts";
import { appliedBrand } from "../../../giving/config/brand-in-force.ts";
import { CalendarJourney } from "../../../model/journey.ts";
import { AnyInstant } from "../../../model/purchase.ts";
import { broadcastsOn, type PlannedBroadcast } from "./registry.ts";

export const PlanBroadcasts = z.object({ journey: CalendarJourney, at: AnyInstant });
export type PlanBroadcasts = z.infer<typeof PlanBroadcasts>;

export interface BroadcastsPlanned {
  readonly outcome: "planned";
  readonly broadcasts: readonly PlannedBroadcast[];
}

/** Plans the broadcasts of a journey for the day of its call. Changes nothing. Throws BrandNotAppliedError before the first apply. */
export function planBroadcasts({ brandConfig }: { readonly brandConfig: () => Promise<BrandConfig> }) {
  return async ({ journey, at }: PlanBroadcasts): Promise<BroadcastsPlanned> => {
    const { timeZone } = appliedBrand(await brandConfig());
    return { outcome: "planned", broadcasts: broadcastsOn(journey, at, timeZone) };
  };
}
