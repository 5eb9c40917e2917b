import type { OraclePool, OracleStated, OracleTerms } from "./brand-terms.ts";
import { cardShownBy } from "./cards.ts";
import { asPaidFirst, baseOf, connectionOf, goodsOfUnits, grossOf, type Order, paidOf } from "./facts.ts";
import { sampleShopOf } from "./sample-shops.ts";

/**
 * What one purchase should give and what its refunds should take back, worked out from what happened in the shop and
 * what the brand's files say. Nothing of core/ is used: the same promises, another way to them.
 */

export type Funding = "brand" | "match" | "customer";

/** `minor` is what was given, `back` what all refunds together took back of it. */
export interface OraclePart {
  readonly cause: string;
  readonly funding: Funding;
  readonly minor: bigint;
  readonly back: bigint;
  /** Which pool pays, for a match. */
  readonly pool?: string;
}

export interface OracleGift {
  readonly order: Order;
  readonly terms: OracleTerms | undefined;
  readonly parts: readonly OraclePart[];
  /** By what a cause that takes gifts was chosen; `card`: stored, and found by the customer's card alone. */
  readonly chosenBy: "order" | "stored" | "card" | "claimed" | "unclaimed";
  /** How much of a part came with what was added to the order later. */
  readonly later: (part: OraclePart) => bigint;
}

/** What is to be given by this purchase; of a match, what a pool that has plenty would give. */
export function giftOf(order: Order, stated: OracleStated): OracleGift {
  const terms = inForce(order, stated.terms);
  if (terms === undefined) return { order, terms, parts: [], chosenBy: "unclaimed", later: () => 0n };
  const chosen = chosenBy(order, terms, stated.active);
  const gift = brandGift(order, terms);
  const brand = shareOut(gift, splitWeights(terms, chosen, stated.active));
  const back = refundedShare(order);
  const giftBack = giftShareBack(order, terms, back);
  const part = (funding: Funding, cause: string, minor: bigint, share: Share, pool?: string): OraclePart => ({
    cause,
    funding,
    minor,
    back: halfUp(minor * share.of, share.in),
    ...(pool !== undefined && { pool }),
  });
  const matched = [...brand].flatMap(([cause, minor]) =>
    poolsFor(cause, order, stated.pools).map((pool) =>
      part("match", cause, halfUp(minor * pool.tenThousandths, 10_000n), giftBack, pool.id),
    ),
  );
  const own = shareOut(terms.roundUp ? BigInt(order.roundUp) : 0n, chosen);
  return {
    order,
    terms,
    chosenBy: howChosen(order, stated.active),
    later: addedLater(order, stated),
    parts: [
      ...[...brand].map(([cause, minor]) => part("brand", cause, minor, giftBack)),
      ...matched,
      ...[...own].map(([cause, minor]) => part("customer", cause, minor, ownShareBack(order, back))),
    ].filter(({ minor }) => minor > 0n),
  };
}

function addedLater(order: Order, stated: OracleStated): OracleGift["later"] {
  if (order.exchange === undefined) return () => 0n;
  const first = giftOf(asPaidFirst(order), stated).parts;
  return ({ cause, funding, pool, minor }) => {
    const before = first.find(
      (part) => part.cause === cause && part.funding === funding && part.pool === pool,
    );
    return minor - (before?.minor ?? 0n);
  };
}

function inForce(order: Order, all: readonly OracleTerms[]): OracleTerms | undefined {
  const connection = `${order.source}/${connectionOf(order.source)}`;
  const [latest] = all
    .filter((terms) => terms.connections?.includes(connection) ?? true)
    .filter((terms) => terms.stores?.includes(order.store ?? "") ?? true)
    .filter((terms) => terms.from <= order.placedAt)
    .toSorted((a, b) => (a.from < b.from ? 1 : -1));
  return latest?.until !== undefined && latest.until <= order.placedAt ? undefined : latest;
}

/** Named on the order · else the shopper's own choice · else picked with the receipt · else the default: by weight. */
function chosenBy(order: Order, terms: OracleTerms, active: ReadonlySet<string>): Map<string, bigint> {
  if (order.cause !== undefined && active.has(order.cause)) return new Map([[order.cause, 1n]]);
  const stored =
    order.shopper?.known === true ? order.shopper.choice.filter(({ cause }) => active.has(cause)) : [];
  if (stored.length === 0) return new Map([[order.claimed ?? terms.defaultCause, 1n]]);
  return new Map(stored.map(({ cause, weight }) => [cause, BigInt(weight)]));
}

function howChosen(order: Order, active: ReadonlySet<string>): OracleGift["chosenBy"] {
  const { cause, shopper, claimed } = order;
  if (cause !== undefined && active.has(cause)) return "order";
  if (shopper?.known === true && shopper.choice.some((one) => active.has(one.cause)))
    return cardShownBy(order) === undefined ? "stored" : "card";
  return claimed === undefined ? "unclaimed" : "claimed";
}

function splitWeights(terms: OracleTerms, chosen: ReadonlyMap<string, bigint>, active: ReadonlySet<string>) {
  const whole = sum([...chosen.values()]);
  const weights = new Map<string, bigint>();
  const add = (cause: string, weight: bigint) => weights.set(cause, (weights.get(cause) ?? 0n) + weight);
  for (const { cause, weight } of terms.split) {
    if (cause !== "chosen") add(active.has(cause) ? cause : terms.defaultCause, BigInt(weight) * whole);
    else for (const [name, part] of chosen) add(name, BigInt(weight) * part);
  }
  return weights;
}

