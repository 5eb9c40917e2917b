import { appliedBrand } from "../giving/config/brand-in-force.ts";
import { dayIn } from "../model/days.ts";
import { figuresOfMonth } from "./figures.ts";
import type { ImpactStore } from "./impact.store.ts";
import { asOf, type ReadCommunityDeps } from "./read-community.ts";
import type { MonthList } from "./view.ts";

export type ReadMonthsDeps = Pick<ReadCommunityDeps, "brandConfig" | "now"> & {
  readonly impact: Pick<ImpactStore, "months">;
};

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
    const brand = appliedBrand(await brandConfig());
    const months = await impact.months(year);
    return { ...asOf(dayIn(brand.timeZone, now), now), year, months: months.flatMap(figuresOfMonth) };
  };
}
