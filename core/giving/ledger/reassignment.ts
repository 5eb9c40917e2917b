import type { Draw, Part } from "../../model/gift.ts";
import { proportion, splitByWeight } from "../../model/money.ts";
import type { CauseSlug, Instant } from "../../model/purchase.ts";
import { type MatchPool, termsName } from "../../model/terms.ts";
import type { BrandConfig } from "../config/brand-config.ts";
import { poolsInForce } from "../config/in-force.ts";
import { poolName } from "../pricing/allowance.ts";
import { brandWeights, customerWeights, takesGifts } from "../pricing/choice.ts";
import { type AllowanceBalance, type DrawPlan, planDraw } from "../pricing/draw.ts";
import { parts, sumParts, totalOf } from "../pricing/price.ts";
import type { Reassignment } from "./entry.ts";
import { bookedParts, givenDraws, givenParts, leftOfGift, sharedBy } from "./left-of-gift.ts";
import { movedParts } from "./moved-parts.ts";
import { allowanceShard } from "./order-hash.ts";
import { drawnByAllowance, drawnByShard, drawsOf, nextSequence, recordedStatements } from "./reversal.ts";
import type { RecordedOrder } from "./statement.ts";
import { countingStatements } from "./taken-back.ts";

/** The cause that somebody with the receipt picked, and when. */
export interface Pick {
  readonly cause: CauseSlug;
  readonly claimedAt: Instant;
}

export interface PlannedReassignment {
  readonly entry: Reassignment;
  readonly draws: readonly DrawPlan[];
}

export interface Circumstances {
  readonly config: BrandConfig;
  readonly timeZone: string;
  readonly recordedAt: Instant;
  /** What is left in allowances, as it was read; one that was not read is taken to have enough. */
  readonly balances: ReadonlyMap<string, AllowanceBalance>;
  /** The causes to which this customer gave before. */
  readonly before: ReadonlySet<string>;
}

/** How much a pool may match of a gift once that moved. */
export interface Matching {
  readonly pool: MatchPool;
  readonly most: number;
}

/** The same where the cause was picked: `wants` is what the pool would match of each cause. */
interface WantedMatching extends Matching {
  readonly wants: ReadonlyMap<string, number>;
}

/**
 * The entry that moves a gift to the cause that was picked for it. The ledger and the pools are then as if the cause had been
 * named on the order, with two differences: what the brand and the customer give is what they gave, to the minor unit; and
 * the pools of the new cause give what they still have. The pools of the old one get back what they gave.
 */
export function reassignment(order: RecordedOrder, pick: Pick, at: Circumstances): PlannedReassignment {
  const given = givenParts(order);
  const unmatched = pickedParts(order, given, pick.cause, at.config);
  const matching = matchingOf(order, given, unmatched, at.config);
  return planned(order, entryHead(order, pick, at), at, matching, (most) => [
    ...unmatched,
    ...most.flatMap((each) => parts("match", each.most, each.wants)),
  ]);
}

/**
 * The entry after which an order gives what `givenAfter` answers, refunds left aside, for what its pools may match. A pool that has
 * less is asked for less.
 */
export function planned<Of extends Matching>(
  order: RecordedOrder,
  head: EntryHead,
  at: Circumstances,
  matching: readonly Of[],
  givenAfter: (matching: readonly Of[]) => readonly Part[],
): PlannedReassignment {
  const given = givenParts(order);
  let may = matching;
  for (;;) {
    const wholeParts = difference(sumParts(givenAfter(may)), given);
    const { lacking, ...plan } = planWith(order, head, at, { given, wholeParts, matching: may });
    if (lacking.size === 0) return plan;
    may = may.map((each) => ({ ...each, most: each.most - (lacking.get(poolName(each.pool)) ?? 0) }));
  }
}

