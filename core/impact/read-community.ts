import type { BrandConfig } from "../giving/config/brand-config.ts";
import { appliedBrand } from "../giving/config/brand-in-force.ts";
import { formerVersions } from "../giving/config/in-force.ts";
import type { AllowanceStore } from "../giving/ledger/allowance.store.ts";
import { poolName } from "../giving/pricing/allowance.ts";
import type { Cause, ExchangeRates } from "../model/cause.ts";
import { dayIn, daysAfter } from "../model/days.ts";
import type { CauseSlug, Day, Instant } from "../model/purchase.ts";
import type { MatchPool } from "../model/terms.ts";
import type { Now } from "../platform/clock.ts";
import type { KnownPayouts } from "../settlement/read-payouts.store.ts";
import { arrivalsOf, paidTogether } from "./arrivals.ts";
import { calendar } from "./calendar.ts";
import { equivalent } from "./equivalent.ts";
import { choices, choicesOf, counts, type FundingTotals, figures, series, withoutGift } from "./figures.ts";
import type { ImpactStore } from "./impact.store.ts";
import type { Totals } from "./impact.ts";
import type { MilestoneStore } from "./milestone.store.ts";
import { type ReachedMilestone, thresholds } from "./milestone.ts";
import { offersAt, termsView } from "./read-offers.ts";
import type { CauseDetail, CauseList, CauseView, Community, Figure, PoolLeft } from "./view.ts";

/** How many days a series shows, today included. */
export const SERIES_DAYS = 30;

export interface ReadCommunityDeps {
  readonly brandConfig: () => Promise<BrandConfig>;
  readonly impact: Pick<ImpactStore, "days" | "allTime">;
  readonly allowances: Pick<AllowanceStore, "left">;
  readonly milestones: Pick<MilestoneStore, "reached">;
  readonly payouts: () => Promise<KnownPayouts | undefined>;
  readonly now: Now;
}

/** All that the views of some causes are made from. */
interface Read {
  /** Before anything was read: the figures are as new as this, or newer. */
  readonly now: Instant;
  readonly given: FundingTotals;
  readonly pools: readonly PoolLeft[];
  readonly reached: readonly ReachedMilestone[];
}

const NOTHING: Totals = { entries: 0, sums: [], counts: [] };

/**
 * The days of the series, and as many more as anything can be pending. Days are read before all time: a gift that is counted in between then shows as settled for a moment, and no
 * figure is ever below what was given.
 */
async function given(
  { impact }: ReadCommunityDeps,
  config: BrandConfig,
  now: Instant,
): Promise<FundingTotals> {
  const today = dayIn(appliedBrand(config).timeZone, now);
  const back = Math.max(SERIES_DAYS, ...config.terms.map((terms) => terms.returnDays));
  const days = await impact.days(daysAfter(today, -back), daysAfter(today, 1));
  return { today, days, allTime: (await impact.allTime()) ?? NOTHING };
}

async function readFor(
  deps: ReadCommunityDeps,
  config: BrandConfig,
  causes: readonly Cause[],
): Promise<Read> {
  const now = deps.now();
  const slugs = new Set(causes.map((cause) => cause.slug));
  const pools = config.pools.filter((pool) => pool.causes.some((cause) => slugs.has(cause)));
  const [read, left, reached] = await Promise.all([
    given(deps, config, now),
    deps.allowances.left(pools.map(poolName)),
    deps.milestones.reached(causes.flatMap(thresholds)),
  ]);
  return {
    now,
    given: read,
    pools: pools.map((pool) => poolView(pool, left.get(poolName(pool)) ?? 0)),
    reached,
  };
}

function poolView({ shards: _, ...pool }: MatchPool, left: number): PoolLeft {
  return { ...pool, left };
}

function progress(cause: Cause, { given, reached }: Read): CauseView["progress"] {
  const { goal, slug } = cause;
  if (goal === undefined) return undefined;
  const { currency, amount } = goal;
  const at = (threshold: number) =>
    reached.find((one) => one.cause === slug && one.currency === currency && one.amount === threshold)?.at;
  return {
    currency,
    amount,
    segments: figures(given, slug)
      .filter((figure) => figure.currency === currency)
      .map(({ funding, pending, settled }) => ({ funding, net: pending + settled, pending })),
    milestones: goal.milestones.map((milestone) => {
      const reachedAt = at(milestone.amount);
      return { ...milestone, ...(reachedAt !== undefined && { reachedAt }) };
    }),
  };
}

