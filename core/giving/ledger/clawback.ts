import { dayIn } from "../../model/days.ts";
import type { Draw, Part } from "../../model/gift.ts";
import type { Instant, Refund, RefundScope } from "../../model/purchase.ts";
import { isCap } from "../pricing/allowance.ts";
import type { Accrual, Clawback } from "./entry.ts";

/** An exact part of a whole, 0 to 1. */
interface Fraction {
  readonly of: bigint;
  readonly in: bigint;
}

const NONE: Fraction = { of: 0n, in: 1n };
const WHOLE: Fraction = { of: 1n, in: 1n };

/**
 * The entry that a refund adds: what all refunds so far should have taken back, less what earlier clawbacks took.
 * What should be taken depends on the set of refunds alone, grows with each, and is each part itself at the end.
 * So any partition, in any order, ends at exactly zero in every part and never below.
 * `sequence` is one more than the last of `earlier`: of two refunds at once, one has to read again. A refund of a
 * pending gift settles with it; a later one is a negative carry of its own day, and no entry is rewritten.
 */
export function clawback(
  accrual: Accrual,
  earlier: readonly Clawback[],
  refund: Refund,
  at: { readonly timeZone: string; readonly recordedAt: Instant },
): Clawback {
  const scopes = latestScopes([...earlier, refund]);
  const takenBefore = sumByPart(earlier.flatMap((entry) => entry.parts));
  const parts = accrual.parts
    .map((part) => ({
      ...part,
      minor: -(target(accrual, part, scopes) + (takenBefore.get(nameOf(part)) ?? 0)),
    }))
    .filter((part) => part.minor < 0);
  const refundDay = dayIn(at.timeZone, refund.refundedAt);
  const stillPending = refundDay < accrual.settlesOn;
  const { source, connection, orderId, currency, placedAt, customer } = accrual;
  return {
    kind: "clawback",
    source,
    connection,
    orderId,
    currency,
    placedAt,
    recordedAt: at.recordedAt,
    sequence: (earlier.at(-1)?.sequence ?? 0) + 1,
    refundId: refund.refundId,
    refundedAt: refund.refundedAt,
    scope: refund.scope,
    parts,
    draws: releases(accrual, earlier, parts),
    ...(customer && { customer }),
    settlesOn: stillPending ? accrual.settlesOn : refundDay,
  };
}

/** One scope for each refund: of a refund that was recorded as nothing and came again, what it took in the end. */
function latestScopes(refunds: readonly Pick<Refund, "refundId" | "scope">[]): readonly RefundScope[] {
  return [...new Map(refunds.map(({ refundId, scope }) => [refundId, scope])).values()];
}

/** What of a part should have been taken back after these refunds: half up, at most the part. */
function target(accrual: Accrual, part: Part, scopes: readonly RefundScope[]): number {
  const fraction = part.funding === "customer" ? ownFraction(accrual, scopes) : giftFraction(accrual, scopes);
  return Number((2n * BigInt(part.minor) * fraction.of + fraction.in) / (2n * fraction.in));
}

/**
 * How much of the purchase was refunded: goods as a fraction of the base, amounts of money as a fraction of what
 * was paid; of running totals the largest counts, or the sum of the single amounts if that is more.
 */
function refunded(accrual: Accrual, scopes: readonly RefundScope[]): Fraction {
  let goods = 0n;
  let paid = 0n;
  let paidTotal = 0n;
  for (const scope of scopes) {
    if (scope.of === "all") return WHOLE;
    if (scope.of === "goods") goods += BigInt(scope.goods);
    if (scope.of === "paid") paid += BigInt(scope.paid);
    if (scope.of === "paidTotal" && BigInt(scope.paid) > paidTotal) paidTotal = BigInt(scope.paid);
  }
  const byGoods = ratio(goods, BigInt(accrual.base));
  const byPaid = ratio(paid > paidTotal ? paid : paidTotal, BigInt(accrual.paid));
  return ratio(byGoods.of * byPaid.in + byPaid.of * byGoods.in, byGoods.in * byPaid.in);
}

/** The fraction by which the brand's gift, and the match in step with it, shrinks. */
function giftFraction(accrual: Accrual, scopes: readonly RefundScope[]): Fraction {
  const whole = refunded(accrual, scopes);
  if (isWhole(whole)) return WHOLE;
  if (accrual.shrink.by === "fraction") return whole;
  if (accrual.shrink.by === "whole") return NONE;
  let taken = 0n;
  let gift = 0n;
  for (const [lineId, [units, minor]] of Object.entries(accrual.shrink.lines)) {
    const back = scopes
      .flatMap((scope) => (scope.of === "goods" ? scope.lines : []))
      .filter((line) => line.lineId === lineId)
      .reduce((sum, line) => sum + line.quantity, 0);
    const { of, in: all } = ratio(BigInt(back), BigInt(units));
    taken += (2n * BigInt(minor) * of + all) / (2n * all);
    gift += BigInt(minor);
  }
  return ratio(taken, gift);
}

/** The fraction by which the customer's own gift shrinks: by what was refunded of it, or with the whole purchase. */
function ownFraction(accrual: Accrual, scopes: readonly RefundScope[]): Fraction {
  if (isWhole(refunded(accrual, scopes))) return WHOLE;
  const own = accrual.parts.filter(({ funding }) => funding === "customer");
  const given = own.reduce((sum, part) => sum + BigInt(part.minor), 0n);
  const back = scopes.reduce((sum, scope) => sum + (scope.of === "goods" ? BigInt(scope.roundUp) : 0n), 0n);
  return ratio(back, given);
}

/**
 * What goes back to the allowances that the gift drew from, shard by shard, at most what each gave: a brand's part
 * always frees its campaign's cap, matched money may match again only if the terms release it.
 */
function releases(accrual: Accrual, earlier: readonly Clawback[], parts: readonly Part[]): Draw[] {
  const takenBack = (funding: Part["funding"]) =>
    parts.filter((part) => part.funding === funding).reduce((sum, part) => sum - part.minor, 0);
  let cap = takenBack("brand");
  let match = accrual.onMatchRefund === "release" ? takenBack("match") : 0;
  const released: Draw[] = [];
  for (const draw of accrual.draws) {
    const before = earlier
      .flatMap((entry) => entry.draws)
      .filter(({ allowance, shard }) => allowance === draw.allowance && shard === draw.shard)
      .reduce((sum, { minor }) => sum - minor, 0);
    const minor = Math.min(draw.minor - before, isCap(draw.allowance) ? cap : match);
    if (minor <= 0) continue;
    if (isCap(draw.allowance)) cap -= minor;
    else match -= minor;
    released.push({ ...draw, minor: -minor });
  }
  return released;
}

function ratio(of: bigint, whole: bigint): Fraction {
  if (whole === 0n) return NONE;
  return of >= whole ? WHOLE : { of, in: whole };
}

function isWhole(fraction: Fraction): boolean {
  return fraction.of === fraction.in;
}

function nameOf(part: Part): string {
  return `${part.cause} ${part.funding}`;
}

function sumByPart(parts: readonly Part[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const part of parts) sums.set(nameOf(part), (sums.get(nameOf(part)) ?? 0) + part.minor);
  return sums;
}