/** What the brand and the customer give, by the weights that the order would have with this cause named on it. */
function pickedParts(
  { accrual }: RecordedOrder,
  given: readonly Part[],
  cause: CauseSlug,
  { terms: all, causes }: BrandConfig,
): Part[] {
  const terms = all.find((each) => termsName(each) === accrual.terms);
  if (terms === undefined) throw new Error(`The terms ${accrual.terms} of a gift are not among the brand's`);
  const choice = { by: "order" as const, weights: new Map([[cause, 1]]) };
  return [
    ...parts("brand", totalOf(given, "brand"), brandWeights(terms, choice, takesGifts(causes))),
    ...parts("customer", totalOf(given, "customer"), customerWeights(terms, choice)),
  ];
}

/** A pool that matched less than it wanted, as it ran out, matches no more of the same now. */
function matchingOf(
  order: RecordedOrder,
  given: readonly Part[],
  picked: readonly Part[],
  { pools }: BrandConfig,
): WantedMatching[] {
  const { accrual } = order;
  const drawn = drawnByAllowance(givenDraws(order));
  return poolsInForce(pools, accrual).map((pool) => {
    const [wanted, wants] = [wantsOf(pool, given), wantsOf(pool, picked)];
    const has = drawn.get(poolName(pool))?.minor ?? 0;
    const [needed, needs] = [sumValues(wanted), sumValues(wants)];
    return { pool, wants, most: needs <= needed ? Math.min(has, needs) : has + needs - needed };
  });
}

function wantsOf({ causes, ratioBasisPoints }: MatchPool, all: readonly Part[]): Map<string, number> {
  const matched = all.filter(({ funding, cause }) => funding === "brand" && causes.includes(cause));
  return new Map(matched.map(({ cause, minor }) => [cause, proportion(minor, ratioBasisPoints, 10_000)]));
}

interface Whole {
  readonly given: readonly Part[];
  readonly wholeParts: Part[];
  readonly matching: readonly Matching[];
}

/** The entry if each pool matches what it may at most; `lacking` says by how much that is more than a pool has. */
function planWith(
  order: RecordedOrder,
  head: EntryHead,
  at: Circumstances,
  { given, wholeParts, matching }: Whole,
): PlannedReassignment & { readonly lacking: ReadonlyMap<string, number> } {
  const drawn = drawnByAllowance(givenDraws(order));
  const most = new Map(matching.map((each) => [poolName(each.pool), each.most]));
  const wholeDraws = [...new Set([...drawn.keys(), ...most.keys()])]
    .filter((allowance) => allowance.startsWith("pool:"))
    .map((allowance) => ({
      allowance,
      shard: drawn.get(allowance)?.shard ?? homeOf(order, matching, allowance),
      minor: (most.get(allowance) ?? 0) - (drawn.get(allowance)?.minor ?? 0),
    }))
    .filter(({ minor }) => minor !== 0);
  const whole = { parts: wholeParts, draws: wholeDraws };
  const statements = [...countingStatements(recordedStatements(order)).values()];
  const asWhole = { ...head, parts: [], draws: [], whole };
  const left = leftOfGift({ ...order, amendments: [...order.amendments, asWhole] }, statements);
  const booked = bookedParts(order);
  const moves = difference(afterMove(left, booked, [...given, ...wholeParts]), booked);
  const { draws, plans, lacking } = drawsFor(order, left, matching, at);
  const isWhole = statements.length === 0;
  return {
    lacking,
    draws: plans,
    entry: {
      ...head,
      parts: movedParts(order, moves, wholeParts, at.timeZone),
      draws,
      ...(!isWhole && { whole }),
    },
  };
}

/** Of `match` what is left of it now; of the brand's and the customer's money what is booked, for the causes that have it now. */
function afterMove(left: readonly Part[], booked: readonly Part[], given: readonly Part[]): Part[] {
  const now = sumParts(given);
  const moved = (["brand", "customer"] as const).flatMap((of) =>
    sharedBy(
      now.filter(({ funding }) => funding === of),
      totalOf(booked, of),
    ),
  );
  return [...moved, ...left.filter(({ funding }) => funding === "match")];
}

