import type { Part } from "../../model/gift.ts";
import { type Refund, type RefundScope, takesNothing } from "../../model/purchase.ts";
import type { OrderState } from "./statement.ts";

/** What one refund was said to be at one time. */
export type RefundStatement = Pick<Refund, "refundId" | "refundedAt" | "scope">;

/**
 * How a statement of a refund relates to the one that counts so far. `new`: it counts from now on. `duplicate`: it says the
 * same, or less exactly, or is of before. `conflict`: it says otherwise; an operator must look.
 */
export function relateRefund(
  current: RefundStatement | undefined,
  next: RefundStatement,
): "new" | "duplicate" | "conflict" {
  if (current === undefined) return "new";
  const wasVoided = current.scope.of === "voided";
  if (next.scope.of === "voided") {
    return !wasVoided && next.refundedAt >= current.refundedAt ? "new" : "duplicate";
  }
  if (wasVoided) return next.refundedAt > current.refundedAt ? "new" : "duplicate";
  if (isSameScope(current.scope, next.scope) || takesNothing(next.scope)) return "duplicate";
  if (takesNothing(current.scope)) return "new";
  if (next.scope.of === "goods" && isMoney(current.scope)) return "new";
  return isMoney(next.scope) && current.scope.of === "goods" ? "duplicate" : "conflict";
}

/** Money of all kinds: less exact than the goods for which it was paid. */
function isMoney({ of }: RefundScope): boolean {
  return of === "paid" || of === "paidTotal";
}

/** Both come out of the same schema, which fixes the order of their fields. */
function isSameScope(a: RefundScope, b: RefundScope): boolean {
  return (isEverything(a) && isEverything(b)) || JSON.stringify(a) === JSON.stringify(b);
}

function isEverything(scope: RefundScope): boolean {
  return scope.of === "all" || (scope.of === "paidTotal" && scope.whole === true);
}

/** The statement that counts of each refund, by its id. */
export function countingStatements(statements: readonly RefundStatement[]): Map<string, RefundStatement> {
  const counting = new Map<string, RefundStatement>();
  for (const next of statements) {
    if (relateRefund(counting.get(next.refundId), next) === "new") counting.set(next.refundId, next);
  }
  return counting;
}

/** An exact part of a whole, 0 to 1. */
interface Fraction {
  readonly of: bigint;
  readonly in: bigint;
}

const NONE: Fraction = { of: 0n, in: 1n };
const WHOLE: Fraction = { of: 1n, in: 1n };

/** What all refunds together took of an order, each in the terms in which it was known. */
interface Refunded {
  readonly all: boolean;
  /** Goods without tax, by lines and beyond. */
  readonly goods: bigint;
  /** The part of `goods` that no line names. */
  readonly goodsWithoutLines: bigint;
  /** Money for goods, with its tax, beyond lines; may be negative. */
  readonly gross: bigint;
  /** Money of all kinds. */
  readonly money: bigint;
  readonly roundUp: bigint;
  readonly lines: readonly { readonly lineId: string; readonly quantity: number; readonly goods: number }[];
}

function refunded(state: OrderState, statements: readonly RefundStatement[]): Refunded {
  const scopes = statements.map(({ scope }) => scope);
  const of = <Kind extends RefundScope["of"]>(kind: Kind) =>
    scopes.filter((scope): scope is Extract<RefundScope, { of: Kind }> => scope.of === kind);
  const sum = (amounts: readonly number[]) => amounts.reduce((all, one) => all + BigInt(one), 0n);
  const goods = of("goods").map((scope) => ({ scope, minor: goodsOf(scope, state) }));
  const single = sum(of("paid").map(({ paid }) => paid));
  const total = totalPaidBack(statements);
  const isSingleMore = single > total.paid;
  return {
    all: of("all").length > 0 || total.whole,
    goods: sum(goods.map(({ minor }) => minor)),
    goodsWithoutLines: sum(goods.filter(({ scope }) => scope.lines.length === 0).map(({ minor }) => minor)),
    gross: sum(of("goods").map(({ gross = 0 }) => gross)),
    money: isSingleMore ? single : total.paid,
    roundUp: sum(of("goods").map(({ roundUp }) => roundUp)),
    lines: of("goods").flatMap(({ lines }) => lines),
  };
}

/** The goods of a refund by its lines: whether their prices hold the tax is the order's to say. */
function goodsOf(scope: Extract<RefundScope, { of: "goods" }>, { taxesIncluded }: OrderState): number {
  if (scope.stated === undefined || taxesIncluded === undefined) return scope.goods;
  const { subtotal, tax } = scope.stated;
  return taxesIncluded ? Math.max(0, subtotal - tax) : subtotal;
}

