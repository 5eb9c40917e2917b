import type { ExactAmount } from "../../../model/exact-amount.ts";
import { roundedOf } from "../../shop-system/amounts.ts";
import { type GoodsLines, goodsLines, type PricedLine } from "../../shop-system/goods-lines.ts";
import { invalidPayload, notNegative } from "../../shop-system/payload.ts";
import { boundedRoundUp, isRoundUpFee, isRoundUpProduct } from "../../shop-system/round-up.ts";
import type { RoundUpRule } from "../../shop-system/round-up-rule.ts";
import { isTipName } from "../../shop-system/tip.ts";
import { isGiftCard, spentCards } from "./gift-cards.ts";
import { hasId, type WooFee, type WooItem, type WooOrder } from "./order.ts";

/** What a line of an order or of a refund is; only `goods` count for the share. */
export type WooKind = "goods" | "roundUp" | "giftCard" | "tip";

/** Metadata that WordPress hides begins with an underscore. */
export function visibleKey(key: string | undefined): string | undefined {
  return key?.replace(/^_+/, "");
}

/** The rule of the connection; none where its shop takes no round-up. */
type Rule = RoundUpRule | undefined;

/** What was sold without a product: its words are those of whoever made the order. */
function isCustom({ product_id: product, variation_id: variation }: WooItem): boolean {
  return product === "0" && !hasId(variation);
}

/** Items and fees of nothing are no round-up. An item's metadata are often the buyer's own words, and not read. */
export function isWooRoundUpFee({ name, total, isUnread }: WooFee, rule: Rule): boolean {
  return (total !== 0n || isUnread) && isRoundUpFee(rule, { ids: [name], names: [name] }, "fee_lines");
}

export function wooKind(item: WooItem, order: WooOrder, rule: Rule): WooKind {
  const { sku, name, product_id, variation_id } = item;
  const ids = [sku, ...[product_id, variation_id].filter(hasId)];
  const sold = isCustom(item) ? { ids: [], names: [] } : { ids, names: [sku, name] };
  if (isRoundUpProduct(rule, sold, "line_items")) return "roundUp";
  if (isGiftCard(item, order)) return "giftCard";
  return isTipName(item.name) ? "tip" : "goods";
}

/** An item's own id; one without is known by its place in the order. */
export function wooLineId(item: WooItem, index: number): string {
  return hasId(item.id) ? item.id : `line-${index + 1}`;
}

export interface WooGoods extends GoodsLines {
  /** The goods with their tax. */
  readonly goodsGross: number;
  readonly roundUp: number;
  readonly paid: number;
}

/** The goods of an order as its items state them, before what its negative fees take off them. */
export function pricedItems(order: WooOrder, currency: string, rule: Rule): PricedLine[] {
  return order.line_items.flatMap((item, index) => {
    if (wooKind(item, order, rule) !== "goods") return [];
    const goods = roundedOf(item.total, currency, `line_items.${index}.total`);
    const sku = isCustom(item) ? undefined : item.sku;
    return [{ lineId: wooLineId(item, index), sku, quantity: item.quantity, goods }];
  });
}

/**
 * What was paid for what. Negative fees and items take off the goods, unless they are what a gift card paid. `total` is
 * the rest after gift cards; some of those leave no other trace in the order (PW Gift Cards), so that no less is taken as
 * paid than its goods and the round-up cost.
 */
export function wooGoods(order: WooOrder, currency: string, rule: Rule): WooGoods {
  const cards = spentCards(order);
  const goods = order.line_items.filter((item) => wooKind(item, order, rule) === "goods");
  const off = order.fee_lines.filter(({ total }) => total < 0n);
  const reduction = atLeastNothing(-sum(off, net) - cards.asFee);
  const reductionGross = atLeastNothing(-sum(off, gross) - cards.asFee);
  const lines = goodsLines(pricedItems(order, currency, rule), {
    reduction: roundedOf(reduction, currency, "fee_lines.total"),
  });
  const roundUp = roundUpOf(order, currency, rule);
  const goodsGross = roundedOf(
    atLeastNothing(sum(goods, gross) - reductionGross),
    currency,
    "line_items.total",
  );
  const total = notNegative(roundedOf(order.total, currency, "total"), "total");
  const known = total + roundedOf(cards.paid, currency, "gift_cards.amount");
  return {
    ...lines,
    goodsGross: Math.max(goodsGross, lines.base),
    roundUp,
    paid: Math.max(known, goodsGross + roundUp),
  };
}

/** The customer's own gift: a product, or a fee. */
function roundUpOf(order: WooOrder, currency: string, rule: Rule): number {
  const items = order.line_items.filter(
    (item) => wooKind(item, order, rule) === "roundUp" && item.total > 0n,
  );
  const fees = order.fee_lines.filter(
    (fee) => isWooRoundUpFee(fee, rule) && (fee.total > 0n || fee.isUnread),
  );
  if (fees.some(({ isUnread }) => isUnread)) {
    throw invalidPayload("fee_lines.total", "a round-up that is no decimal amount such as 0.50");
  }
  const own = [...items, ...fees].reduce(
    (all, { total }) => all + roundedOf(total, currency, "fee_lines.total"),
    0,
  );
  return boundedRoundUp(own, currency, rule, "fee_lines.total");
}

interface Charge {
  readonly total: ExactAmount;
  readonly total_tax: ExactAmount;
}

const net = ({ total }: Charge) => total;
export const gross = ({ total, total_tax }: Charge) => total + total_tax;

export function sum(charges: readonly Charge[], of: (charge: Charge) => ExactAmount): ExactAmount {
  return charges.reduce((all, charge) => all + of(charge), 0n);
}

function atLeastNothing(amount: ExactAmount): ExactAmount {
  return amount > 0n ? amount : 0n;
}
