import { roundedOf } from "../../shop-system/amounts.ts";
import { type GoodsLines, goodsLines } from "../../shop-system/goods-lines.ts";
import { notNegative } from "../../shop-system/payload.ts";
import { boundedRoundUp, isRoundUpFee, isRoundUpProduct } from "../../shop-system/round-up.ts";
import type { RoundUpRule } from "../../shop-system/round-up-rule.ts";
import { isTipName } from "../../shop-system/tip.ts";
import type { BigFee, BigOrder, BigProduct } from "./order.ts";

/** The rule of the connection; none where its shop takes no round-up. */
type Rule = RoundUpRule | undefined;

/** A product of an order, by what it was sold for. */
export interface BoughtLine {
  readonly lineId: string;
  readonly kind: "goods" | "roundUp" | "giftCard" | "tip";
  readonly sku?: string | undefined;
  readonly quantity: number;
  /** After discounts, without tax and with it, in minor units. */
  readonly net: number;
  readonly gross: number;
}

/** What was sold without a product of the catalogue has only the words of whoever made the order. */
function isCustom({ product_id: id }: BigProduct): boolean {
  return id === undefined || id === "0" || id === "";
}

function kindOf(product: BigProduct, rule: Rule): BoughtLine["kind"] {
  const { sku, name, product_id, variant_id } = product;
  const sold = isCustom(product)
    ? { ids: [], names: [] }
    : { ids: [sku, product_id, variant_id], names: [sku, name] };
  if (isRoundUpProduct(rule, sold, "products")) return "roundUp";
  if (product.type === "giftcertificate") return "giftCard";
  return isTipName(name) ? "tip" : "goods";
}

/**
 * The products of an order. The tax of each is that of its discounted price, so the price without tax is the rest of what was
 * paid for it. An answer that does not state that price has its discounts beside it.
 */
export function boughtLines(products: readonly BigProduct[], currency: string, rule: Rule): BoughtLine[] {
  return products.map((product, index) => {
    const { id, sku, quantity, total_ex_tax, total_tax, discounted_total_inc_tax: paid } = product;
    const off = product.applied_discounts.reduce((all, { amount }) => all + amount, 0n);
    const exact = typeof paid === "bigint" ? paid - total_tax : total_ex_tax - off;
    const rest = exact > 0n ? exact : 0n;
    return {
      lineId: id,
      kind: kindOf(product, rule),
      ...(!isCustom(product) && { sku }),
      quantity,
      net: roundedOf(rest, currency, `products.${index}.total_ex_tax`),
      gross: roundedOf(rest + total_tax, currency, `products.${index}.total_tax`),
    };
  });
}

export interface BigGoods extends GoodsLines {
  readonly goodsGross: number;
  readonly roundUp: number;
  readonly paid: number;
}

export function isBigRoundUpFee(
  { display_name_customer, display_name_merchant }: BigFee,
  rule: Rule,
): boolean {
  const names = [display_name_merchant, display_name_customer];
  return isRoundUpFee(rule, { ids: names, names }, "fees");
}

/** What was paid for what. Gift certificates and store credit pay, and take nothing off: no less was paid than the goods cost. */
export function bigGoods(
  order: BigOrder,
  bought: readonly BoughtLine[],
  currency: string,
  rule: Rule,
): BigGoods {
  const goods = bought.filter(({ kind }) => kind === "goods");
  const lines = goodsLines(goods.map(({ net, ...line }) => ({ ...line, goods: net })));
  const fees = order.fees.filter((fee) => fee.cost_ex_tax > 0n && isBigRoundUpFee(fee, rule));
  const ofFees = fees.reduce((all, fee) => all + fee.cost_ex_tax, 0n);
  const ofLines = bought.reduce((all, { kind, net }) => (kind === "roundUp" ? all + net : all), 0);
  const own = ofLines + roundedOf(ofFees, currency, "fees.cost_ex_tax");
  const roundUp = boundedRoundUp(own, currency, rule, "order");
  const goodsGross = goods.reduce((all, { gross }) => all + gross, 0);
  const total = notNegative(roundedOf(order.total_inc_tax, currency, "total_inc_tax"), "total_inc_tax");
  return { ...lines, goodsGross, roundUp, paid: Math.max(total, goodsGross + roundUp) };
}
