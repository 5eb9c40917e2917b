import * as z from "zod";
import { LINES_MAX } from "../../../model/purchase.ts";
import {
  currencyOf,
  Id,
  instantOf,
  minorOf,
  type NormalisedEvent,
  parsePayload,
  refundEvent,
  type WebhookDelivery,
} from "../../shop-system/payload.ts";
import { costOf, kindOfLine, LineCost, LineKind, ShopMoney } from "./line.ts";
import { Adjustment, type RefundMoney, refundMoney, Transaction } from "./refund-money.ts";

/** The line of the order, as it was: what it says of its kind and its tax. Old refunds hold less of it. */
const LineRefunded = z.object({ ...LineKind.shape, ...LineCost.partial().shape });

const RefundLine = z.object({
  line_item_id: Id,
  quantity: z.int().min(0),
  subtotal_set: ShopMoney,
  total_tax_set: ShopMoney.nullish(),
  line_item: LineRefunded.nullish(),
});
type RefundLine = z.infer<typeof RefundLine>;

const ShopifyRefund = z.object({
  id: Id,
  order_id: Id,
  created_at: z.string(),
  refund_line_items: z.array(RefundLine).max(LINES_MAX),
  order_adjustments: z.array(Adjustment).nullish(),
  transactions: z.array(Transaction).nullish(),
});
type ShopifyRefund = z.infer<typeof ShopifyRefund>;

/** A refunded line in minor units, and what all units of that line of the order cost, to judge its tax by. */
interface Line {
  readonly subtotal: number;
  readonly tax: number;
  readonly line: RefundLine;
  readonly whole: { readonly price: number; readonly tax: number; readonly rate: number };
}

function lineOf(line: RefundLine, currency: string, field: string): Line {
  const subtotal = minorOf(line.subtotal_set.shop_money.amount, currency, `${field}.subtotal_set`);
  const tax = minorOf(line.total_tax_set?.shop_money.amount ?? "0", currency, `${field}.total_tax_set`);
  const cost = LineCost.safeParse(line.line_item);
  const whole = cost.success ? costOf(cost.data, currency, `${field}.line_item`) : { price: subtotal, tax };
  const rate = (line.line_item?.tax_lines ?? []).reduce((all, one) => all + (one.rate ?? 0), 0);
  return { subtotal, tax, line, whole: { ...whole, rate } };
}

/**
 * Whether subtotals hold their tax. A refund does not say so, but its amounts do:
 * - what went back, less subtotals and adjustments, is nothing (within) or exactly the tax (on top);
 * - else the rates: of two readings, tax on top (price × rate) or within (price × rate ÷ (1 + rate)), the one nearer
 *   to the tax of the whole lines is right. Only where rounding hides the difference, in pennies, it may be wrong.
 */
function taxIsWithin(lines: readonly Line[], money: RefundMoney): boolean {
  const sum = (of: (line: Line) => number) => lines.reduce((all, line) => all + of(line), 0);
  const tax = sum((line) => line.tax);
  const back = money.paidBack;
  const beyond =
    back === undefined ? undefined : back - sum((line) => line.subtotal) - money.beyondLinesWithShipping;
  if (beyond === 0 || beyond === tax) return beyond === 0;
  const onTop = sum(({ whole }) => whole.price * whole.rate);
  const within = sum(({ whole }) => (whole.price * whole.rate) / (1 + whole.rate));
  const taxOfLines = sum(({ whole }) => whole.tax);
  return Math.abs(taxOfLines - within) < Math.abs(taxOfLines - onTop);
}

function currencyOfRefund(refund: ShopifyRefund): string | undefined {
  const money = refund.refund_line_items[0]?.subtotal_set ?? refund.order_adjustments?.[0]?.amount_set;
  return money === undefined ? undefined : currencyOf(money.shop_money.currency_code, "currency_code");
}

/**
 * The goods of a refund: what its lines say, corrected by the discrepancy between that and what was paid back.
 * A refund of shipping alone, of gift cards or of a test order has no goods.
 */
export function shopifyRefund({ connection, payload, now }: WebhookDelivery): readonly NormalisedEvent[] {
  const refund = parsePayload(ShopifyRefund, payload);
  const currency = currencyOfRefund(refund);
  if (currency === undefined || refund.transactions?.some(({ test }) => test)) return [];
  const all = refund.refund_line_items.map((line, index) =>
    lineOf(line, currency, `refund_line_items.${index}`),
  );
  const money = refundMoney(refund.order_adjustments ?? [], refund.transactions ?? [], currency);
  const within = taxIsWithin(all, money);
  const of = (kind: "goods" | "roundUp") =>
    all
      .filter(({ line }) => kindOfLine(line.line_item ?? {}) === kind)
      .map(({ line, subtotal, tax }) => ({
        lineId: line.line_item_id,
        quantity: line.quantity,
        goods: within ? Math.max(0, subtotal - tax) : subtotal,
      }));
  const sum = (kind: "goods" | "roundUp") => of(kind).reduce((total, line) => total + line.goods, 0);
  const goods = Math.max(0, sum("goods") + money.beyondLines);
  const roundUp = sum("roundUp");
  const lines = of("goods");
  if (goods === 0 && roundUp === 0 && lines.length === 0) return [];
  const scope = { of: "goods" as const, goods, roundUp, lines };
  const { id: refundId, order_id: orderId } = refund;
  const refundedAt = instantOf(refund.created_at, "created_at", now);
  const order = { source: "shopify" as const, connection, orderId };
  return [refundEvent({ ...order, refundId, refundedAt, currency, scope })];
}
