import * as z from "zod";
import type { ExactAmount } from "../../../model/exact-amount.ts";
import { proportion } from "../../../model/money.ts";
import { LINES_MAX, type RefundScope } from "../../../model/purchase.ts";
import { roundedOf } from "../../shop-system/amounts.ts";
import { goodsLines } from "../../shop-system/goods-lines.ts";
import { loose, moneyList } from "../../shop-system/lenient.ts";
import {
  currencyOf,
  Id,
  ignoredEvent,
  instantOf,
  type NormalisedEvent,
  parsePayload,
  refundEvent,
  type WebhookDelivery,
} from "../../shop-system/payload.ts";
import type { RoundUpRule } from "../../shop-system/round-up-rule.ts";
import {
  costOf,
  exactOf,
  type KindOfLine,
  kindOfLine,
  LineCost,
  LineKind,
  OptionalShopMoney,
  PlainAmount,
  skuOf,
} from "./line.ts";
import { Adjustment, type RefundMoney, refundMoney, ShippingBack, Transaction } from "./refund-money.ts";

/** The line of the order, as it was: what it says of its kind and its tax. Old refunds hold less of it. */
const LineRefunded = z.object({ ...LineKind.shape, ...LineCost.partial().shape });

const RefundLine = z.object({
  line_item_id: Id,
  quantity: z.int().min(0),
  subtotal_set: OptionalShopMoney,
  subtotal: PlainAmount,
  total_tax_set: OptionalShopMoney,
  total_tax: PlainAmount,
  line_item: loose(LineRefunded),
});
type RefundLine = z.infer<typeof RefundLine>;

export const ShopifyRefund = z.object({
  id: Id,
  order_id: Id,
  created_at: z.string(),
  return: z.unknown().optional(),
  refund_line_items: moneyList(RefundLine),
  refund_shipping_lines: moneyList(ShippingBack),
  order_adjustments: moneyList(Adjustment),
  transactions: moneyList(Transaction),
});
export type ShopifyRefund = z.infer<typeof ShopifyRefund>;

/** A refunded line in minor units, and what all units of that line of the order cost, to judge its tax by. */
interface Line {
  readonly kind: KindOfLine;
  readonly subtotal: number;
  readonly tax: number;
  /** The subtotal without its tax, if it holds that; rounded once. */
  readonly net: number;
  readonly line: RefundLine;
  readonly whole: { readonly price: ExactAmount; readonly tax: ExactAmount; readonly rate: number };
}

function lineOf(line: RefundLine, currency: string, rule: RoundUpRule | undefined, field: string): Line {
  const subtotal = exactOf(line.subtotal_set, line.subtotal, `${field}.subtotal_set`);
  const tax = line.total_tax_set?.shop_money.amount ?? line.total_tax ?? 0n;
  const cost = LineCost.safeParse(line.line_item).data;
  const isPriced = cost !== undefined && (cost.price_set ?? cost.price ?? undefined) !== undefined;
  const whole = isPriced ? costOf(cost, `${field}.line_item`) : { price: subtotal, tax };
  const rate = (line.line_item?.tax_lines ?? []).reduce((all, one) => all + (one.rate ?? 0), 0);
  return {
    kind: line.line_item ? kindOfLine(line.line_item, rule, `${field}.line_item`) : "goods",
    subtotal: roundedOf(subtotal, currency, `${field}.subtotal_set`),
    tax: roundedOf(tax, currency, `${field}.total_tax_set`),
    net: Math.max(0, roundedOf(subtotal - tax, currency, `${field}.subtotal_set`)),
    line,
    whole: { ...whole, rate },
  };
}

function sumOf(lines: readonly Line[], of: (line: Line) => number): number {
  return lines.reduce((all, line) => all + of(line), 0);
}

/**
 * Whether subtotals hold their tax, for a refund whose purchase is not recorded: the order says it (`taxes_included`), and
 * the ledger remembers that. A refund does not say so, but its amounts do:
 * - what went back, less subtotals and adjustments, is nothing (within) or exactly the tax (on top);
 * - else the rates: of two readings, tax on top (price × rate) or within (price × rate ÷ (1 + rate)), the one nearer
 *   to the tax of the whole lines is right. Only where rounding hides the difference, in pennies, it may be wrong.
 */
function taxIsWithin(lines: readonly Line[], money: RefundMoney): boolean {
  const tax = sumOf(lines, (line) => line.tax);
  const back = money.paidBack;
  const subtotal = sumOf(lines, (line) => line.subtotal);
  const beyond = back === undefined ? undefined : back - subtotal - money.beyondLinesWithShipping;
  if (beyond === 0 || beyond === tax) return beyond === 0;
  const sum = (of: (line: Line) => number) => sumOf(lines, of);
  const onTop = sum(({ whole }) => Number(whole.price) * whole.rate);
  const within = sum(({ whole }) => (Number(whole.price) * whole.rate) / (1 + whole.rate));
  const taxOfLines = sum(({ whole }) => Number(whole.tax));
  return Math.abs(taxOfLines - within) < Math.abs(taxOfLines - onTop);
}

function currencyOfRefund({
  refund_line_items,
  order_adjustments,
  refund_shipping_lines,
  transactions,
}: ShopifyRefund) {
  const sets = [
    refund_line_items[0]?.subtotal_set,
    order_adjustments[0]?.amount_set,
    refund_shipping_lines[0]?.subtotal_amount_set,
  ];
  const code = sets.find((set) => set)?.shop_money.currency_code ?? transactions[0]?.currency;
  return code ? currencyOf(code, "currency_code") : undefined;
}

