import { z } from "zod";
import { currencyOf, type Delivery, Id, instantOf, minorOf, read, refundTold, type Told } from "./payload.ts";
import { LINES_MAX } from "./purchase.ts";
import { kindOfLine, LineKind, ShopMoney } from "./shopify-line.ts";

const RefundLine = z.object({
  line_item_id: Id,
  quantity: z.int().min(0),
  subtotal_set: ShopMoney,
  total_tax_set: ShopMoney.nullish(),
  line_item: LineKind.extend({
    tax_lines: z.array(z.object({ rate: z.number().nullish() })).nullish(),
  }).nullish(),
});
type RefundLine = z.infer<typeof RefundLine>;

/** The one amount here that has a sign. */
const SignedShopMoney = z.object({
  shop_money: z.object({
    amount: z.string().regex(/^-?\d{1,15}(\.\d{1,9})?$/, "not a decimal amount such as -12.50"),
    currency_code: z.string(),
  }),
});

const Adjustment = z.object({
  amount_set: SignedShopMoney,
  kind: z.string().nullish(),
  reason: z.string().nullish(),
});

const ShopifyRefund = z.object({
  id: Id,
  order_id: Id,
  created_at: z.string(),
  refund_line_items: z.array(RefundLine).max(LINES_MAX),
  order_adjustments: z.array(Adjustment).nullish(),
  transactions: z.array(z.object({ test: z.boolean().nullish() })).nullish(),
});
type ShopifyRefund = z.infer<typeof ShopifyRefund>;

/**
 * Whether a refunded line's subtotal holds its tax. The refund does not say, but the tax rates do: of two
 * readings, tax on top (subtotal × rate) or within (subtotal × rate ÷ (1 + rate)), the nearer is right. Rates
 * are compared here, never multiplied into an amount that is kept.
 */
function taxIsWithin(subtotal: number, tax: number, line: RefundLine): boolean {
  const rate = (line.line_item?.tax_lines ?? []).reduce((all, { rate }) => all + (rate ?? 0), 0);
  const onTop = subtotal * rate;
  const within = onTop / (1 + rate);
  return Math.abs(tax - within) < Math.abs(tax - onTop);
}

function lineOf(line: RefundLine, currency: string, field: string) {
  const subtotal = minorOf(line.subtotal_set.shop_money.amount, currency, `${field}.subtotal_set`);
  const tax = minorOf(line.total_tax_set?.shop_money.amount ?? "0", currency, `${field}.total_tax_set`);
  const goods = taxIsWithin(subtotal, tax, line) ? Math.max(0, subtotal - tax) : subtotal;
  return {
    kind: kindOfLine(line.line_item ?? {}),
    line: { lineId: line.line_item_id, quantity: line.quantity, goods },
  };
}

/** Shipping is not goods; a pending discrepancy is money on its way, and no second webhook tells its arrival. */
function isDiscrepancy({ kind, reason }: z.infer<typeof Adjustment>): boolean {
  return kind !== "shipping_refund" && !(reason ?? "").toLowerCase().startsWith("pending");
}

/**
 * How much more went back than the lines say (negative: less). Shopify books it with the opposite sign: a refund of
 * 10.00 without lines is a discrepancy of -10.00.
 */
function beyondLines(refund: ShopifyRefund, currency: string): number {
  return (refund.order_adjustments ?? []).filter(isDiscrepancy).reduce((all, { amount_set }) => {
    const { amount } = amount_set.shop_money;
    const minor = minorOf(amount.replace("-", ""), currency, "order_adjustments");
    return all + (amount.startsWith("-") ? minor : -minor);
  }, 0);
}

function currencyOfRefund(refund: ShopifyRefund): string | undefined {
  const money = refund.refund_line_items[0]?.subtotal_set ?? refund.order_adjustments?.[0]?.amount_set;
  return money === undefined ? undefined : currencyOf(money.shop_money.currency_code, "currency_code");
}

/**
 * The goods of a refund: what its lines say, corrected by the discrepancy between that and what was paid back.
 * A refund of shipping alone, of gift cards or of a test order tells nothing that we need.
 */
export function shopifyRefund({ connection, payload, now }: Delivery): readonly Told[] {
  const refund = read(ShopifyRefund, payload);
  const currency = currencyOfRefund(refund);
  if (currency === undefined || refund.transactions?.some((transaction) => transaction.test)) return [];
  const all = refund.refund_line_items.map((line, index) =>
    lineOf(line, currency, `refund_line_items.${index}`),
  );
  const of = (kind: "goods" | "roundUp") => all.filter((item) => item.kind === kind).map((item) => item.line);
  const sum = (kind: "goods" | "roundUp") => of(kind).reduce((total, line) => total + line.goods, 0);
  const goods = Math.max(0, sum("goods") + beyondLines(refund, currency));
  const roundUp = sum("roundUp");
  const lines = of("goods");
  if (goods === 0 && roundUp === 0 && lines.length === 0) return [];
  const scope = { of: "goods" as const, goods, roundUp, lines };
  const { id: refundId, order_id: orderId } = refund;
  const refundedAt = instantOf(refund.created_at, "created_at", now);
  const order = { source: "shopify" as const, connection, orderId };
  return [refundTold({ ...order, refundId, refundedAt, currency, scope })];
}
