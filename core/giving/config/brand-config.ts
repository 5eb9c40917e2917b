import type { Brand, Cause } from "../../model/cause.ts";
import type { MatchPool, Terms } from "../../model/terms.ts";
import type { Now } from "../../platform/clock.ts";

/** All that the brand has stated. `brand` is missing before the first apply. */
export interface BrandConfig {
  readonly brand?: Brand;
  readonly causes: readonly Cause[];
  readonly terms: readonly Terms[];
  readonly pools: readonly MatchPool[];
}

/** How long a warm function may go on with what it read. New terms start later than this (brand apply sees to it). */
export const BRAND_CONFIG_AGE_MAX_SECONDS = 60;

/**
 * Asks `read` again only when the last answer is older than {@link BRAND_CONFIG_AGE_MAX_SECONDS}. A failed read is not
 * kept, nor is one from before the first apply: what waits for the brand goes on as soon as it is there.
 */
export function cached(read: () => Promise<BrandConfig>, now: Now): () => Promise<BrandConfig> {
  let last: { readonly stated: BrandConfig; readonly at: number } | undefined;
  return async () => {
    const at = Date.parse(now());
    const isKept = last?.stated.brand !== undefined && at - last.at < BRAND_CONFIG_AGE_MAX_SECONDS * 1000;
    if (last === undefined || !isKept) last = { stated: await read(), at };
    return last.stated;
  };
}
