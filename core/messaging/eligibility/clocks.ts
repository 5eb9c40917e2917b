import { Temporal } from "temporal-polyfill";
import type { Instant } from "../../model/purchase.ts";
import { daily, firstOpen } from "./hours.ts";
import { jurisdictionsOf, type Location, sameClock } from "./jurisdictions.ts";

/** Time zones, at least one, the likeliest first. */
export type Clocks = readonly [string, ...string[]];

/**
 * Every clock on which a customer may live, each once: the one that they stated, else the brand's if it is one of their
 * place's, else their place's first. A customer of whom no place is known has the brand's. All that a customer is told or
 * shown about days and hours goes by these.
 */
export function clocksOf(person: Location, brandZone: string): Clocks {
  const [first, ...others] = new Set(jurisdictionsOf(person)?.map(({ zone }) => zone));
  if (first === undefined) return [brandZone];
  const zones: Clocks = [first, ...others];
  const home = zones.find((zone) => sameClock(zone, brandZone));
  if (person.timeZone === first || home === undefined) return zones;
  return [home, ...zones.filter((zone) => zone !== home)];
}

/** The likeliest clock of a customer: on which their days begin and end, and times are shown to them. */
export function homeClock(person: Location, brandZone: string): string {
  return clocksOf(person, brandZone)[0];
}

const DAYTIME = daily("08:00", "21:00");

/** The first time, not before `now`, at which it is daytime on all of these clocks; `now`, where it never is. */
export function daytimeFrom(clocks: Clocks, now: Instant): Instant {
  const hours = clocks.map((zone) => ({ zone, on: () => DAYTIME }));
  return firstOpen(hours, Temporal.Instant.from(now))?.toString({ smallestUnit: "second" }) ?? now;
}
