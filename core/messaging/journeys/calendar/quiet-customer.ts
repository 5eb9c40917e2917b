import * as z from "zod";
import { appliedBrand } from "../../../giving/config/brand-in-force.ts";
import { Instant } from "../../../model/purchase.ts";
import { wantingTopic } from "../../../people/audiences/audience.ts";
import { clocksOf, daytimeFrom } from "../../eligibility/clocks.ts";
import { notConcerned } from "../facts.ts";
import { calendarJourney, ofEachCustomer } from "./calendar-journey.ts";
import { quietFacts } from "./quiet-facts.ts";

/** Asks customers who gave nothing for half a year whether to pause: once, until they buy again, and by day where they are. */
export const quietCustomer = calendarJourney({
  name: "quiet-customer",
  message: "quiet-customer",
  hour: 9,
  weekday: 2,
  about: z.object({ about: z.literal("quiet"), at: Instant }),
  audiences: ({ at, day }) => [
    { key: day, audience: wantingTopic("feedback"), about: { about: "quiet" as const, at } },
  ],
  facts: ofEachCustomer(async ({ at }, reads, { now }) => {
    const clocks = clocksOf(reads.preferences, appliedBrand(reads.config).timeZone);
    const quiet = quietFacts(await reads.impact(), reads.preferences, clocks[0], at);
    if (quiet === undefined) return notConcerned;
    const daytime = daytimeFrom(clocks, now());
    if (now() < daytime) return { outcome: "notYet", until: daytime };
    const { facts, gift, validUntil } = quiet;
    return { outcome: "current", facts, validUntil, key: gift };
  }),
});
