import { dayIn } from "../../model/days.ts";
import type { Draw, Part } from "../../model/gift.ts";
import { splitByWeight } from "../../model/money.ts";
import type { Instant, Refund } from "../../model/purchase.ts";
import { isCap } from "../pricing/allowance.ts";
import { type AllowanceBalance, type DrawPlan, planDraw } from "../pricing/draw.ts";
import { totalOf } from "../pricing/price.ts";
import type { Clawback, Restoration } from "./entry.ts";
import { bookedParts, givenDraws, leftOfGift } from "./left-of-gift.ts";
import type { RecordedOrder } from "./statement.ts";
import { countingStatements, type RefundStatement } from "./taken-back.ts";

/**
 * An entry that a refund adds, and the draws that pay for what comes back. `more`: as an order grew, one part of its gift is to
 * be taken back and another to come back; an entry does one of these, and another must follow.
 */
export interface PlannedReversal {
  readonly entry: Clawback | Restoration;
  readonly draws: readonly DrawPlan[];
  readonly more: boolean;
}

export interface ReversalCircumstances {
  readonly timeZone: string;
  readonly recordedAt: Instant;
  /** What is left in allowances, as it was read; one that was not read is taken to have enough. */
  readonly balances: ReadonlyMap<string, AllowanceBalance>;
}

/** The statements of refunds that are recorded of an order, first to last. */
export function recordedStatements({ amendments }: RecordedOrder): RefundStatement[] {
  return amendments.filter((entry) => entry.kind === "clawback" || entry.kind === "restoration");
}

/**
 * The entry that a refund adds: what is left of the gift after all refunds so far, less what is booked. Both depend on
 * the set of statements and refunds alone, so that any partition, in any order, ends at the same figures: exactly zero
 * once all is refunded, never below, and never above what was given. A refund of a pending gift settles with it; a
 * later one is a carry of its own day, and no entry is rewritten.
 */
export function reversal(order: RecordedOrder, refund: Refund, at: ReversalCircumstances): PlannedReversal {
  const { accrual } = order;
  const booked = new Map(bookedParts(order).map((part) => [nameOf(part), part.minor]));
  const statements = [...countingStatements([...recordedStatements(order), refund]).values()];
  const moves = leftOfGift(order, statements)
    .map((part) => ({ ...part, minor: part.minor - (booked.get(nameOf(part)) ?? 0) }))
    .filter((part) => part.minor !== 0);
  const total = moves.reduce((sum, { minor }) => sum + minor, 0);
  const takesBack = total < 0 || (total === 0 && refund.scope.of !== "voided");
  const { source, connection, orderId, currency, placedAt, customer, settlesOn } = accrual;
  const refundDay = dayIn(at.timeZone, refund.refundedAt);
  const stillPending = refundDay < settlesOn;
  const common = {
    source,
    connection,
    orderId,
    currency,
    placedAt,
    recordedAt: at.recordedAt,
    sequence: nextSequence(order),
    refundId: refund.refundId,
    refundedAt: refund.refundedAt,
    scope: refund.scope,
    ...(customer && { customer }),
    settlesOn: stillPending ? settlesOn : refundDay,
  };
  if (takesBack) {
    const parts = moves.filter(({ minor }) => minor < 0);
    const entry = { kind: "clawback" as const, ...common, parts, draws: releases(order, parts) };
    return { entry, draws: [], more: parts.length < moves.length };
  }
  const wanted = moves.filter(({ minor }) => minor > 0);
  const { parts, draws } = drawAgain(order, wanted, at.balances);
  const entry = { kind: "restoration" as const, ...common, parts: [...parts], draws: drawsOf(draws) };
  return { entry, draws, more: wanted.length < moves.length };
}

/** The key of the next entry: of two writers at once, one has to read again. */
export function nextSequence({ amendments }: RecordedOrder): number {
  return (amendments.at(-1)?.sequence ?? 0) + 1;
}

/** The draws of plans as an entry holds them. */
export function drawsOf(plans: readonly DrawPlan[]): Draw[] {
  return plans
    .flatMap(({ draws }) => draws)
    .map(({ allowance, shard, minor }) => ({ allowance, shard, minor }));
}

