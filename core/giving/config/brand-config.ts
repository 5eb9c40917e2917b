import type { Brand, Cause } from "../../model/cause.ts";
import type { MatchPool, Terms } from "../../model/terms.ts";
import type { Now } from "../../platform/clock.ts";

/** What a brand applied: itself, its causes, its terms and its match pools. `brand` is missing before the first apply. */
export interface BrandConfig {
  readonly brand?: Brand;
  readonly causes: readonly Cause[];
  readonly terms: readonly Terms[];
  readonly pools: readonly MatchPool[];
}

/** How long a warm function may use the config that it read. New terms start later than this: `brand apply` checks it. */
export const BRAND_CONFIG_AGE_MAX_SECONDS = 60;

/**
 * Calls `read` again only when the last answer is older than {@link BRAND_CONFIG_AGE_MAX_SECONDS}. A failed read is not
 * kept, nor is one from before the first apply: callers that wait for the brand go on as soon as it is there.
 */
export function cached(read: () => Promise<BrandConfig>, now: Now): () => Promise<BrandConfig> {
  let last: { readonly config: BrandConfig; readonly at: number } | undefined;
  return async () => {
    const at = Date.parse(now());
    const isKept = last?.config.brand !== undefined && at - last.at < BRAND_CONFIG_AGE_MAX_SECONDS * 1000;
    if (last === undefined || !isKept) last = { config: await read(), at };
    return last.config;
  };
}
