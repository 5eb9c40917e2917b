import { proportion, splitByWeight } from "../../../model/money.ts";
import { type GoodsLines, goodsLines } from "../../shop-system/goods-lines.ts";
import { boundedRoundUp, isRoundUpProduct } from "../../shop-system/round-up.ts";
import type { RoundUpRule } from "../../shop-system/round-up-rule.ts";
import { isTipName } from "../../shop-system/tip.ts";
import type { CloverDiscount, CloverLine, CloverOrder } from "./order.ts";

/** The rule of the connection; none where its shop takes no round-up. */
type Rule = RoundUpRule | undefined;

export interface CloverGoods extends GoodsLines {
  readonly roundUp: number;
  readonly goodsGross: number;
}

/** Thousandths of a unit in one. */
const UNIT = 1_000;
/** A rate of all of the price. */
const WHOLE_RATE = 10_000_000;

function sum(amounts: readonly number[]): number {
  return amounts.reduce((all, amount) => all + amount, 0);
}

/**
 * First the discounts in percent, then those of an amount, never more than there is.
 * https://docs.clover.com/docs/calculating-order-totals
 */
function discounted(price: number, discounts: readonly CloverDiscount[]): number {
  const parts = discounts.map(({ percentage, amount }) =>
    typeof percentage === "number" && percentage > 0
      ? proportion(price, Math.round(percentage * 1_000), 100_000)
      : Math.abs(amount ?? 0),
  );
  return Math.max(0, price - sum(parts));
}

function priceOf({ price, unitQty, modifications, discounts }: CloverLine): number {
  const unit = Math.max(0, price ?? 0);
  const units = typeof unitQty === "number" && unitQty > 0 ? proportion(unit, unitQty, UNIT) : unit;
  return discounted(Math.max(0, units + sum(modifications.map(({ amount }) => amount ?? 0))), discounts);
}

type Kind = "goods" | "roundUp" | "beside";

/** What was typed without an item of the inventory has only the words of whoever made the order: it is no round-up. */
function kindOf({ item, itemCode, name, isRevenue, isOrderFee }: CloverLine, rule: Rule): Kind {
  const sold = item?.id === undefined ? { ids: [], names: [] } : { ids: [item.id, itemCode], names: [name] };
  if (isRoundUpProduct(rule, sold, "lineItems")) return "roundUp";
  return isOrderFee || isRevenue === false || isTipName(name) ? "beside" : "goods";
}

/** Prices hold their VAT where the order says so, and else no tax. */
function withoutVat(gross: number, { isVat }: CloverOrder, { taxRates }: CloverLine): number {
  const rate = sum(taxRates.map((one) => one.rate ?? 0));
  return isVat ? proportion(gross, WHOLE_RATE, WHOLE_RATE + rate) : gross;
}

/**
 * What was sold: each line after its discounts and its share of the order's, without tax; in all at most `paidNet`, what was
 * paid without tax, of which an order without lines knows nothing else. What the customer gives is not discounted.
 */
export function cloverGoods(
  order: CloverOrder,
  lines: readonly CloverLine[],
  paidNet: number,
  rule: Rule,
): CloverGoods {
  const kinds = lines.map((line) => ({ line, kind: kindOf(line, rule), price: priceOf(line) }));
  const own = sum(kinds.map(({ kind, price }) => (kind === "roundUp" ? price : 0)));
  const roundUp = boundedRoundUp(own, order.currency, rule, "lineItems");
  const sold = kinds.filter(({ kind }) => kind !== "roundUp");
  const before = sum(sold.map(({ price }) => price));
  const after = discounted(before, order.discounts);
  const shares = before === 0 ? new Map<string, number>() : splitByWeight(after, weightsOf(sold));
  const goods = sold.flatMap(({ line, kind }, index) => {
    const gross = shares.get(String(index)) ?? 0;
    return kind === "goods" ? [{ line, gross, net: withoutVat(gross, order, line) }] : [];
  });
  const atMost = Math.max(0, paidNet - roundUp);
  const read =
    lines.length === 0
      ? { base: atMost, lines: [] }
      : goodsLines(
          goods.map(({ line, net }) => ({ lineId: line.id, sku: line.itemCode, quantity: 1, goods: net })),
          { atMost },
        );
  return { ...read, roundUp, goodsGross: order.isVat ? sum(goods.map(({ gross }) => gross)) : 0 };
}

function weightsOf(sold: readonly { readonly price: number }[]): ReadonlyMap<string, number> {
  return new Map(sold.map(({ price }, index) => [String(index), price]));
}
