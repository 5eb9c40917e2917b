import type { DayTotals } from "../../../impact/impact.store.ts";
import type { ReachedMilestone } from "../../../impact/milestone.ts";
import type { Cause } from "../../../model/cause.ts";
import { dayIn } from "../../../model/days.ts";
import type { Day } from "../../../model/purchase.ts";
import { CAUSES_MAX, type FactsOf, GIFTS_MAX } from "../../content/catalog.ts";

interface Week {
  readonly from: Day;
  readonly to: Day;
}

/** What the purchases of a week gave, by cause, funding and currency, which are never added. Nothing about any one customer. */
export function briefFacts(
  { from, to }: Week,
  causes: readonly Cause[],
  days: readonly DayTotals[],
  reached: readonly ReachedMilestone[],
  timeZone: string,
): FactsOf<"purpose-brief"> {
  const totals = days.filter(({ day }) => from <= day && day <= to).map((one) => one.totals);
  const counts = totals.flatMap((one) => one.counts);
  const sums = totals.flatMap((one) => one.sums);
  const purchasesOf = (name: string) =>
    counts.filter(({ cause }) => cause === name).reduce((all, { purchases }) => all + purchases, 0);
  return {
    from,
    to,
    purchases: purchasesOf("*"),
    gifts: causes.flatMap((cause) => giftsOfCause(cause, sums)).slice(0, GIFTS_MAX),
    causes: causes
      .map(({ slug, name }) => ({ cause: name, purchases: purchasesOf(slug) }))
      .filter(({ purchases }) => purchases > 0)
      .toSorted((a, b) => b.purchases - a.purchases)
      .slice(0, CAUSES_MAX),
    milestones: milestonesOf(causes, reached, ({ at }) => {
      const day = dayIn(timeZone, at);
      return from <= day && day <= to;
    }),
  };
}

type Sums = DayTotals["totals"]["sums"];

/** What these sums gave to a cause, a line for each funding and currency; none for what came to nothing. */
export function giftsOfCause({ slug, name }: Cause, sums: Sums): FactsOf<"purpose-brief">["gifts"] {
  const own = sums.filter(({ cause }) => cause === slug);
  const kinds = Map.groupBy(own, ({ funding, currency }) => `${funding} ${currency}`);
  return [...kinds.values()].flatMap((kind) => {
    const [first] = kind;
    const minor = kind.reduce((all, { net }) => all + net, 0);
    if (first === undefined || minor === 0) return [];
    return [{ cause: name, funding: first.funding, amount: { minor, currency: first.currency } }];
  });
}

function milestonesOf(
  causes: readonly Cause[],
  reached: readonly ReachedMilestone[],
  isInTime: (milestone: ReachedMilestone) => boolean,
): FactsOf<"purpose-brief">["milestones"] {
  return causes
    .flatMap(({ slug, name, goal }) =>
      (goal?.milestones ?? []).flatMap(({ amount, label }) =>
        reached.some((one) => one.cause === slug && one.amount === amount && isInTime(one))
          ? [{ cause: name, label }]
          : [],
      ),
    )
    .slice(0, CAUSES_MAX);
}
