import * as z from "zod";
import { assertNever } from "../../model/assert-never.ts";
import { dayIn, instantAfter } from "../../model/days.ts";
import type { CalendarJourney } from "../../model/journey.ts";
import { List } from "../../model/preferences.ts";
import { Day, Instant } from "../../model/purchase.ts";
import { type Audience, datedOn, listedAs, wantingTopic } from "../../people/audiences/audience.ts";
import type { MessageName } from "../content/catalog.ts";
import { daysOfYear } from "./date-facts.ts";
import { digestSpan } from "./digest-span.ts";

/** What the journeys of the calendar tell an audience of. */
export const NamedDate = z.object({ about: z.literal("namedDate"), day: Day });
export const Anniversary = z.object({ about: z.literal("anniversary"), day: Day });
export const Quiet = z.object({ about: z.literal("quiet"), at: Instant });
export const Week = z.object({ about: z.literal("week"), from: Day, to: Day });

export type CalendarAbout = z.infer<typeof NamedDate | typeof Anniversary | typeof Quiet | typeof Week>;

/** When a journey is called, on the brand's clock; on one day of the week (1: Monday) or on all. After the night. */
export const CALLED_AT: Readonly<
  Record<CalendarJourney, { readonly hour: number; readonly weekday?: number }>
> = {
  "important-dates": { hour: 7 },
  "quiet-customer": { hour: 9, weekday: 2 },
  "purpose-brief": { hour: 7, weekday: 1 },
};

/** A broadcast that is still without its journey (core/messaging/broadcast/broadcast.ts). */
export interface PlannedBroadcast {
  readonly message: MessageName;
  readonly key: string;
  readonly audience: Audience;
  readonly about: CalendarAbout;
}

/** To whom a journey writes on the day that a point in time falls on, by the brand's clock. */
export function broadcastsOn(journey: CalendarJourney, at: Instant, timeZone: string): PlannedBroadcast[] {
  const day = dayIn(timeZone, at);
  const planned = (message: MessageName, key: string, audience: Audience, about: CalendarAbout) => ({
    message,
    key,
    audience,
    about,
  });
  switch (journey) {
    case "important-dates":
      return [
        ...daysOfYear(day).map((one) =>
          planned("important-date", day, datedOn(one.month, one.day), { about: "namedDate", day }),
        ),
        planned("important-date", `${day}:first-gift`, wantingTopic("dates"), { about: "anniversary", day }),
      ];
    case "quiet-customer":
      return [planned("quiet-customer", day, wantingTopic("feedback"), { about: "quiet", at })];
    case "purpose-brief": {
      const { from, to } = digestSpan("weekly", instantAfter(at, -7), timeZone);
      return List.options.map((list) =>
        planned("purpose-brief", to, listedAs(list), { about: "week", from, to }),
      );
    }
    default:
      return assertNever(journey);
  }
}
