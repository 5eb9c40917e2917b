import * as z from "zod";
import { Instant } from "../../../model/purchase.ts";
import { wantingTopic } from "../../../people/audiences/audience.ts";
import { notConcerned, timeZoneOf } from "../facts.ts";
import { calendarJourney, ofEachCustomer } from "./calendar-journey.ts";
import { quietFacts } from "./quiet-facts.ts";

/** Asks customers who gave nothing for half a year whether to pause: once, until they buy again. */
export const quietCustomer = calendarJourney({
  name: "quiet-customer",
  message: "quiet-customer",
  hour: 9,
  weekday: 2,
  about: z.object({ about: z.literal("quiet"), at: Instant }),
  audiences: ({ at, day }) => [
    { key: day, audience: wantingTopic("feedback"), about: { about: "quiet" as const, at } },
  ],
  facts: ofEachCustomer(async ({ at }, reads) => {
    const quiet = quietFacts(await reads.impact(), reads.preferences, timeZoneOf(reads), at);
    if (quiet === undefined) return notConcerned;
    const { facts, gift, validUntil } = quiet;
    return { outcome: "current", facts, validUntil, key: gift };
  }),
});
