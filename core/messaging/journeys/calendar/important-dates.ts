import * as z from "zod";
import { appliedBrand } from "../../../giving/config/brand-in-force.ts";
import { daysAfter, instantAfter } from "../../../model/days.ts";
import { Day, Instant } from "../../../model/purchase.ts";
import { datedOn, wantingTopic } from "../../../people/audiences/audience.ts";
import { clocksOf } from "../../eligibility/clocks.ts";
import { figuresByFunding, notConcerned } from "../facts.ts";
import { calendarJourney, ofEachCustomer } from "./calendar-journey.ts";
import { anniversaryFacts, dayOnClocks, daysOfYear, namedDateFacts } from "./date-facts.ts";

/** A day: of the call, or the next one, for customers whose morning of it comes `before` the next call. */
const OnDay = z.object({ day: Day, before: Instant.optional() });

/**
 * Writes to customers who named a date that is today, and to those whose first gift was on this day of an earlier
 * year; once a year each. A customer east or west of the brand is written to in the morning of their own day: each call is
 * for its own day, and for the next one where that begins before the next call.
 */
export const importantDates = calendarJourney({
  name: "important-dates",
  message: "important-date",
  hour: 7,
  about: z.discriminatedUnion("about", [
    OnDay.extend({ about: z.literal("namedDate") }),
    OnDay.extend({ about: z.literal("anniversary") }),
  ]),
  audiences: ({ at, day }) => [
    ...audiencesOn({ day }),
    ...audiencesOn({ day: daysAfter(day, 1), before: instantAfter(at, 1) }),
  ],
  facts: ofEachCustomer(async ({ about, day, before }, reads, { now }) => {
    const { preferences, config } = reads;
    const clocks = clocksOf(preferences, appliedBrand(config).timeZone);
    const { morning, end } = dayOnClocks(clocks, day);
    if (before !== undefined && morning >= before) return notConcerned;
    const named = about === "namedDate" ? namedDateFacts(preferences, day) : undefined;
    if (about === "namedDate" && named === undefined) return notConcerned;
    const impact = await reads.impact();
    const facts = named ?? anniversaryFacts(impact, preferences, day, clocks[0]);
    if (facts === undefined) return notConcerned;
    return now() < morning
      ? { outcome: "notYet", until: morning }
      : { outcome: "current", facts: { ...facts, soFar: figuresByFunding(impact.figures) }, validUntil: end };
  }),
});

/** A customer's message for a day has one key, whichever call it comes from. */
function audiencesOn(on: z.output<typeof OnDay>) {
  const { day } = on;
  return [
    ...daysOfYear(day).map(({ month, day: ofMonth }) => ({
      key: day,
      audience: datedOn(month, ofMonth),
      about: { about: "namedDate" as const, ...on },
    })),
    {
      key: `${day}:first-gift`,
      audience: wantingTopic("dates"),
      about: { about: "anniversary" as const, ...on },
    },
  ];
}
