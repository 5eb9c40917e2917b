import type { NoGift, Part, Shrink } from "../../model/gift.ts";
import { proportion, splitByWeight } from "../../model/money.ts";
import type { Purchase } from "../../model/purchase.ts";
import { CHOSEN, type MatchPool, type Terms } from "../../model/terms.ts";
import type { BrandConfig } from "../config/brand-config.ts";
import { poolsInForce, termsInForce } from "../config/in-force.ts";
import { capName, poolName } from "./allowance.ts";
import {
  brandWeights,
  type CauseChoice,
  customerWeights,
  type Resolved,
  resolveChoice,
  takesGifts,
} from "./choice.ts";
import { type AllowanceBalance, type DrawPlan, planDraw } from "./draw.ts";
import { type BrandShare, brandShare, type Units } from "./share.ts";

/** What a purchase gives by the terms alone, before caps of campaigns and match pools limit it. */
export interface Priced {
  readonly terms: Terms | undefined;
  readonly choice: Resolved;
  /** Whether a customer may still claim the unchosen part. */
  readonly claimable: boolean;
  readonly share: BrandShare;
  readonly weights: ReadonlyMap<string, number>;
  /** The same for what the customer added. */
  readonly ownWeights: ReadonlyMap<string, number>;
  readonly customer: readonly Part[];
  /** The allowance that caps the brand's gift; absent when nothing does. */
  readonly cap?: { readonly allowance: string };
  readonly pools: readonly MatchPool[];
}

/** Prices a purchase by the terms in force when it was placed. Pure: the same facts always give the same price. */
export function price(purchase: Purchase, chosen: CauseChoice, config: BrandConfig): Priced {
  const takes = takesGifts(config.causes);
  const choice = resolveChoice(chosen, takes);
  const terms = termsInForce(config.terms, purchase);
  const share = brandShare(terms, purchase);
  const capped = terms?.capPerCampaign?.[purchase.currency] !== undefined;
  const split = terms?.split ?? [{ cause: CHOSEN }];
  const ownWeights = terms === undefined ? new Map<string, number>() : customerWeights(terms, choice);
  return {
    terms,
    choice,
    claimable:
      terms !== undefined && choice.by === "unclaimed" && split.some(({ cause }) => cause === CHOSEN),
    share,
    weights: terms === undefined ? new Map() : brandWeights(terms, choice, takes),
    ownWeights,
    customer: terms?.roundUp === true ? parts("customer", purchase.roundUp, ownWeights) : [],
    ...(terms !== undefined && capped && { cap: { allowance: capName(terms, purchase.currency) } }),
    pools: share.gives ? poolsInForce(config.pools, purchase) : [],
  };
}

/** The causes that take what is free to choose of a gift: those of the choice, or the default without one. */
export function freeCauses({ terms, ownWeights, customer }: Priced): readonly string[] {
  const split = terms?.split ?? [{ cause: CHOSEN }];
  const isFree = customer.length > 0 || split.some(({ cause }) => cause === CHOSEN);
  return isFree ? [...ownWeights.keys()] : [];
}

/** What a purchase gives, with the draws that pay for it. */
export interface Settlement {
  readonly parts: readonly Part[];
  readonly noGift?: NoGift;
  readonly shrink: Shrink;
  readonly draws: readonly DrawPlan[];
}

/** Names of all allowances that a price may draw from. */
export function allowancesOf(priced: Priced): string[] {
  const cap = priced.share.gives && priced.cap !== undefined ? [priced.cap.allowance] : [];
  return [...cap, ...priced.pools.map((pool) => poolName(pool))];
}

/**
 * Draws the wanted amount from the allowances and splits the granted one. Each funding is split by itself.
 * `home` names the shard where each allowance's draw begins; `balances` is empty in the first attempt, which assumes that
 * enough is left, and holds what was read in a later one.
 */
export function settle(
  priced: Priced,
  home: (allowance: string) => number,
  balances: ReadonlyMap<string, AllowanceBalance>,
): Settlement {
  const draw = (allowance: string, need: number) =>
    planDraw(allowance, need, home(allowance), balances.get(allowance));
  const wanted = priced.share.gives ? priced.share.minor : 0;
  const capDraw = priced.cap === undefined ? undefined : draw(priced.cap.allowance, wanted);
  const gift = capDraw?.granted ?? wanted;
  const brand = parts("brand", gift, priced.weights);
  const matches = priced.pools.map((pool) => match(pool, brand, draw));
  const all = sumParts([...brand, ...matches.flatMap(({ matched }) => matched), ...priced.customer]);
  const noGift =
    all.length > 0 ? undefined : priced.share.gives ? "campaignCapReached" : priced.share.because;
  return {
    parts: all,
    ...(noGift && { noGift }),
    shrink: shrinkOf(priced.share, gift),
    draws: [...(capDraw ? [capDraw] : []), ...matches.map(({ plan }) => plan)],
  };
}

/** A total over causes by weight, without parts of nothing. */
export function parts(funding: Part["funding"], total: number, weights: ReadonlyMap<string, number>): Part[] {
  if (total === 0) return [];
  return [...splitByWeight(total, weights)]
    .filter(([, minor]) => minor > 0)
    .map(([cause, minor]) => ({ cause, funding, minor }));
}

function match(
  pool: MatchPool,
  brand: readonly Part[],
  draw: (allowance: string, need: number) => DrawPlan,
): { readonly plan: DrawPlan; readonly matched: readonly Part[] } {
  const wants = new Map(
    brand
      .filter(({ cause }) => pool.causes.includes(cause))
      .map(({ cause, minor }) => [cause, proportion(minor, pool.ratioBasisPoints, 10_000)]),
  );
  const need = [...wants.values()].reduce((sum, want) => sum + want, 0);
  const plan = draw(poolName(pool), need);
  return { plan, matched: parts("match", plan.granted, wants) };
}

/** One part per cause and funding, in a fixed order: several pools may match the same part. */
export function sumParts(all: readonly Part[]): Part[] {
  const sums = new Map<string, Part>();
  for (const part of all) {
    const name = `${part.cause} ${part.funding}`;
    sums.set(name, { ...part, minor: part.minor + (sums.get(name)?.minor ?? 0) });
  }
  return [...sums].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, part]) => part);
}

/** What some parts come to, of one funding where it is named. */
export function totalOf(all: readonly Part[], of?: Part["funding"]): number {
  const parts = of === undefined ? all : all.filter(({ funding }) => funding === of);
  return parts.reduce((sum, { minor }) => sum + minor, 0);
}

/** How a refund shrinks the gift. What each unit gives is scaled to what was granted, so that all units are the gift. */
export function shrinkOf(share: BrandShare, gift: number): Shrink {
  if (!share.gives || gift === 0 || share.shrinks === "fraction") return { by: "fraction" };
  if (share.shrinks === "whole") return { by: "whole" };
  const scaled = splitByWeight(
    gift,
    mapValues(share.shrinks, (line) => line.minor),
  );
  const lines = [...share.shrinks].map(([lineId, { units }]): [string, [number, number]] => [
    lineId,
    [units, scaled.get(lineId) ?? 0],
  ]);
  return { by: "units", lines: Object.fromEntries(lines) };
}

function mapValues(lines: ReadonlyMap<string, Units>, value: (units: Units) => number): Map<string, number> {
  return new Map([...lines].map(([lineId, units]) => [lineId, value(units)]));
}
