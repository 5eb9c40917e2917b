import * as z from "zod";
import { MatterPromise, Service, WorkingSpan } from "../../model/answering-hours.ts";
import { Matter, UNSORTED } from "../../model/conversation.ts";

const HOUR_MINUTES = 60;
/** Half a year of working days. */
const HOURS_MAX = 1_000;

/** Hours in which people answer, to the minute: 0.5, 4, 16. */
const Hours = z
  .number()
  .positive("write more than no time")
  .max(HOURS_MAX)
  .transform((hours) => Math.max(1, Math.round(hours * HOUR_MINUTES)));

const Promised = z
  .strictObject({ firstAnswer: Hours, nextAnswer: Hours, end: Hours })
  .transform(({ end: resolve, ...answers }) => MatterPromise.parse({ ...answers, resolve }));

/** A weekday that is not named is one on which nobody answers. */
const Day = z
  .array(z.strictObject(WorkingSpan.shape))
  .min(1)
  .max(6)
  .optional()
  .transform((spans) => spans ?? []);

/** `service.yaml` as people write it, on the brand's clock; it may be left out. */
export const AuthoredService = z.strictObject({
  hours: z.strictObject({ mon: Day, tue: Day, wed: Day, thu: Day, fri: Day, sat: Day, sun: Day }),
  holidays: Service.shape.holidays.optional(),
  promises: z.record(Matter, Promised),
  silentDays: Service.shape.silentDays.optional(),
});
export type AuthoredService = z.output<typeof AuthoredService>;

const SILENT_DAYS = 14;

/** What a brand states, on its clock; undefined where it says nothing of what has no promise of its own. */
export function compileService(
  { hours, holidays = [], promises, silentDays = SILENT_DAYS }: AuthoredService,
  zone: string,
): Service | undefined {
  const { [UNSORTED]: others, ...matters } = promises;
  if (others === undefined) return undefined;
  return { zone, week: hours, holidays: holidays.toSorted(), matters, others, silentDays };
}
