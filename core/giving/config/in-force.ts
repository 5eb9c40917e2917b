import type { Instant, Purchase } from "../../model/purchase.ts";
import type { MatchPool, Terms } from "../../model/terms.ts";

/** More pools than this match no single gift: it bounds what one transaction writes. The first by id count. */
export const POOLS_PER_GIFT_MAX = 4;

/**
 * The terms that decide about a purchase: of those that apply to its connection and store, the version with the
 * latest `from` not after `placedAt` (then the higher version, then the earlier id); none once its `until` is reached.
 */
export function termsInForce(
  terms: readonly Terms[],
  purchase: Pick<Purchase, "source" | "connection" | "store" | "placedAt">,
): Terms | undefined {
  const [latest] = terms
    .filter((candidate) => appliesTo(candidate, purchase) && candidate.from <= purchase.placedAt)
    .toSorted((a, b) => order(b.from, a.from) || b.version - a.version || order(a.id, b.id));
  if (latest?.until !== undefined && latest.until <= purchase.placedAt) return undefined;
  return latest;
}

/** The pools that may match brand-funded gifts of this purchase, by id. */
export function poolsInForce(pools: readonly MatchPool[], purchase: Purchase): MatchPool[] {
  return pools
    .filter((pool) => pool.currency === purchase.currency)
    .filter((pool) => pool.from <= purchase.placedAt && purchase.placedAt < pool.until)
    .toSorted((a, b) => order(a.id, b.id))
    .slice(0, POOLS_PER_GIFT_MAX);
}

/** Of each terms, the latest version that has begun, unless it has ended: at most one per id. */
export function versionsInForce(terms: readonly Terms[], now: Instant): Terms[] {
  const begun = Map.groupBy(
    terms.filter((version) => version.from <= now),
    (version) => version.id,
  );
  return [...begun.values()]
    .map((versions) => versions.reduce((a, b) => (isLater(a, b) ? a : b)))
    .filter((version) => version.until === undefined || now < version.until);
}

/**
 * Of each terms, the versions that were in force once and have ended, the latest of each first. `until` is when each ended: by
 * itself, or as the next version began. A version that another took the place of at once was never in force.
 */
export function formerVersions(terms: readonly Terms[], now: Instant): Terms[] {
  const begun = Map.groupBy(
    terms.filter((version) => version.from <= now),
    (version) => version.id,
  );
  return [...begun.values()].flatMap((versions) => {
    const latestFirst = versions.toSorted((a, b) => (isLater(a, b) ? -1 : 1));
    return latestFirst.flatMap((version, index) => {
      const ends = [version.until, latestFirst[index - 1]?.from].filter((end) => end !== undefined);
      const [until] = ends.toSorted();
      return until === undefined || until > now || until <= version.from ? [] : [{ ...version, until }];
    });
  });
}

function isLater(a: Terms, b: Terms): boolean {
  return a.from > b.from || (a.from === b.from && a.version > b.version);
}

function appliesTo(
  terms: Terms,
  { source, connection, store }: Pick<Purchase, "source" | "connection" | "store">,
): boolean {
  const connected =
    terms.connections === undefined ||
    terms.connections.some((named) => named.source === source && named.connection === connection);
  const stored = terms.stores === undefined || (store !== undefined && terms.stores.includes(store));
  return connected && stored;
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
