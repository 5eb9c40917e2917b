import * as z from "zod";
import type { Cause } from "../model/cause.ts";
import { Currency, Minor } from "../model/money.ts";
import { CauseSlug, Instant } from "../model/purchase.ts";
import type { Totals } from "./impact.ts";

/** A threshold of a cause's goal: one of its milestones, or the goal itself. */
export const Threshold = z.object({ cause: CauseSlug, currency: Currency, amount: Minor });
export type Threshold = z.infer<typeof Threshold>;

/** The row of a threshold that was reached; `at` is when the gift that reached it was counted. */
export const ReachedMilestone = Threshold.extend({ at: Instant });
export type ReachedMilestone = z.infer<typeof ReachedMilestone>;

/** Every threshold of a cause in ascending order, each amount once; none where there is no goal. */
export function thresholds(cause: Pick<Cause, "slug" | "goal">): Threshold[] {
  const { goal } = cause;
  if (goal === undefined) return [];
  const amounts = new Set([...goal.milestones.map((milestone) => milestone.amount), goal.amount]);
  return [...amounts]
    .toSorted((a, b) => a - b)
    .map((amount) => ({ cause: cause.slug, currency: goal.currency, amount }));
}

/** What all fundings together gave to a cause in one currency: the one place where fundings meet, to measure a goal. */
export function towardsGoal(totals: Totals, cause: string, currency: string): number {
  return totals.sums
    .filter((sum) => sum.cause === cause && sum.currency === currency)
    .reduce((all, sum) => all + sum.net, 0);
}

/** The thresholds that these totals reach. A threshold of nothing is reached by the first gift, not before. */
export function reached(causes: readonly Cause[], totals: Totals): Threshold[] {
  return causes.flatMap((cause) =>
    thresholds(cause).filter(({ currency, amount }) => {
      const given = towardsGoal(totals, cause.slug, currency);
      return given > 0 && given >= amount;
    }),
  );
}
