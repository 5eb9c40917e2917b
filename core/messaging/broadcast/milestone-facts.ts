import type { BrandConfig } from "../../giving/config/brand-config.ts";
import { messageTranslations } from "../../i18n/dictionaries.ts";
import type { Totals } from "../../impact/impact.ts";
import { type ReachedMilestone, type Threshold, towardsGoal } from "../../impact/milestone.ts";
import { inEachLocale, type Localised } from "../../model/cause.ts";
import { instantAfter } from "../../model/days.ts";
import type { Instant } from "../../model/purchase.ts";
import type { FactsOf } from "../content/catalog.ts";
import { pictureFact } from "../content/letter-picture.ts";
import type { FactsGathered } from "../journeys/facts.ts";

/** By then customers who visit the pages have seen the milestone there. */
export const MILESTONE_VALID_DAYS = 7;

/**
 * The facts about a milestone: `noLongerTrue` when refunds have taken the total below it again, or the brand no longer
 * states it.
 */
export function milestoneFacts(
  about: Threshold & { readonly at: Instant },
  milestone: ReachedMilestone,
  totals: Totals | undefined,
  { causes }: Pick<BrandConfig, "causes">,
): FactsGathered {
  const { currency, amount } = about;
  const validUntil = instantAfter(about.at, MILESTONE_VALID_DAYS);
  const cause = causes.find(({ slug }) => slug === about.cause);
  const label = cause && labelOf(cause.goal, about);
  const given = totals === undefined ? 0 : towardsGoal(totals, about.cause, currency);
  if (cause === undefined || label === undefined || given < amount) {
    return { outcome: "noLongerTrue", facts: {}, validUntil };
  }
  const { name, charity, picture } = cause;
  const customers = totals?.counts.find((count) => count.cause === about.cause)?.customers ?? 0;
  const facts: FactsOf<"milestone-reached"> = {
    cause: name,
    label,
    charity: { name: charity.name, sample: charity.sample },
    amount: { minor: amount, currency },
    reachedAt: milestone.at,
    customers: customers === 0 ? null : customers,
    picture: pictureFact(picture),
  };
  return { outcome: "current", facts, validUntil };
}

function labelOf(goal: BrandConfig["causes"][number]["goal"], about: Threshold): Localised | undefined {
  if (goal === undefined || goal.currency !== about.currency) return undefined;
  const milestone = goal.milestones.find(({ amount }) => amount === about.amount);
  return (
    milestone?.label ??
    (goal.amount === about.amount ? inEachLocale((locale) => messageTranslations[locale].goal) : undefined)
  );
}
