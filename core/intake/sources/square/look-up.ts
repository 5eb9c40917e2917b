import * as z from "zod";
import { proportion } from "../../../model/money.ts";
import { ALIASES_MAX, type Refund, type RefundScope } from "../../../model/purchase.ts";
import { goodsLines, type PricedLine } from "../../shop-system/goods-lines.ts";
import type { FactsLookUp } from "../../shop-system/look-up.ts";
import { firstNamed, namedCause } from "../../shop-system/named-cause.ts";
import { type AskShop, ShopBusyError } from "../../shop-system/order-list.ts";
import { CAUSE_NAME, type PurchaseFacts, parsePayload } from "../../shop-system/payload.ts";
import { boundedRoundUp } from "../../shop-system/round-up.ts";
import type { RoundUpRule } from "../../shop-system/round-up-rule.ts";
import type { ShopAccess } from "../../shop-system/shop-access.ts";
import { squareHeaders } from "./api.ts";
import {
  chargedRoundUp,
  OrderAnswer,
  type SquareOrder,
  type SquareReturn,
  type SquareReturnItem,
  squareKind,
  squarePrice,
} from "./order.ts";

/**
 * Asks for the order of a payment, which knows its lines, taxes, charges, gift cards and all its payments; or, for a refund,
 * for the order of its own, which says what was returned. Each payment of an order gives the same purchase: whole once the
 * order is paid in full, nothing before. Throws {@link ShopBusyError} while the order does not show the payment yet.
 */
export const squareLookUp: FactsLookUp = async (ask, { access, lookUp, facts, roundUp }) => {
  const order = await orderOf(ask, access, lookUp.id);
  if (facts.kind === "refund") return [{ kind: "refund", refund: refundOf(facts.refund, order, roundUp) }];
  const purchase = purchaseOf(facts.purchase, order, roundUp);
  return purchase === undefined ? [] : [{ kind: "purchase", purchase }];
};

async function orderOf(ask: AskShop, access: ShopAccess, id: string): Promise<SquareOrder> {
  const url = new URL(`/v2/orders/${encodeURIComponent(id)}`, access.origin);
  const { body } = await ask(url, squareHeaders(access), z.unknown());
  return parsePayload(OrderAnswer, body).order;
}

function purchaseOf(
  facts: PurchaseFacts,
  order: SquareOrder,
  rule: RoundUpRule | undefined,
): PurchaseFacts | undefined {
  const payments = order.tenders.map(({ id, payment_id }) => payment_id ?? id);
  const [own] = facts.aliases ?? [];
  if (own === undefined || !payments.includes(own)) {
    throw new ShopBusyError("The order does not show its payment yet");
  }
  if (order.state === "CANCELED" || order.net_amount_due_money > 0) return undefined;
  if (order.line_items.length === 0) return facts;
  const { tender: _, cause, causeUnread, ...more } = facts;
  const paid = order.tenders.reduce((all, { amount_money }) => all + amount_money, 0);
  const ofPayment = { ...(cause && { cause }), ...(causeUnread && { causeUnread }) };
  return {
    ...more,
    ...saleOf(order, paid, facts, rule),
    paid,
    aliases: [...new Set([own, ...payments])].slice(0, ALIASES_MAX),
    ...(order.location_id && { store: order.location_id }),
    ...firstNamed(namedCause(order.metadata?.[CAUSE_NAME]), ofPayment),
  };
}

/**
 * The goods of a sale. What an exchange returns and what cash rounds off is taken off them. The customer's own gift is a
 * line, or named by a payment's note: then it is inside the lines.
 */
function saleOf(
  order: SquareOrder,
  paid: number,
  { roundUp: roundUpOfNote, currency }: Pick<PurchaseFacts, "roundUp" | "currency">,
  rule: RoundUpRule | undefined,
) {
  const lines: PricedLine[] = [];
  let gross = 0;
  let roundUpOfLines = chargedRoundUp(order.service_charges, rule);
  for (const [index, line] of order.line_items.entries()) {
    const price = squarePrice(line.gross_sales_money, line, order.taxes);
    const kind = squareKind(line, rule);
    if (kind === "roundUp") roundUpOfLines += price.goods;
    if (kind !== "goods") continue;
    gross += price.gross;
    const { uid = `line-${index + 1}`, quantity, catalog_object_id: sku } = line;
    lines.push({ lineId: uid, sku, quantity, goods: price.goods });
  }
  const back = order.returns.flatMap((one) => returnedGoods(one, rule));
  const rounded = Math.max(0, -(order.rounding_adjustment?.amount_money ?? 0));
  const inside = roundUpOfLines > 0 ? 0 : roundUpOfNote;
  const off = rounded + inside;
  const reduction = off + back.reduce((all, { price }) => all + price.goods, 0);
  const grossLeft = Math.max(0, gross - off - back.reduce((all, { price }) => all + price.gross, 0));
  const { base } = goodsLines(lines, { reduction });
  const atMost = grossLeft > paid ? proportion(base, paid, grossLeft) : base;
  const goods = goodsLines(lines, { reduction, atMost });
  const goodsGross = Math.max(goods.base, Math.min(grossLeft, paid));
  const roundUp = boundedRoundUp(Math.max(0, roundUpOfLines) + inside, currency, rule, "order");
  return { ...goods, goodsGross, roundUp };
}

