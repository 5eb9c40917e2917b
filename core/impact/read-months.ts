import { appliedBrand } from "../giving/config/brand-in-force.ts";
import type { Brand } from "../model/cause.ts";
import { dayIn } from "../model/days.ts";
import type { Instant } from "../model/purchase.ts";
import type { Terms } from "../model/terms.ts";
import { figuresOfMonth } from "./figures.ts";
import type { ImpactStore } from "./impact.store.ts";
import { asOf, type ReadCommunityDeps } from "./read-community.ts";
import type { MonthList } from "./view.ts";

export type ReadMonthsDeps = Pick<ReadCommunityDeps, "brandConfig" | "now"> & {
  readonly impact: Pick<ImpactStore, "months">;
};

/** The years in which something may have been given, this year first: before the first terms, no purchase gives. */
export function yearsOf(
  terms: readonly Pick<Terms, "from">[],
  { timeZone }: Pick<Brand, "timeZone">,
  now: Instant,
): string[] {
  const yearIn = (instant: Instant) => Number(dayIn(timeZone, instant).slice(0, "2026".length));
  const last = yearIn(now);
  const first = Math.min(last, ...terms.map(({ from }) => yearIn(from)));
  return Array.from({ length: last - first + 1 }, (_, ago) => String(last - ago));
}

/**
 * `GET /api/months/{year}`: what was given in each month of a year, twelve rows read at most. A year in which nothing was given
 * is an empty list. Throws BrandNotAppliedError before the first apply.
 */
export function readMonths({
  brandConfig,
  impact,
  now: clock,
}: ReadMonthsDeps): (year: string) => Promise<MonthList> {
  return async (year) => {
    const now = clock();
    const config = await brandConfig();
    const brand = appliedBrand(config);
    const months = await impact.months(year);
    return {
      ...asOf(dayIn(brand.timeZone, now), now),
      year,
      years: yearsOf(config.terms, brand, now),
      months: months.flatMap(figuresOfMonth),
    };
  };
}
