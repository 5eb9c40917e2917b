import type { Purchase } from "../../model/purchase.ts";
import type { Accrual, Amendment, Entry, Supplement } from "./entry.ts";
import { fingerprintOf } from "./order-hash.ts";

/** A purchase with all entries after it, in the order of their sequence. */
export interface RecordedOrder {
  readonly accrual: Accrual;
  readonly amendments: readonly Amendment[];
}

/** An order of all its entries, in whatever order they come. Undefined where its purchase is not among them. */
export function recordedOrder(entries: readonly Entry[]): RecordedOrder | undefined {
  const accrual = entries.find((entry) => entry.kind === "accrual");
  const amendments = entries.filter((entry) => entry.kind !== "accrual");
  return (
    accrual && { accrual, amendments: amendments.toSorted((one, other) => one.sequence - other.sequence) }
  );
}

/** What an order stated last of what is recorded. */
export type OrderState = Accrual | Supplement;

/** The entries that say what an order gives: its purchase, and what its shop stated more. */
export function statementsOf({ accrual, amendments }: RecordedOrder): OrderState[] {
  return [accrual, ...amendments.filter((entry) => entry.kind === "supplement")];
}

export function stateOf({ accrual, amendments }: RecordedOrder): OrderState {
  return amendments.findLast((entry) => entry.kind === "supplement") ?? accrual;
}

/**
 * How a statement of an order relates to what is recorded of it.
 * - `same`: it says nothing more; `older`: it says less, and was stated before
 * - `more`: it says all that is recorded and more, as `purchase`
 * - `contradicts`: in one thing less, in another more; or less without being older. An operator must look.
 */
export type Relation =
  | { readonly kind: "same" | "older" | "contradicts" }
  | { readonly kind: "more"; readonly purchase: Purchase };

/** Whether a statement says more than what is recorded in any thing, and less in any. */
interface Difference {
  readonly grows: boolean;
  readonly shrinks: boolean;
}

/**
 * Compares a statement with what is recorded: line by line where both have lines, else by their amounts. Time, store,
 * customer, cause and names of products are not money: those of the first delivery count.
 */
export function relate(order: RecordedOrder, purchase: Purchase): Relation {
  const recorded = stateOf(order);
  if (recorded.fingerprint === fingerprintOf(purchase)) return { kind: "same" };
  if (recorded.currency !== purchase.currency) return { kind: "contradicts" };
  if (recorded.tender === true || purchase.tender === true) return relateTender(recorded, purchase);
  const byLine = recorded.lines !== undefined && purchase.lines.length > 0;
  const goods = byLine ? lineDifference(recorded, purchase) : amountDifference(recorded, purchase);
  const ownBefore = roundUpOf(recorded);
  const grows = goods.grows || purchase.roundUp > ownBefore;
  const shrinks = goods.shrinks || purchase.roundUp < ownBefore;
  if (grows && shrinks) return { kind: "contradicts" };
  if (shrinks) return { kind: isOlder(recorded, purchase) ? "older" : "contradicts" };
  if (!grows) return { kind: "same" };
  return { kind: "more", purchase: { ...purchase, paid: Math.max(purchase.paid, recorded.paid) } };
}

/** What the customer added by what is recorded; older entries know only what was taken of it. */
export function roundUpOf(state: OrderState): number {
  if (state.roundUp !== undefined || state.kind === "supplement") return state.roundUp ?? 0;
  const own = state.parts.filter(({ funding }) => funding === "customer");
  return own.reduce((sum, { minor }) => sum + minor, 0);
}

function isOlder(recorded: OrderState, { statedAt, refundsSoFar }: Purchase): boolean {
  const at = statedAt ?? refundsSoFar?.at;
  return at !== undefined && recorded.statedAt !== undefined && at <= recorded.statedAt;
}

function lineDifference(recorded: OrderState, { lines }: Purchase): Difference {
  const before = linesById(recorded);
  const now = new Map(lines.map((line) => [line.lineId, line]));
  const isLess = ([lineId, was]: [string, { quantity: number; goods: number }]) => {
    const line = now.get(lineId);
    return line === undefined || line.quantity < was.quantity || line.goods < was.goods;
  };
  const isMore = (line: Purchase["lines"][number]) => {
    const was = before.get(line.lineId);
    return was === undefined || line.quantity > was.quantity || line.goods > was.goods;
  };
  return { grows: lines.some(isMore), shrinks: [...before].some(isLess) };
}

/**
 * What is added to the base was paid for; an amount that grew without that is of another order. A payment that alone grew
 * (a tip) matters only where refunds are measured by it.
 */
function amountDifference(recorded: OrderState, { base, paid, goodsGross, placedAt }: Purchase): Difference {
  const added = base - recorded.base;
  if (added < 0) return { grows: false, shrinks: true };
  const isOther = added > paid - recorded.paid || placedAt !== recorded.placedAt;
  if (added > 0) return { grows: true, shrinks: isOther };
  return { grows: paid > recorded.paid && goodsGross === undefined, shrinks: false };
}

/**
 * One payment of several: its line adds to those that are recorded. An order that is recorded as a whole holds all its
 * payments, and the other way round the payments stay what counts.
 */
function relateTender(recorded: OrderState, purchase: Purchase): Relation {
  if (recorded.tender !== true || purchase.tender !== true) return { kind: "same" };
  const before = linesById(recorded);
  const known = purchase.lines.map((line) => ({ line, was: before.get(line.lineId) }));
  if (known.some(({ line, was }) => was !== undefined && line.goods < was.goods)) {
    return { kind: isOlder(recorded, purchase) ? "older" : "contradicts" };
  }
  const isMore = known.some(({ line, was }) => was === undefined || line.goods > was.goods);
  const isNew = known.every(({ was }) => was === undefined);
  if (!isMore && purchase.roundUp <= roundUpOf(recorded)) return { kind: "same" };
  for (const { line } of known) before.set(line.lineId, line);
  const lines = [...before].map(([lineId, { quantity, goods }]) => ({ lineId, quantity, goods }));
  const base = lines.reduce((sum, { goods }) => sum + goods, 0);
  const added = base - recorded.base;
  const grossAdded = isNew ? (purchase.goodsGross ?? added) : added;
  return {
    kind: "more",
    purchase: {
      ...purchase,
      lines,
      base,
      paid: recorded.paid + (isNew ? purchase.paid : added),
      roundUp: isNew
        ? roundUpOf(recorded) + purchase.roundUp
        : Math.max(roundUpOf(recorded), purchase.roundUp),
      ...(recorded.goodsGross !== undefined && { goodsGross: recorded.goodsGross + grossAdded }),
    },
  };
}

function linesById(state: OrderState): Map<string, { readonly quantity: number; readonly goods: number }> {
  return new Map((state.lines ?? []).map(([lineId, quantity, goods]) => [lineId, { quantity, goods }]));
}