function returnedItems({ return_line_items, return_taxes }: SquareReturn) {
  return return_line_items.map((line) => ({
    line,
    price: squarePrice(line.gross_return_money, line, return_taxes),
  }));
}

function returnedGoods(one: SquareReturn, rule: RoundUpRule | undefined) {
  return returnedItems(one).filter(({ line }) => squareKind(line, rule) === "goods");
}

/**
 * The goods of a return by the lines of its sale. What those do not explain of the money (an amount that was typed in, a
 * part of an exchange) is money for goods. A return that several refunds pay is split by their amounts, to the last cent.
 */
function refundOf(refund: Refund, order: SquareOrder, rule: RoundUpRule | undefined): Refund {
  const items = order.returns.flatMap(returnedItems).filter(({ line }) => isOfSale(line));
  const share = shareOf(refund, order);
  if (items.length === 0 || share === undefined) return refund;
  const goods = items.filter(({ line }) => squareKind(line, rule) === "goods");
  const lines = goods.map(({ line, price }) => ({
    lineId: line.source_line_item_uid ?? "",
    quantity: share.of(line.quantity),
    goods: share.of(price.goods),
  }));
  const own = items.filter(({ line }) => squareKind(line, rule) === "roundUp");
  const charged = order.returns.reduce(
    (all, one) => all + chargedRoundUp(one.return_service_charges, rule),
    0,
  );
  const rest =
    share.of(share.whole) -
    share.of(
      explained(
        order,
        items.map(({ line }) => line),
      ),
    );
  const scope: RefundScope = {
    of: "goods",
    goods: lines.reduce((all, line) => all + line.goods, 0),
    roundUp: own.reduce((all, { price }) => all + share.of(price.goods), Math.max(0, share.of(charged))),
    lines,
    ...(rest !== 0 && { gross: rest }),
  };
  return { ...refund, scope };
}

/** An amount that was typed in names no line of the sale. */
function isOfSale({ source_line_item_uid }: SquareReturnItem): boolean {
  return source_line_item_uid !== undefined && source_line_item_uid !== "";
}

/** What of the money that went back is known: lines, charges, tips and rounding. */
function explained(order: SquareOrder, items: readonly SquareReturnItem[]): number {
  const sum = (amounts: readonly number[]) => amounts.reduce((all, amount) => all + amount, 0);
  const beside = order.returns.map(
    ({ return_service_charges: charges, return_tips: tips, rounding_adjustment: rounding }) =>
      sum(charges.map(({ total_money }) => total_money)) +
      sum(tips.map(({ applied_money }) => applied_money)) +
      (rounding?.amount_money ?? 0),
  );
  return sum(items.map(({ total_money }) => total_money)) + sum(beside);
}

interface Share {
  /** What all refunds of the return come to. */
  readonly whole: number;
  /** This refund's part of an amount: the parts of all refunds sum to it. */
  readonly of: (amount: number) => number;
}

/** Which part of its return a refund is: from where those before it end, by id, to where it ends. */
function shareOf({ orderId, refundId, scope }: Refund, order: SquareOrder): Share | undefined {
  const made = order.refunds.filter(({ status }) => status !== "FAILED" && status !== "REJECTED");
  const all = made.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  // An order names a refund without its payment, or with it, as the refund does.
  const byId = all.findIndex(({ id }) => refundId === id || refundId.endsWith(`_${id}`));
  const found = byId === -1 ? all.findIndex(({ tender_id }) => tender_id === orderId) : byId;
  const sum = (refunds: typeof all) => refunds.reduce((total, { amount_money }) => total + amount_money, 0);
  const paid = all[found]?.amount_money ?? (scope.of === "paid" ? scope.paid : 0);
  const before = found === -1 ? 0 : sum(all.slice(0, found));
  const whole = found === -1 ? Math.max(sum(all), paid) : sum(all);
  if (whole <= 0) return undefined;
  const upTo = (amount: number, part: number) =>
    amount < 0 ? -proportion(-amount, part, whole) : proportion(amount, part, whole);
  return { whole, of: (amount) => upTo(amount, before + paid) - upTo(amount, before) };
}
