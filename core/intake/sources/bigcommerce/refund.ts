import { proportion } from "../../../model/money.ts";
import type { RefundScope } from "../../../model/purchase.ts";
import { roundedOf } from "../../shop-system/amounts.ts";
import type { RoundUpRule } from "../../shop-system/round-up-rule.ts";
import { type BoughtLine, isBigRoundUpFee } from "./goods.ts";
import type { BigOrder, BigRefund } from "./order.ts";

/** An order as it was bought, of which refunds take parts back. */
export interface Bought {
  readonly order: BigOrder;
  readonly lines: readonly BoughtLine[];
  /** The purchase names lines of SKUs in place of the order's own. */
  readonly isGrouped: boolean;
  readonly currency: string;
  readonly rule: RoundUpRule | undefined;
}

export interface ReadRefund {
  readonly refund: BigRefund;
  readonly scope: RefundScope;
}

type Item = BigRefund["items"][number];

/**
 * What each refund takes back, oldest first. Units of a product take their part of it, to the last cent over all its refunds;
 * adjustments and amounts without an item are money for goods, and so is what a merchant entered in place of the sum of the
 * products. One that no payment provider took, or of tax alone, is none.
 */
export function readRefunds(refunds: readonly BigRefund[], bought: Bought): ReadRefund[] {
  const unitsBack = new Map<string, number>();
  return refunds
    .toSorted((a, b) => Number(a.id) - Number(b.id))
    .flatMap((refund) => {
      const { items, payments } = refund;
      const went = payments.filter(({ is_declined }) => !is_declined);
      if (items.length === 0 || (payments.length > 0 && went.length === 0)) return [];
      const scope = scopeOf(refund, bought, unitsBack);
      if (went.length === payments.length) return [{ refund, scope }];
      const paid = went.reduce((all, { amount }) => all + amount, 0n);
      const inPart: RefundScope = { of: "paid", paid: roundedOf(paid, bought.currency, "payments.amount") };
      return [{ refund, scope: inPart }];
    });
}

function scopeOf(refund: BigRefund, bought: Bought, unitsBack: Map<string, number>): RefundScope {
  const { currency, order, rule, isGrouped } = bought;
  const amountOf = (item: Item) => roundedOf(item.requested_amount, currency, "items.requested_amount");
  const products = refund.items.filter(({ item_type }) => item_type === "PRODUCT");
  const units = products.map((item) => unitsOf(item, bought, unitsBack));
  const own = units.filter(({ line }) => line?.kind === "goods");
  const goods = own.reduce((all, { net }) => all + net, 0);
  const lines = own.map(({ line, quantity, net }) => ({ lineId: line?.lineId ?? "", quantity, goods: net }));
  const fees = refund.items.filter(({ item_type, item_id }) => {
    const fee = order.fees.find(({ id }) => id === item_id);
    return item_type === "FEE" && fee !== undefined && isBigRoundUpFee(fee, rule);
  });
  const roundUp = units.reduce((all, { line, net }) => (line?.kind === "roundUp" ? all + net : all), 0);
  const beyond = beyondUnits(refund, units, currency);
  return {
    of: "goods",
    goods,
    roundUp: fees.reduce((all, item) => all + amountOf(item), roundUp),
    lines: isGrouped ? [] : merged(lines),
    ...(beyond !== 0 && { gross: beyond }),
  };
}

interface Units {
  readonly line: BoughtLine | undefined;
  readonly quantity: number;
  readonly net: number;
  readonly gross: number;
}

/** From where the units before end to where these end: the parts of all units sum to the line. */
function unitsOf({ item_id = "", quantity }: Item, { lines }: Bought, unitsBack: Map<string, number>): Units {
  const line = lines.find(({ lineId }) => lineId === item_id);
  if (line === undefined || line.quantity === 0) return { line: undefined, quantity, net: 0, gross: 0 };
  const before = Math.min(unitsBack.get(item_id) ?? 0, line.quantity);
  const after = Math.min(before + quantity, line.quantity);
  unitsBack.set(item_id, after);
  const part = (whole: number) =>
    proportion(whole, after, line.quantity) - proportion(whole, before, line.quantity);
  return { line, quantity: after - before, net: part(line.net), gross: part(line.gross) };
}

/** Money for goods, with its tax, that the units do not explain. */
function beyondUnits(refund: BigRefund, units: readonly Units[], currency: string): number {
  const explained = units.reduce((all, { gross }) => all + gross, 0);
  const isOfGoods = refund.items.every(({ item_type }) => item_type === "PRODUCT" || item_type === "ORDER");
  if (refund.uses_merchant_override_values && isOfGoods) {
    return roundedOf(refund.total_amount, currency, "total_amount") - explained;
  }
  const amounts = refund.items.flatMap((item) => [
    ...(item.item_type === "ORDER" ? [item.requested_amount] : []),
    ...item.adjustments.map(({ amount }) => (amount > 0n ? -amount : amount)),
  ]);
  return roundedOf(
    amounts.reduce((all, amount) => all + amount, 0n),
    currency,
    "items.adjustments",
  );
}

function merged(lines: readonly { lineId: string; quantity: number; goods: number }[]) {
  return [...Map.groupBy(lines, ({ lineId }) => lineId)].map(([lineId, same]) => ({
    lineId,
    quantity: same.reduce((all, { quantity }) => all + quantity, 0),
    goods: same.reduce((all, { goods }) => all + goods, 0),
  }));
}