/**
 * The goods of a refund: what its lines say, and by how much more or less money went back than that. A refund of shipping
 * alone or of gift cards has no goods. One whose transactions all failed did not happen. Where goods came back and less money
 * went back than they cost, only the order says whether that was kept or paid for other goods: with a token it is asked.
 */
export function shopifyRefund({
  connection,
  payload,
  now,
  roundUp,
}: WebhookDelivery): readonly NormalisedEvent[] {
  const refund = parsePayload(ShopifyRefund, payload);
  const currency = currencyOfRefund(refund);
  if (currency === undefined) return [];
  const reading = readingOf(refund, currency, roundUp);
  const scope = scopeOf(reading, isExchange(reading) ? -reading.money.beyondLines : 0);
  if (scope === undefined) return [];
  if (scope === "unread") return [ignoredEvent("refundUnread")];
  const { id: refundId, order_id: orderId } = refund;
  const refundedAt = instantOf(refund.created_at, "created_at", now);
  const order = { source: "shopify" as const, connection, orderId };
  const lookUp = mayBeExchange(reading) ? { of: EXCHANGE, id: orderId } : undefined;
  return [refundEvent({ ...order, refundId, refundedAt, currency, scope }, lookUp)];
}

/** What a shop is asked for of a refund: whether what came back paid for other goods of the order. */
export const EXCHANGE = "exchange";

/** A refund with its lines and its money in minor units. */
export interface RefundReading {
  readonly refund: ShopifyRefund;
  readonly lines: readonly Line[];
  readonly money: RefundMoney;
}

export function readingOf(
  refund: ShopifyRefund,
  currency: string,
  rule: RoundUpRule | undefined,
): RefundReading {
  const lines = refund.refund_line_items.map((line, index) =>
    lineOf(line, currency, rule, `refund_line_items.${index}`),
  );
  return { refund, lines, money: refundMoney(refund, currency) };
}

/**
 * What of an order a refund takes back; nothing where it has no goods. `exchanged`: so much of what its lines cost was paid
 * with for other goods of the order, and is not money that was kept.
 */
export function scopeOf(
  { refund, lines, money }: RefundReading,
  exchanged: number,
): RefundScope | "unread" | undefined {
  if (money.isFailed) return { of: "voided" };
  if (lines.length === 0 && refund.order_adjustments.length === 0) return scopeOfMoney(refund, money);
  const within = taxIsWithin(lines, money);
  const goods = lines.filter(({ kind }) => kind === "goods");
  const netOf = (line: Line) => (within ? line.net : line.subtotal);
  const gross = partForGoods(money.beyondLines + exchanged, lines, within);
  const roundUp = sumOf(
    lines.filter(({ kind }) => kind === "roundUp"),
    netOf,
  );
  const subtotal = sumOf(goods, (line) => line.subtotal);
  const tax = sumOf(goods, (line) => line.subtotal - line.net);
  if (goods.length === 0 && roundUp === 0 && gross === 0) return undefined;
  return {
    of: "goods",
    goods: sumOf(goods, netOf),
    roundUp,
    ...(goods.length > 0 && { stated: { subtotal, tax } }),
    ...(gross !== 0 && { gross }),
    lines: linesOf(goods, netOf),
  };
}

/** Money without lines and without a word on what it was for, such as an app books it. */
function scopeOfMoney(
  { refund_shipping_lines }: ShopifyRefund,
  money: RefundMoney,
): RefundScope | "unread" | undefined {
  if (money.transactions === 0) return undefined;
  if (money.paidBack === undefined) return "unread";
  const paid = money.paidBack - money.shipping;
  return paid <= 0 || refund_shipping_lines.length > 0 ? undefined : { of: "paid", paid };
}

/** Whether less money went back than the lines of a return cost. */
export function mayBeExchange({ refund, money }: RefundReading): boolean {
  const isReturn = refund.return !== null && refund.return !== undefined;
  return isReturn && refund.refund_line_items.length > 0 && !money.isFailed && money.beyondLines < 0;
}

/**
 * Without a token: a return of which no money went back is an exchange, since goods that are taken back without paying
 * anything back have paid for others of the order, which its next statement adds. Where some money went back, the rest was
 * kept.
 */
function isExchange(reading: RefundReading): boolean {
  return mayBeExchange(reading) && reading.money.transactions === 0;
}

/** Of money beyond lines, what is for goods: by the lines' own amounts, where a refund has lines of several kinds. */
function partForGoods(beyond: number, lines: readonly Line[], within: boolean): number {
  const grossOf = ({ subtotal, tax }: Line) => (within ? subtotal : subtotal + tax);
  const all = sumOf(lines, grossOf);
  const goods = sumOf(
    lines.filter(({ kind }) => kind === "goods"),
    grossOf,
  );
  if (all <= 0 || goods === all) return beyond;
  const part = proportion(Math.abs(beyond), Math.max(0, goods), all);
  return beyond < 0 ? 0 - part : part;
}

/** As the purchase's lines are named: each by its id, and by SKU where there are more than a purchase holds. */
function linesOf(goods: readonly Line[], netOf: (line: Line) => number) {
  const lines = goods.map((each) => ({
    lineId: each.line.line_item_id,
    sku: each.line.line_item && skuOf(each.line.line_item),
    quantity: each.line.quantity,
    goods: netOf(each),
  }));
  const named = lines.length > LINES_MAX ? goodsLines(lines).lines : lines;
  return named.map(({ lineId, quantity, goods }) => ({ lineId, quantity, goods }));
}
