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
  purchase: Place & Pick<Purchase, "placedAt">,
): Terms | undefined {
  const [latest] = terms
    .filter((candidate) => appliesTo(candidate, purchase) && candidate.from <= purchase.placedAt)
    .toSorted(byRank);
  if (latest?.until !== undefined && latest.until <= purchase.placedAt) return undefined;
  return latest;
}

/** The pools that may match brand-funded gifts of this purchase, by id. */
export function poolsInForce(
  pools: readonly MatchPool[],
  purchase: Pick<Purchase, "currency" | "placedAt">,
): MatchPool[] {
  return pools
    .filter((pool) => pool.currency === purchase.currency)
    .filter((pool) => pool.from <= purchase.placedAt && purchase.placedAt < pool.until)
    .toSorted((a, b) => order(a.id, b.id))
    .slice(0, POOLS_PER_GIFT_MAX);
}

/** The versions that decide about some purchase of this moment, whatever connection and store it is of. */
export function versionsInForce(terms: readonly Terms[], now: Instant): Terms[] {
  return latestFirst(terms).filter((version) => {
    const end = endOf(version, terms);
    return version.from <= now && (end === undefined || now < end);
  });
}

/**
 * The versions that were in force once and have ended, the latest of each terms first. `until` is when each ended: by itself, or
 * as the last purchases that it decided about fell to later ones. A version that others took the place of at once was never in
 * force.
 */
export function formerVersions(terms: readonly Terms[], now: Instant): Terms[] {
  return latestFirst(terms).flatMap((version) => {
    const until = endOf(version, terms);
    return until === undefined || until > now || until <= version.from ? [] : [{ ...version, until }];
  });
}

/** Of one terms after the other, as the brand states them; of each, the latest version first. */
function latestFirst(terms: readonly Terms[]): Terms[] {
  return [...Map.groupBy(terms, ({ id }) => id).values()].flatMap((versions) => versions.toSorted(byRank));
}

/**
 * When a version ends: at its `until`, or as soon as later ones have begun for every connection and store that it applies to;
 * undefined while neither is stated. Some of them may go to later terms long before.
 */
function endOf(version: Terms, terms: readonly Terms[]): Instant | undefined {
  const later = terms.filter((other) => byRank(other, version) < 0).toSorted((a, b) => byRank(b, a));
  let left = placesOf(version, later);
  for (const other of later) {
    left = left.filter((place) => !appliesTo(other, place));
    if (left.length === 0) return earlier(version.until, other.from);
  }
  return version.until;
}

/** What terms look at to tell purchases apart, besides their time. */
type Place = Pick<Purchase, "source" | "connection" | "store">;

/**
 * One place for each combination that `others` tell apart among the purchases of a version. Of connections and stores that
 * nobody names, one stands for all: no source has a connection without a name.
 */
function placesOf(version: Terms, others: readonly Terms[]): Place[] {
  const unnamed = { source: "standard", connection: "" } as const;
  const connections = version.connections ?? [
    ...new Map(
      others.flatMap(({ connections = [] }) => connections).map((one) => [nameOf(one), one]),
    ).values(),
    unnamed,
  ];
  const stores = version.stores ?? [...new Set(others.flatMap(({ stores = [] }) => stores)), undefined];
  return connections.flatMap((connection) =>
    stores.map((store) => ({ ...connection, ...(store !== undefined && { store }) })),
  );
}

function nameOf({ source, connection }: Pick<Purchase, "source" | "connection">): string {
  return `${source}/${connection}`;
}

function earlier(one: Instant | undefined, other: Instant): Instant {
  return one !== undefined && one < other ? one : other;
}

/** The one that decides, of two that apply to a purchase, first. */
function byRank(a: Terms, b: Terms): number {
  return order(b.from, a.from) || b.version - a.version || order(a.id, b.id);
}

function appliesTo(terms: Terms, { source, connection, store }: Place): boolean {
  const connected =
    terms.connections === undefined ||
    terms.connections.some((named) => named.source === source && named.connection === connection);
  const stored = terms.stores === undefined || (store !== undefined && terms.stores.includes(store));
  return connected && stored;
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
