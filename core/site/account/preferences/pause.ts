import { Temporal } from "temporal-polyfill";
import * as z from "zod";
import { homeClock } from "../../../messaging/eligibility/clocks.ts";
import { beginningOf, dayIn } from "../../../model/days.ts";
import type { Instant } from "../../../model/purchase.ts";
import type { Offer } from "./field.tsx";
import type { ConsentState } from "./topic-boxes.ts";

/** The pauses that have a button of their own. */
export const PauseLength = z.enum(["week", "month", "quarter", "open"]);
export type PauseLength = z.infer<typeof PauseLength>;

/** Ends a pause "until I say so": a day that nobody waits for. */
const NEVER: Instant = "9000-01-01T00:00:00Z";

const LASTS = {
  week: { weeks: 1 },
  month: { months: 1 },
  quarter: { months: 3 },
} as const satisfies Record<Exclude<PauseLength, "open">, Temporal.DurationLike>;

/** When a pause ends that begins now: as a day begins on the customer's clock. */
export function pauseEnd(
  pause: PauseLength,
  offer: Pick<Offer, "preferences" | "brandZone" | "now">,
): Instant {
  if (pause === "open") return NEVER;
  const clock = clockOf(offer);
  const day = Temporal.PlainDate.from(dayIn(clock, offer.now)).add(LASTS[pause]);
  return beginningOf(clock, day.toString());
}

/** The point in time before which nothing is sent; undefined when nothing is paused, or not any more. */
export function pauseOf({
  preferences: { pausedUntil },
  now,
}: Pick<ConsentState, "preferences" | "now">): Instant | undefined {
  return pausedUntil !== undefined && pausedUntil > now ? pausedUntil : undefined;
}

/** Whether a pause lasts until the customer ends it. */
export function isOpenEnded(until: Instant): boolean {
  return until >= NEVER;
}

/** The clock on which this customer is shown times. */
export function clockOf({ preferences, brandZone }: Pick<Offer, "preferences" | "brandZone">): string {
  return homeClock(preferences, brandZone);
}
