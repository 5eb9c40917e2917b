import * as z from "zod";
import { Day } from "../../../model/purchase.ts";
import { datedOn, wantingTopic } from "../../../people/audiences/audience.ts";
import { figuresByFunding, notConcerned, timeZoneOf } from "../facts.ts";
import { calendarJourney, ofEachCustomer } from "./calendar-journey.ts";
import { anniversaryFacts, daysOfYear, morningOf, namedDateFacts } from "./date-facts.ts";

/**
 * Writes to customers who named a date that is today, and to those whose first gift was on this day of an earlier
 * year; once a year each. A customer east or west of the brand is written to in the morning of their own day.
 */
export const importantDates = calendarJourney({
  name: "important-dates",
  message: "important-date",
  hour: 7,
  about: z.discriminatedUnion("about", [
    z.object({ about: z.literal("namedDate"), day: Day }),
    z.object({ about: z.literal("anniversary"), day: Day }),
  ]),
  audiences: ({ day }) => [
    ...daysOfYear(day).map((one) => ({
      key: day,
      audience: datedOn(one.month, one.day),
      about: { about: "namedDate" as const, day },
    })),
    {
      key: `${day}:first-gift`,
      audience: wantingTopic("dates"),
      about: { about: "anniversary" as const, day },
    },
  ],
  facts: ofEachCustomer(async ({ about, day }, reads, { now }) => {
    const { preferences } = reads;
    const zone = timeZoneOf(reads);
    const named = about === "namedDate" ? namedDateFacts(preferences, day, zone) : undefined;
    if (named !== undefined && named.facts === undefined) return notConcerned;
    const impact = await reads.impact();
    const { facts, validUntil } = named ?? anniversaryFacts(impact, preferences, day, zone);
    if (facts === undefined) return notConcerned;
    const morning = morningOf(zone, day);
    return now() < morning
      ? { outcome: "notYet", until: morning }
      : { outcome: "current", facts: { ...facts, soFar: figuresByFunding(impact.figures) }, validUntil };
  }),
});
