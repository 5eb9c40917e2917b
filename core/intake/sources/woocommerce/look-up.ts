import * as z from "zod";
import type { ExactAmount } from "../../../model/exact-amount.ts";
import { proportion } from "../../../model/money.ts";
import type { Refund, RefundScope } from "../../../model/purchase.ts";
import { roundedOf, SignedAmount } from "../../shop-system/amounts.ts";
import { LooseText, moneyList } from "../../shop-system/lenient.ts";
import type { FactsLookUp } from "../../shop-system/look-up.ts";
import type { AskShop } from "../../shop-system/order-list.ts";
import { currencyOf, parsePayload } from "../../shop-system/payload.ts";
import type { RoundUpRule } from "../../shop-system/round-up-rule.ts";
import type { ShopAccess } from "../../shop-system/shop-access.ts";
import { PAGE_ITEMS, wooHeaders } from "./api.ts";
import { gross, isWooRoundUpFee, pricedItems, sum, wooGoods, wooKind, wooLineId } from "./goods.ts";
import { readWooOrder, WooCharge, WooFee, WooItem, type WooOrder } from "./order.ts";

/** A refund as `GET /wp-json/wc/v3/orders/<id>/refunds` lists it: what went back is negative in its lines. */
const WooRefund = z.object({
  id: LooseText,
  amount: SignedAmount,
  line_items: moneyList(WooItem),
  shipping_lines: moneyList(WooCharge),
  fee_lines: moneyList(WooFee),
});
type WooRefund = z.infer<typeof WooRefund>;

const REFUNDED_ITEM = "_refunded_item_id";

/**
 * Asks for a refund's lines, which the order in the webhook leaves out, and for the order, which says what is goods in it.
 * `id` is `<order>/<refund>`. A refund that was deleted meanwhile counts for nothing. The token is the consumer key and
 * the consumer secret of a REST API key that may read, joined by a colon.
 */
export const woocommerceLookUp: FactsLookUp = async (ask, { access, lookUp, facts, roundUp }) => {
  if (facts.kind !== "refund") return [facts];
  const [orderId = "", refundId = ""] = lookUp.id.split("/");
  const path = `/wp-json/wc/v3/orders/${encodeURIComponent(orderId)}`;
  const order = readWooOrder(await get(ask, access, path));
  // As many as fit, in case an old version lists more than the refund that is asked for.
  const page = new URLSearchParams({ include: refundId, per_page: String(PAGE_ITEMS) });
  const refunds = parsePayload(moneyList(WooRefund), await get(ask, access, `${path}/refunds?${page}`));
  const found = refunds.find(({ id }) => id === refundId);
  if (found === undefined) return [];
  const refund: Refund = { ...facts.refund, scope: scopeOf(found, order, roundUp) };
  return [{ kind: "refund", refund }];
};

async function get(ask: AskShop, access: ShopAccess, path: string): Promise<unknown> {
  const { body } = await ask(new URL(path, access.origin), wooHeaders(access), z.unknown());
  return body;
}

/**
 * The goods of a refund by the order's lines. What its lines do not explain of its amount is money for goods (`gross`); a
 * refund without any line is known by its amount alone.
 */
function scopeOf(refund: WooRefund, order: WooOrder, rule: RoundUpRule | undefined): RefundScope {
  const currency = currencyOf(order.currency, "currency");
  const amount = refund.amount < 0n ? -refund.amount : refund.amount;
  const { line_items: items, fee_lines: fees, shipping_lines: shipping } = refund;
  if (items.length + fees.length + shipping.length === 0) {
    return { of: "paid", paid: roundedOf(amount, currency, "amount") };
  }
  const { lines, strangers } = linesOf(items, order, currency, rule);
  const explained = -sum([...items, ...fees, ...shipping], gross) - strangers;
  const rest = roundedOf(amount - explained, currency, "amount");
  return {
    of: "goods",
    goods: lines.reduce((all, line) => all + line.goods, 0),
    roundUp: roundUpOf(refund, order, currency, rule),
    lines,
    ...(rest !== 0 && { gross: rest }),
  };
}

interface RefundedLines {
  readonly lines: Extract<RefundScope, { of: "goods" }>["lines"];
  /** What went back for items that the order does not have any more. */
  readonly strangers: ExactAmount;
}

/** A line takes back its part of what the order's line counts for, which may be less than its price: negative fees. */
function linesOf(
  items: readonly WooItem[],
  order: WooOrder,
  currency: string,
  rule: RoundUpRule | undefined,
): RefundedLines {
  const bought = boughtLines(order, currency, rule);
  const back = new Map<string, { quantity: number; goods: number }>();
  let strangers = 0n;
  for (const [index, item] of items.entries()) {
    const original = originalOf(item, order);
    if (original === undefined) {
      strangers -= gross(item);
      continue;
    }
    const line = bought.get(original);
    if (line === undefined) continue;
    const stated = Math.max(0, -roundedOf(item.total, currency, `line_items.${index}.total`));
    const goods =
      line.stated === 0 ? 0 : proportion(line.counted, Math.min(stated, line.stated), line.stated);
    const before = back.get(line.lineId) ?? { quantity: 0, goods: 0 };
    back.set(line.lineId, { quantity: before.quantity + item.quantity, goods: before.goods + goods });
  }
  return { lines: [...back].map(([lineId, line]) => ({ lineId, ...line })), strangers };
}

interface BoughtLine {
  readonly lineId: string;
  /** What the order's items of this line cost by themselves, and what the line counts for. */
  readonly stated: number;
  readonly counted: number;
}

/** By item, the line of the purchase that holds it. */
function boughtLines(
  order: WooOrder,
  currency: string,
  rule: RoundUpRule | undefined,
): Map<WooItem, BoughtLine> {
  const { lines } = wooGoods(order, currency, rule);
  const counted = new Map(lines.map(({ lineId, goods }) => [lineId, goods]));
  const nameOf = (lineId: string, sku: string | null | undefined) =>
    [lineId, `sku:${sku}`, "others"].find((name) => counted.has(name));
  const priced = pricedItems(order, currency, rule).map((line) => ({
    ...line,
    name: nameOf(line.lineId, line.sku),
  }));
  const stated = Map.groupBy(priced, ({ name }) => name);
  const byId = new Map(priced.map((line) => [line.lineId, line.name]));
  return new Map(
    order.line_items.flatMap((item, index) => {
      const name = byId.get(wooLineId(item, index));
      if (name === undefined) return [];
      const all = (stated.get(name) ?? []).reduce((whole, { goods }) => whole + Math.max(0, goods), 0);
      return [[item, { lineId: name, stated: all, counted: counted.get(name) ?? 0 }] as const];
    }),
  );
}

function originalOf(item: WooItem, order: WooOrder): WooItem | undefined {
  const id = item.meta_data.find(({ key }) => key === REFUNDED_ITEM)?.value;
  return order.line_items.find((original) => original.id === String(id));
}

/** The customer's own gift, where it went back too. */
function roundUpOf(
  refund: WooRefund,
  order: WooOrder,
  currency: string,
  rule: RoundUpRule | undefined,
): number {
  const isOwn = (item: WooItem) => wooKind(originalOf(item, order) ?? item, order, rule) === "roundUp";
  const own = [
    ...refund.line_items.filter(isOwn),
    ...refund.fee_lines.filter((fee) => isWooRoundUpFee(fee, rule)),
  ];
  return own.reduce((all, { total }) => all + Math.max(0, -roundedOf(total, currency, "total")), 0);
}
