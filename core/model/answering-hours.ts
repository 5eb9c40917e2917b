import * as z from "zod";
import { Matter } from "./conversation.ts";
import { ClockTime } from "./preferences.ts";
import { Day } from "./purchase.ts";

/** From–to of a working day, without its breaks: 09:00–12:30 and 13:30–17:00 are two. */
export const WorkingSpan = z.object({ from: ClockTime, to: ClockTime });
/** Monday first. */
export const WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

/** By when the brand means to have acted, in working minutes of the time in which the customer waits for it. */
export const MatterPromise = z.object({
  firstAnswer: z.number().int().min(1),
  nextAnswer: z.number().int().min(1),
  resolve: z.number().int().min(1),
});

/**
 * When people at the brand answer, and how soon. `zone`: the clock on their wall; `week`: the spans of each weekday; `holidays`:
 * days on which nobody works; `matters`: what holds of a matter, `others` of all that it does not name; `silentDays`: after how
 * many days without an answer of the customer a conversation is over.
 */
export const Service = z.object({
  zone: z.string().min(1).max(60),
  week: z.record(z.enum(WEEKDAYS), z.array(WorkingSpan).max(6)),
  holidays: z.array(Day).max(400),
  matters: z.record(Matter, MatterPromise),
  others: MatterPromise,
  silentDays: z.number().int().min(1).max(90),
});
export type Service = z.infer<typeof Service>;

const HOUR = 60;
const WORKDAY = [{ from: "09:00", to: "17:00" }];

/** Of a brand that states nothing: an answer within a working day, an end within a working week. */
export function usualService(zone: string): Service {
  return {
    zone,
    week: { mon: WORKDAY, tue: WORKDAY, wed: WORKDAY, thu: WORKDAY, fri: WORKDAY, sat: [], sun: [] },
    holidays: [],
    matters: {},
    others: { firstAnswer: 8 * HOUR, nextAnswer: 8 * HOUR, resolve: 40 * HOUR },
    silentDays: 14,
  };
}