function causeView(cause: Cause, read: Read): CauseView {
  const { goal: _, ...config } = cause;
  const way = progress(cause, read);
  return {
    ...config,
    ...(way !== undefined && { progress: way }),
    figures: figures(read.given, cause.slug),
    ...counts(read.given, cause.slug),
    choices: choicesOf(cause.slug, read.given),
    pools: read.pools.filter((pool) => pool.causes.includes(cause.slug)),
  };
}

/** Of when figures are that were read at `now`, on the brand's `today`. */
export function asOf(today: Day, now: Instant): Pick<Community, "asOf" | "readAt"> {
  return { asOf: today, readAt: `${now.slice(0, "2026-01-15T10:30".length)}:00Z` };
}

function inAll(all: readonly Figure[], rates: ExchangeRates | undefined): Pick<Community, "equivalent"> {
  const worth = equivalent(all, rates);
  return worth === undefined ? {} : { equivalent: worth };
}

function arrivals(
  causes: readonly CauseSlug[],
  all: readonly Figure[],
  known: KnownPayouts | undefined,
  timeZone: string,
): Pick<Community, "arrivals"> {
  if (known === undefined) return {};
  return { arrivals: arrivalsOf(causes, all, known.payouts, calendar(timeZone).dayOf) };
}

/** `GET /api/community`. Throws BrandNotAppliedError before the first apply; a community without gifts is a view. */
export function readCommunity(deps: ReadCommunityDeps): () => Promise<Community> {
  return async () => {
    const config = await deps.brandConfig();
    const { rates, ...brand } = appliedBrand(config);
    const [read, known] = await Promise.all([readFor(deps, config, config.causes), deps.payouts()]);
    const terms = await offersAt(deps.allowances, config.terms, read.now);
    const all = figures(read.given, "everything");
    return {
      ...asOf(read.given.today, read.now),
      brand,
      figures: all,
      ...inAll(all, rates),
      ...counts(read.given, "everything"),
      withoutGift: withoutGift(read.given),
      choices: choices(read.given),
      series: series(read.given, "everything", daysAfter(read.given.today, 1 - SERIES_DAYS)),
      causes: config.causes.map((cause) => causeView(cause, read)),
      pools: [...read.pools],
      ...arrivals(
        config.causes.map(({ slug }) => slug),
        all,
        known,
        brand.timeZone,
      ),
      terms,
      formerTerms: formerVersions(config.terms, read.now).map(termsView),
    };
  };
}

/** `GET /api/causes`. Throws BrandNotAppliedError before the first apply. */
export function readCauses(deps: ReadCommunityDeps): () => Promise<CauseList> {
  return async () => {
    const config = await deps.brandConfig();
    const read = await readFor(deps, config, config.causes);
    return {
      ...asOf(read.given.today, read.now),
      causes: config.causes.map((cause) => causeView(cause, read)),
    };
  };
}

/** `GET /api/causes/{slug}`. Undefined for a cause that the brand does not state; throws BrandNotAppliedError. */
export function readCause(deps: ReadCommunityDeps): (slug: string) => Promise<CauseDetail | undefined> {
  return async (slug) => {
    const config = await deps.brandConfig();
    const { rates, timeZone } = appliedBrand(config);
    const cause = config.causes.find((one) => one.slug === slug);
    if (cause === undefined) return undefined;
    const [read, known] = await Promise.all([readFor(deps, config, [cause]), deps.payouts()]);
    const together = paidTogether(cause, config.causes);
    const view = causeView(cause, read);
    return {
      ...view,
      ...inAll(view.figures, rates),
      ...asOf(read.given.today, read.now),
      ...arrivals(together, figures(read.given, together), known, timeZone),
      series: series(read.given, slug, daysAfter(read.given.today, 1 - SERIES_DAYS)),
    };
  };
}
