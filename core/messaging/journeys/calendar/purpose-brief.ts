import * as z from "zod";
import { appliedBrand } from "../../../giving/config/brand-in-force.ts";
import { thresholds } from "../../../impact/milestone.ts";
import { beginningOf, daysAfter, instantAfter } from "../../../model/days.ts";
import { List } from "../../../model/preferences.ts";
import { Day } from "../../../model/purchase.ts";
import { listedAs } from "../../../people/audiences/audience.ts";
import { digestSpan } from "../digest-span.ts";
import { briefFacts } from "./brief-facts.ts";
import { calendarJourney, sameForAll } from "./calendar-journey.ts";

const BRIEF_VALID_DAYS = 7;

/**
 * Shows the brand's own people, staff and vendors, what the purchases of the week before gave, and which causes customers
 * gave to. Its figures are the totals that are folded from the ledger.
 */
export const purposeBrief = calendarJourney({
  name: "purpose-brief",
  message: "purpose-brief",
  hour: 7,
  weekday: 1,
  about: z.object({ about: z.literal("week"), from: Day, to: Day }),
  audiences: ({ at, timeZone }) => {
    const { from, to } = digestSpan("weekly", instantAfter(at, -7), timeZone);
    return List.options.map((list) => ({
      key: to,
      audience: listedAs(list),
      about: { about: "week" as const, from, to },
    }));
  },
  facts: sameForAll(async (week, deps) => {
    const config = await deps.brandConfig();
    const { timeZone } = appliedBrand(config);
    const [days, reached] = await Promise.all([
      deps.days(week.from, week.to),
      deps.reached(config.causes.flatMap(thresholds)),
    ]);
    const end = beginningOf(timeZone, daysAfter(week.to, 1));
    return {
      outcome: "current",
      facts: briefFacts(week, config.causes, days, reached, timeZone),
      validUntil: instantAfter(end, BRIEF_VALID_DAYS),
    };
  }),
});
