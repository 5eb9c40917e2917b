import type { Service } from "../../model/answering-hours.ts";
import type { Brand, Cause } from "../../model/cause.ts";
import type { MatchPool, Terms } from "../../model/terms.ts";
import type { Now } from "../../platform/clock.ts";

/** What a brand applied: itself, its causes, its terms and its match pools. `brand` is missing before the first apply, `service` where the brand states nothing of when people answer. */
export interface BrandConfig {
  readonly brand?: Brand;
  readonly causes: readonly Cause[];
  readonly terms: readonly Terms[];
  readonly pools: readonly MatchPool[];
  readonly service?: Service;
}

/** How long a warm function may use the config that it read. New terms start later than this: `brand apply` checks it. */
export const BRAND_CONFIG_AGE_MAX_SECONDS = 60;

/**
 * Calls `read` again only when the last answer is older than {@link BRAND_CONFIG_AGE_MAX_SECONDS}. A failed read is not
 * kept, nor is one from before the first apply: callers that wait for the brand go on as soon as it is there.
 */
export function cached(read: () => Promise<BrandConfig>, now: Now): () => Promise<BrandConfig> {
  return cachedIf(read, now, ({ brand }) => brand !== undefined);
}

/** As {@link cached} does, with any answer that `mayKeep` lets be kept: any at all unless stated; for as long as `ageMaxSeconds`. */
export function cachedIf<Value>(
  read: () => Promise<Value>,
  now: Now,
  mayKeep: (value: Value) => boolean = () => true,
  ageMaxSeconds: number = BRAND_CONFIG_AGE_MAX_SECONDS,
): () => Promise<Value> {
  let last: { readonly value: Value; readonly at: number } | undefined;
  return async () => {
    const at = Date.parse(now());
    const isFresh = last !== undefined && at - last.at < ageMaxSeconds * 1000;
    if (last === undefined || !isFresh || !mayKeep(last.value)) last = { value: await read(), at };
    return last.value;
  };
}