/** The latest sum of all refunds so far, less what was voided since. */
function totalPaidBack(statements: readonly RefundStatement[]): { paid: bigint; whole: boolean } {
  let latest: { at: string; paid: bigint; whole: boolean } | undefined;
  for (const { refundedAt: at, scope } of statements) {
    if (scope.of !== "paidTotal") continue;
    const paid = BigInt(scope.paid);
    const isLater = latest === undefined || at > latest.at || (at === latest.at && paid > latest.paid);
    if (isLater) latest = { at, paid, whole: scope.whole === true };
  }
  if (latest === undefined) return { paid: 0n, whole: false };
  const { at, paid, whole } = latest;
  const voided = statements.reduce(
    (sum, { refundedAt, scope }) =>
      scope.of === "voided" && refundedAt >= at ? sum + BigInt(scope.paid ?? 0) : sum,
    0n,
  );
  return { paid: paid > voided ? paid - voided : 0n, whole: whole && voided === 0n };
}

/**
 * How much of `part` the refunds so far should have taken back: half up, at most the part. It depends on the set of
 * statements alone, and is the part itself once everything is refunded.
 */
export function takenBackOf(
  state: OrderState,
  gross: readonly Part[],
  statements: readonly RefundStatement[],
): (part: Part) => number {
  const back = refunded(state, statements);
  const gift = giftFraction(state, back);
  const own = ownFraction(state, gross, back);
  return ({ funding, minor }) => {
    const fraction = funding === "customer" ? own : gift;
    return Number((2n * BigInt(minor) * fraction.of + fraction.in) / (2n * fraction.in));
  };
}

/** What a refund that is known only by its amount is a fraction of. */
function moneyWhole({ goodsGross, paid }: OrderState): bigint {
  return BigInt(goodsGross ?? paid);
}

/** How much of the order was refunded: goods as a fraction of the base, money of what was paid for the goods. */
function orderFraction(state: OrderState, back: Refunded): Fraction {
  if (back.all) return WHOLE;
  const byGoods = ratio(back.goods, BigInt(state.base));
  return plus(
    plus(byGoods, signedRatio(back.gross, moneyWhole(state))),
    ratio(back.money, moneyWhole(state)),
  );
}

/** The fraction by which the brand's gift, and the match in step with it, shrinks. */
function giftFraction(state: OrderState, back: Refunded): Fraction {
  const whole = orderFraction(state, back);
  if (isWhole(whole)) return WHOLE;
  if (state.shrink.by === "fraction") return whole;
  if (state.shrink.by === "whole") return NONE;
  const goods = new Map((state.lines ?? []).map(([lineId, , minor]) => [lineId, BigInt(minor)]));
  let taken = 0n;
  let gift = 0n;
  for (const [lineId, [units, minor]] of Object.entries(state.shrink.lines)) {
    const { of, in: all } = unitsFraction(back, lineId, { units, goods: goods.get(lineId) ?? 0n });
    taken += (2n * BigInt(minor) * of + all) / (2n * all);
    gift += BigInt(minor);
  }
  const byMoney = plus(
    ratio(back.goodsWithoutLines, BigInt(state.base)),
    plus(signedRatio(back.gross, moneyWhole(state)), ratio(back.money, moneyWhole(state))),
  );
  return plus(ratio(taken, gift), byMoney);
}

/** How many of a counted line's units went back: money for a line without units counts as its part of the line. */
function unitsFraction(
  { lines }: Refunded,
  lineId: string,
  line: { readonly units: number; readonly goods: bigint },
): Fraction {
  const own = lines.filter((one) => one.lineId === lineId);
  const units = own.reduce((all, { quantity }) => all + BigInt(quantity), 0n);
  const withoutUnits = own.filter(({ quantity }) => quantity === 0);
  const goods = withoutUnits.reduce((all, one) => all + BigInt(one.goods), 0n);
  return plus(ratio(units, BigInt(line.units)), ratio(goods, line.goods));
}

/** The fraction by which the customer's own gift shrinks: by what was refunded of it, or with the whole purchase. */
function ownFraction(state: OrderState, gross: readonly Part[], back: Refunded): Fraction {
  if (isWhole(orderFraction(state, back))) return WHOLE;
  const given = gross
    .filter(({ funding }) => funding === "customer")
    .reduce((all, { minor }) => all + BigInt(minor), 0n);
  return ratio(back.roundUp, given);
}

function ratio(of: bigint, whole: bigint): Fraction {
  if (whole === 0n) return NONE;
  return of >= whole ? WHOLE : { of, in: whole };
}

/** A ratio that may be below zero, to be added to another. */
function signedRatio(of: bigint, whole: bigint): Fraction {
  return whole === 0n ? NONE : { of, in: whole };
}

/** The sum of two fractions, at least nothing and at most all. */
function plus(a: Fraction, b: Fraction): Fraction {
  const of = a.of * b.in + b.of * a.in;
  if (of <= 0n) return NONE;
  return ratio(of, a.in * b.in);
}

function isWhole(fraction: Fraction): boolean {
  return fraction.of === fraction.in;
}