/**
 * The draws after which each pool has given its part of what is left. Under terms that let refunded matches lapse, a pool
 * gives for the whole gift: what refunds took of it stays out of the pool, as it would had the cause been named at once.
 */
function drawsFor(
  order: RecordedOrder,
  left: readonly Part[],
  matching: readonly Matching[],
  { balances }: Circumstances,
) {
  const most = new Map(matching.map((each) => [poolName(each.pool), each.most]));
  const isReleased = order.accrual.onMatchRefund === "release";
  const gives = isReleased && sumValues(most) > 0 ? splitByWeight(totalOf(left, "match"), most) : most;
  const has = drawnByAllowance(drawnByShard(order));
  const lacking = new Map<string, number>();
  const plans: DrawPlan[] = [];
  const released: Draw[] = [];
  for (const allowance of new Set([...has.keys(), ...most.keys()])) {
    if (!allowance.startsWith("pool:")) continue;
    const more = (gives.get(allowance) ?? 0) - (has.get(allowance)?.minor ?? 0);
    if (more < 0) released.push(...releaseOf(order, allowance, -more));
    if (more <= 0) continue;
    const plan = planDraw(allowance, more, homeOf(order, matching, allowance), balances.get(allowance));
    if (plan.granted > 0) plans.push(plan);
    if (plan.granted < more)
      lacking.set(
        allowance,
        lackOf(most.get(allowance) ?? 0, gives.get(allowance) ?? 0, more - plan.granted),
      );
  }
  return { draws: [...released, ...drawsOf(plans)], plans, lacking };
}

/** By how much a whole of which `part` is left must be less, at least, for `lack` less to be left. */
function lackOf(whole: number, part: number, lack: number): number {
  return Math.min(whole, Math.max(1, Math.ceil((lack * whole) / Math.max(1, part))));
}

/** What goes back to a pool, shard by shard, at most what each gave. */
function releaseOf(order: RecordedOrder, allowance: string, minor: number): Draw[] {
  let rest = minor;
  return drawnByShard(order)
    .filter((draw) => draw.allowance === allowance && draw.minor > 0)
    .flatMap((draw) => {
      const back = Math.min(rest, draw.minor);
      rest -= back;
      return back === 0 ? [] : [{ ...draw, minor: -back }];
    });
}

function homeOf({ accrual }: RecordedOrder, matching: readonly Matching[], allowance: string): number {
  const shards = matching.find(({ pool }) => poolName(pool) === allowance)?.pool.shards ?? 1;
  return allowanceShard(accrual, shards);
}

type EntryHead = Omit<Reassignment, "parts" | "draws" | "whole">;

/** What the entry says beside its parts. */
export function entryHead(
  order: RecordedOrder,
  { cause, claimedAt }: Pick,
  { recordedAt, before }: Circumstances,
): EntryHead {
  const { source, connection, orderId, currency, placedAt, customer, settlesOn } = order.accrual;
  const isFirst = customer !== undefined && !before.has(cause);
  return {
    kind: "reassignment",
    source,
    connection,
    orderId,
    currency,
    placedAt,
    recordedAt,
    sequence: nextSequence(order),
    cause,
    claimedAt,
    ...(customer && { customer }),
    settlesOn,
    firstFor: isFirst ? [cause] : [],
  };
}

/** What must be added to `before` for it to be `after`, without parts of nothing. */
function difference(after: readonly Part[], before: readonly Part[]): Part[] {
  const less = before.map((part) => ({ ...part, minor: -part.minor }));
  return sumParts([...after, ...less]).filter(({ minor }) => minor !== 0);
}

function sumValues(amounts: ReadonlyMap<string, number>): number {
  return [...amounts.values()].reduce((sum, minor) => sum + minor, 0);
}
