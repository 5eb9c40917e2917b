import type { Part } from "../../model/gift.ts";
import { proportion, splitByWeight } from "../../model/money.ts";
import type { Purchase } from "../../model/purchase.ts";
import type { BrandConfig } from "../config/brand-config.ts";
import { poolName } from "./allowance.ts";
import type { CauseChoice } from "./choice.ts";
import { type AllowanceBalance, type DrawPlan, planDraw } from "./draw.ts";
import { type Priced, parts, price, type Settlement, shrinkOf, sumParts } from "./price.ts";
import { brandShare } from "./share.ts";

/** The price of an order as a whole, with what it gives more than by an earlier statement. Neither is negative. */
export interface PricedMore extends Priced {
  readonly moreBrand: number;
  readonly moreOwn: number;
}

/**
 * Prices what an order states now beyond what it stated before, by the terms in force when it was placed: the difference
 * of the two prices, so that minimum, tiers and caps count for the whole order.
 */
export function priceOfMore(
  before: Purchase,
  now: Purchase,
  chosen: CauseChoice,
  config: BrandConfig,
): PricedMore {
  const priced = price(now, chosen, config);
  const earlier = brandShare(priced.terms, before);
  const [gave, gives] = [earlier, priced.share].map((share) => (share.gives ? share.minor : 0));
  return {
    ...priced,
    moreBrand: Math.max(0, (gives ?? 0) - (gave ?? 0)),
    moreOwn: priced.terms?.roundUp === true ? Math.max(0, now.roundUp - before.roundUp) : 0,
  };
}

type Draw = (allowance: string, need: number) => DrawPlan;

/**
 * Draws what an order gives more, and splits the whole anew: what each cause has then is what it would have had if the
 * whole had been stated at once. So a minor unit may go from one cause to another. `given` is what the order gave so far.
 */
export function settleMore(
  priced: PricedMore,
  given: readonly Part[],
  home: (allowance: string) => number,
  balances: ReadonlyMap<string, AllowanceBalance>,
): Settlement {
  const draw: Draw = (allowance, need) => planDraw(allowance, need, home(allowance), balances.get(allowance));
  const capDraw = priced.cap === undefined ? undefined : draw(priced.cap.allowance, priced.moreBrand);
  const before = byCause(given, "brand");
  const total = sumOf(before) + (capDraw?.granted ?? priced.moreBrand);
  const whole = byCause(parts("brand", total, priced.weights), "brand");
  const has = byCause(given, "match");
  const matches = priced.pools.map((pool) => {
    const matched = (brand: ReadonlyMap<string, number>, cause: string) =>
      proportion(brand.get(cause) ?? 0, pool.ratioBasisPoints, 10_000);
    // Of a pool that ran dry a cause has less than what it gave would be matched with: it cannot lose more than it has.
    const more = (cause: string) =>
      Math.max(matched(whole, cause) - matched(before, cause), -(has.get(cause) ?? 0));
    const wants = new Map(pool.causes.map((cause) => [cause, more(cause)]));
    const match = matchMore(wants, (need) => draw(poolName(pool), need));
    for (const { cause, minor } of match.moved) has.set(cause, (has.get(cause) ?? 0) + minor);
    return match;
  });
  const ownBefore = byCause(given, "customer");
  const own = sumOf(ownBefore) + priced.moreOwn;
  const ownWhole = own === 0 ? new Map<string, number>() : splitByWeight(own, priced.ownWeights);
  return {
    parts: sumParts([
      ...difference("brand", whole, before),
      ...matches.flatMap(({ moved }) => moved),
      ...difference("customer", ownWhole, ownBefore),
    ]).filter(({ minor }) => minor !== 0),
    shrink: shrinkOf(priced.share, total),
    draws: [...(capDraw ? [capDraw] : []), ...matches.map(({ plan }) => plan)],
  };
}

/** A pool that has less than is wanted gives what it has to those that want more. */
function matchMore(
  wants: ReadonlyMap<string, number>,
  draw: (need: number) => DrawPlan,
): { readonly plan: DrawPlan; readonly moved: readonly Part[] } {
  const need = Math.max(0, sumOf(wants));
  const plan = draw(need);
  const isWhole = plan.granted === sumOf(wants);
  const more = new Map([...wants].filter(([, minor]) => minor > 0));
  const moved = isWhole || plan.granted === 0 ? (isWhole ? wants : []) : splitByWeight(plan.granted, more);
  return { plan, moved: [...moved].map(([cause, minor]) => ({ cause, funding: "match", minor })) };
}

function difference(
  funding: Part["funding"],
  now: ReadonlyMap<string, number>,
  before: ReadonlyMap<string, number>,
): Part[] {
  return [...new Set([...now.keys(), ...before.keys()])].map((cause) => ({
    cause,
    funding,
    minor: (now.get(cause) ?? 0) - (before.get(cause) ?? 0),
  }));
}

function byCause(all: readonly Part[], funding: Part["funding"]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const part of all) {
    if (part.funding === funding) sums.set(part.cause, (sums.get(part.cause) ?? 0) + part.minor);
  }
  return sums;
}

function sumOf(amounts: ReadonlyMap<string, number>): number {
  return [...amounts.values()].reduce((sum, minor) => sum + minor, 0);
}
