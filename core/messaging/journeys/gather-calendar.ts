import type { BrandConfig } from "../../giving/config/brand-config.ts";
import { appliedBrand } from "../../giving/config/brand-in-force.ts";
import type { ImpactStore } from "../../impact/impact.store.ts";
import { type ReachedMilestone, type Threshold, thresholds } from "../../impact/milestone.ts";
import { type PersonalImpact, type ReadPersonalDeps, readPersonal } from "../../impact/read-personal.ts";
import { assertNever } from "../../model/assert-never.ts";
import type { CustomerId } from "../../model/customer.ts";
import { beginningOf, daysAfter, instantAfter } from "../../model/days.ts";
import type { Preferences } from "../../model/preferences.ts";
import type { Day, Instant } from "../../model/purchase.ts";
import type { FactsOf } from "../content/catalog.ts";
import { briefFacts } from "./brief-facts.ts";
import type { CalendarAbout } from "./calendar.ts";
import { anniversaryFacts, morningOf, namedDateFacts } from "./date-facts.ts";
import { type FactsGathered, figuresByFunding } from "./gather-facts.ts";
import { quietFacts } from "./quiet-facts.ts";

const BRIEF_VALID_DAYS = 7;

export interface GatherCalendarDeps extends ReadPersonalDeps {
  readonly preferences: (customer: CustomerId) => Promise<Preferences | undefined>;
  readonly days: ImpactStore["days"];
  readonly reached: (thresholds: readonly Threshold[]) => Promise<readonly ReachedMilestone[]>;
}

type FactsFor = (customer: CustomerId) => Promise<FactsGathered>;

/** Whoever is not concerned is left out without a word: most of an audience, on most days. */
const notConcerned: FactsGathered = { outcome: "notConcerned" };

/**
 * Reads once what is the same for all, and then for each customer what is their own. Changes nothing; figures come from
 * the ledger's own entries, those of the brief from the totals that are folded from them.
 */
export function gatherCalendar(deps: GatherCalendarDeps) {
  return async (about: CalendarAbout): Promise<FactsFor> => {
    const stated = await deps.stated();
    switch (about.about) {
      case "namedDate":
      case "anniversary":
        return (customer) => dateOf(deps, about, customer, stated);
      case "quiet":
        return (customer) => quietOf(deps, about.at, customer, stated);
      case "week": {
        const gathered = await briefOf(deps, about, stated);
        return async () => gathered;
      }
      default:
        return assertNever(about);
    }
  };
}

async function dateOf(
  deps: GatherCalendarDeps,
  { about, day }: Extract<CalendarAbout, { day: Day }>,
  customer: CustomerId,
  stated: BrandConfig,
): Promise<FactsGathered> {
  const preferences = await deps.preferences(customer);
  if (preferences === undefined) return notConcerned;
  const zone = preferences.timeZone ?? appliedBrand(stated).timeZone;
  const named = about === "namedDate" ? namedDateFacts(preferences, day, zone) : undefined;
  if (named !== undefined && named.facts === undefined) return notConcerned;
  const impact = await readPersonal(deps)(customer);
  const { facts, validUntil } = named ?? anniversaryFacts(impact, preferences, day, zone);
  if (facts === undefined) return notConcerned;
  const morning = morningOf(zone, day);
  return deps.now() < morning
    ? { outcome: "notYet", until: morning }
    : { outcome: "current", facts: { ...facts, soFar: soFarOf(impact) }, validUntil };
}

function soFarOf({ figures }: PersonalImpact): FactsOf<"important-date">["soFar"] {
  return figuresByFunding(figures);
}

async function quietOf(
  deps: GatherCalendarDeps,
  at: Instant,
  customer: CustomerId,
  stated: BrandConfig,
): Promise<FactsGathered> {
  const preferences = await deps.preferences(customer);
  if (preferences === undefined) return notConcerned;
  const zone = preferences.timeZone ?? appliedBrand(stated).timeZone;
  const quiet = quietFacts(await readPersonal(deps)(customer), preferences, zone, at);
  if (quiet === undefined) return notConcerned;
  const { facts, gift, validUntil } = quiet;
  return { outcome: "current", facts, validUntil, key: gift };
}

async function briefOf(
  deps: GatherCalendarDeps,
  week: Extract<CalendarAbout, { about: "week" }>,
  stated: BrandConfig,
): Promise<FactsGathered> {
  const { timeZone } = appliedBrand(stated);
  const [found, reached] = await Promise.all([
    deps.days(week.from, week.to),
    deps.reached(stated.causes.flatMap(thresholds)),
  ]);
  const over = beginningOf(timeZone, daysAfter(week.to, 1));
  return {
    outcome: "current",
    facts: briefFacts(week, stated.causes, found, reached, timeZone),
    validUntil: instantAfter(over, BRIEF_VALID_DAYS),
  };
}