function brandGift(order: Order, terms: OracleTerms): bigint {
  const base = BigInt(baseOf(order));
  const { currency } = order;
  if (base < (terms.minimumOrder.get(currency) ?? 0n)) return 0n;
  const uncapped = ((): bigint => {
    const { share } = terms;
    switch (share.kind) {
      case "percentage":
        return halfUp(base * share.hundredths, 10_000n);
      case "flat":
        return share.amounts.get(currency) ?? 0n;
      case "perUnit":
        return (
          (share.amounts.get(currency) ?? 0n) *
          sum(counted(order, share.skus).map((line) => BigInt(line.quantity)))
        );
      case "tiers": {
        const reached = (share.tiers.get(currency) ?? []).filter(({ from }) => from <= base);
        return halfUp(base * (reached.at(-1)?.hundredths ?? 0n), 10_000n);
      }
    }
  })();
  const cap = terms.capPerOrder.get(currency);
  return cap !== undefined && uncapped > cap ? cap : uncapped;
}

function counted(order: Order, skus: readonly string[]) {
  return order.lines.filter(({ sku }) => skus.includes(sku));
}

function poolsFor(cause: string, order: Order, pools: readonly OraclePool[]): OraclePool[] {
  return pools.filter(
    (pool) =>
      pool.currency === order.currency &&
      pool.causes.includes(cause) &&
      pool.from <= order.placedAt &&
      order.placedAt < pool.until,
  );
}

/** An exact share of a whole. */
interface Share {
  readonly of: bigint;
  readonly in: bigint;
}
const NOTHING: Share = { of: 0n, in: 1n };
const ALL: Share = { of: 1n, in: 1n };

/** How much of the purchase all its refunds gave back. */
function refundedShare(order: Order): Share {
  const goods: Share = { of: goodsBack(order), in: BigInt(baseOf(order)) };
  const money: Share = {
    of: amountsBack(order),
    in: BigInt(moneyWhole(order)),
  };
  if (order.refunds.some(({ kind }) => kind === "full" || kind === "cancelled")) return ALL;
  return plus(goods, money);
}

/** What money that is given back is a part of, at most all: goods first, where they are known. */
function moneyWhole(order: Order): number {
  return sampleShopOf(order.source).saysGross ? grossOf(order) : paidOf(order);
}

function amountsBack(order: Order): bigint {
  const isKept = (refund: Order["refunds"][number]) => refund.kind === "dispute" && refund.isWon;
  return sum(
    order.refunds.map((refund) => ("amount" in refund && !isKept(refund) ? BigInt(refund.amount) : 0n)),
  );
}

function goodsBack(order: Order): bigint {
  const ofLines = order.refunds.flatMap((refund) =>
    refund.kind !== "lines"
      ? []
      : refund.lines.map(({ id, quantity }) => {
          const line = order.lines.find((one) => one.id === id);
          return line === undefined ? 0n : BigInt(goodsOfUnits(line, order.taxIncluded, quantity));
        }),
  );
  return sum(ofLines);
}

/** How much of the brand's gift goes back: a flat one only with all of the purchase, one per unit by the units and by money beside them. */
function giftShareBack(order: Order, terms: OracleTerms, back: Share): Share {
  const { share } = terms;
  if (isAll(back) || share.kind === "percentage" || share.kind === "tiers") return back;
  if (share.kind === "flat") return NOTHING;
  const lines = counted(order, share.skus);
  const units = sum(lines.map(({ quantity }) => BigInt(quantity)));
  const returned = order.refunds.flatMap((refund) => (refund.kind === "lines" ? refund.lines : []));
  const unitsBack = sum(
    lines.flatMap(({ id }) =>
      returned.filter((line) => line.id === id).map(({ quantity }) => BigInt(quantity)),
    ),
  );
  return units === 0n ? NOTHING : plus(atMostAll({ of: unitsBack, in: units }), moneyShareBack(order));
}

/** What refunds by amount, which name no unit, are of the purchase. */
function moneyShareBack(order: Order): Share {
  return atMostAll({ of: amountsBack(order), in: BigInt(moneyWhole(order)) });
}

/** What the customer added goes back when it was itself refunded, or with all of the purchase. */
function ownShareBack(order: Order, back: Share): Share {
  if (isAll(back)) return ALL;
  const returned = sum(
    order.refunds.map((refund) => (refund.kind === "lines" ? BigInt(refund.roundUp) : 0n)),
  );
  return order.roundUp === 0 ? NOTHING : atMostAll({ of: returned, in: BigInt(order.roundUp) });
}

function isAll(share: Share): boolean {
  return share.of === share.in;
}

function plus(a: Share, b: Share): Share {
  return atMostAll({ of: a.of * b.in + b.of * a.in, in: a.in * b.in });
}

function atMostAll(share: Share): Share {
  return share.of >= share.in ? ALL : share;
}

/** Parts by weight that sum to the whole: floors first, then one each by the largest rest, then by name. */
function shareOut(total: bigint, weights: ReadonlyMap<string, bigint>): Map<string, bigint> {
  const all = sum([...weights.values()]);
  if (total === 0n || all === 0n) return new Map();
  const shares = [...weights].map(([cause, weight]) => ({
    cause,
    floor: (total * weight) / all,
    rest: (total * weight) % all,
  }));
  let left = total - sum(shares.map(({ floor }) => floor));
  const parts = new Map<string, bigint>();
  for (const { cause, floor } of shares.toSorted(
    (a, b) => compare(b.rest, a.rest) || (a.cause < b.cause ? -1 : 1),
  )) {
    parts.set(cause, floor + (left > 0n ? 1n : 0n));
    if (left > 0n) left -= 1n;
  }
  return parts;
}

function halfUp(numerator: bigint, denominator: bigint): bigint {
  return (2n * numerator + denominator) / (2n * denominator);
}

function compare(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export function sum(amounts: readonly bigint[]): bigint {
  return amounts.reduce((all, amount) => all + amount, 0n);
}