/**
 * What goes back to the allowances that the gift drew from, shard by shard, at most what each gave: a brand's part
 * always frees its campaign's cap, matched money may match again only if the terms release it.
 */
function releases(order: RecordedOrder, parts: readonly Part[]): Draw[] {
  let cap = -totalOf(parts, "brand");
  let match = order.accrual.onMatchRefund === "release" ? -totalOf(parts, "match") : 0;
  const released: Draw[] = [];
  for (const draw of drawnByShard(order)) {
    const minor = Math.min(draw.minor, isCap(draw.allowance) ? cap : match);
    if (minor <= 0) continue;
    if (isCap(draw.allowance)) cap -= minor;
    else match -= minor;
    released.push({ ...draw, minor: -minor });
  }
  return released;
}

/**
 * Draws again what refunds had released, where it is still there: a campaign's cap and a pool are never overdrawn, so a
 * part may come back in part. Matched money that the terms did not release is still out of its pool, and needs no draw.
 */
function drawAgain(
  order: RecordedOrder,
  wanted: readonly Part[],
  balances: ReadonlyMap<string, AllowanceBalance>,
): { readonly parts: readonly Part[]; readonly draws: readonly DrawPlan[] } {
  const released = releasedByAllowance(order);
  let brandMissing = 0;
  let matchMissing = 0;
  let match = totalOf(wanted, "match");
  const draws: DrawPlan[] = [];
  for (const [allowance, { minor, shard }] of released) {
    const need = Math.min(minor, isCap(allowance) ? totalOf(wanted, "brand") : match);
    const plan = planDraw(allowance, need, shard, balances.get(allowance));
    if (isCap(allowance)) brandMissing = need - plan.granted;
    else matchMissing += need - plan.granted;
    if (!isCap(allowance)) match -= need;
    if (plan.granted > 0) draws.push(plan);
  }
  const parts = wanted.filter(({ funding }) => funding === "customer");
  return {
    parts: [...lessen(wanted, "brand", brandMissing), ...lessen(wanted, "match", matchMissing), ...parts],
    draws,
  };
}

/** The parts of one funding, `missing` less in all. */
function lessen(parts: readonly Part[], funding: Part["funding"], missing: number): Part[] {
  const own = parts.filter((part) => part.funding === funding);
  if (missing === 0) return own;
  const weights = new Map(own.map(({ cause, minor }) => [cause, minor]));
  return [...splitByWeight(totalOf(own, funding) - missing, weights)]
    .filter(([, minor]) => minor > 0)
    .map(([cause, minor]) => ({ cause, funding, minor }));
}

/** What each shard gave to this order and still misses, in the order of the draws. */
export function drawnByShard(order: RecordedOrder): Draw[] {
  const draws = allDraws(order);
  return [...Map.groupBy(draws, ({ allowance, shard }) => `${allowance} ${shard}`).values()].flatMap(
    ([first, ...rest]) =>
      first === undefined
        ? []
        : [{ ...first, minor: rest.reduce((sum, { minor }) => sum + minor, first.minor) }],
  );
}

/**
 * What refunds put back into each allowance and was not drawn again: what the gift drew as a whole, less what it has. `shard`
 * is one that the order drew from.
 */
function releasedByAllowance(order: RecordedOrder) {
  const drawn = drawnByAllowance(givenDraws(order));
  const has = drawnByAllowance(allDraws(order));
  return new Map(
    [...drawn].map(([allowance, { minor, shard }]) => [
      allowance,
      { minor: minor - (has.get(allowance)?.minor ?? 0), shard },
    ]),
  );
}

function allDraws({ accrual, amendments }: RecordedOrder): Draw[] {
  return [accrual, ...amendments].flatMap(({ draws }) => draws);
}

/** The sum of some draws from each allowance, and the shard of the first. */
export function drawnByAllowance(draws: readonly Draw[]): Map<string, { minor: number; shard: number }> {
  const sums = new Map<string, { minor: number; shard: number }>();
  for (const { allowance, shard, minor } of draws) {
    const before = sums.get(allowance);
    sums.set(allowance, { minor: minor + (before?.minor ?? 0), shard: before?.shard ?? shard });
  }
  return sums;
}

function nameOf(part: Part): string {
  return `${part.cause} ${part.funding}`;
}
