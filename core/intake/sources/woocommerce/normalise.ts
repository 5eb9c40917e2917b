import * as z from "zod";
import {
  CAUSE_NAME,
  causeFromText,
  currencyOf,
  Decimal,
  Id,
  instantOf,
  isRoundUp,
  lineOf,
  linesOf,
  minorOf,
  type Normalise,
  type NormalisedEvent,
  OptionalText,
  parsePayload,
  purchaseEvent,
  refundEvent,
} from "../../shop-system/payload.ts";

const MetaData = z.array(z.object({ key: z.string(), value: z.unknown().optional() })).nullish();

/** `total` is after discounts and without tax; `price` is a JSON number and is not read. */
const LineItem = z.object({
  id: Id,
  name: OptionalText,
  sku: OptionalText,
  /** Some shops sell by weight; a part of a unit counts as one. */
  quantity: z.number().min(0).transform(Math.ceil),
  total: Decimal,
  meta_data: MetaData,
});

/** A fee may be negative (a discount of some plug-in), which is why only those that mean us are parsed as amounts. */
const FeeLine = z.object({ name: OptionalText, total: z.string(), meta_data: MetaData });

const Order = z.object({
  id: Id,
  status: z.string(),
  currency: z.string(),
  date_created_gmt: z.string(),
  date_modified_gmt: OptionalText,
  date_paid_gmt: OptionalText,
  total: Decimal,
  line_items: z.array(LineItem),
  fee_lines: z.array(FeeLine).nullish(),
  meta_data: MetaData,
  /** All refunds of the order so far, with negative totals that hold goods, tax and shipping alike. */
  refunds: z.array(z.object({ id: Id, total: z.string() })).nullish(),
  billing: z.object({ email: OptionalText, phone: OptionalText, country: OptionalText }).nullish(),
});
type Order = z.infer<typeof Order>;

/** `date_paid` alone is not enough: it stays when a payment fails afterwards. */
const PAID_STATES: readonly string[] = ["processing", "completed", "refunded", "cancelled"];
const CANCELLED = "cancelled";

/** WooCommerce writes UTC without saying so. */
function utc(text: string): string {
  return /[zZ]$|[+-]\d\d:\d\d$/.test(text) ? text : `${text}Z`;
}

function hasRoundUpMeta(meta: z.infer<typeof MetaData>): boolean {
  return (meta ?? []).some(({ key }) => isRoundUp(key));
}

function goodsOf(order: Order, currency: string) {
  const items = order.line_items
    .map((item, index) => ({ item, field: `line_items.${index}.total` }))
    .filter(({ item }) => item.quantity > 0)
    .map(({ item, field }) => ({
      roundUp: isRoundUp(item.sku, item.name) || hasRoundUpMeta(item.meta_data),
      line: lineOf({
        lineId: item.id,
        sku: item.sku,
        quantity: item.quantity,
        goods: minorOf(item.total, currency, field),
      }),
    }));
  const fees = (order.fee_lines ?? [])
    .filter((fee) => isRoundUp(fee.name) || hasRoundUpMeta(fee.meta_data))
    .map((fee) => minorOf(fee.total, currency, "fee_lines.total"));
  const sum = (amounts: readonly number[]) => amounts.reduce((all, amount) => all + amount, 0);
  const goods = items.filter((item) => !item.roundUp).map((item) => item.line);
  return {
    base: sum(goods.map((line) => line.goods)),
    roundUp: sum(items.filter((item) => item.roundUp).map((item) => item.line.goods)) + sum(fees),
    lines: linesOf(goods),
  };
}

function purchaseOf(order: Order, currency: string, connection: string, now: string): NormalisedEvent {
  const named = (order.meta_data ?? []).find(({ key }) => key === CAUSE_NAME);
  const purchase = {
    source: "woocommerce" as const,
    connection,
    orderId: order.id,
    placedAt: instantOf(utc(order.date_created_gmt), "date_created_gmt", now),
    currency,
    paid: minorOf(order.total, currency, "total"),
    ...goodsOf(order, currency),
    cause: causeFromText(named?.value),
  };
  const { email, phone, country } = order.billing ?? {};
  return purchaseEvent(purchase, { emails: [email], phones: [phone], cards: [], country });
}

/**
 * Each change of a paid order gives its purchase again, and all its refunds with it: there is no topic of refunds,
 * and WooCommerce sends nothing twice, so that each delivery must be able to make good for one that was lost.
 * Refunds carry no date; the order's last change, which this webhook reports, is taken for it.
 */
export const normaliseWoocommerce: Normalise = ({ connection, topic, payload, now }) => {
  if (topic !== "order.created" && topic !== "order.updated") return [];
  const order = parsePayload(Order, payload);
  if (!order.date_paid_gmt || !PAID_STATES.includes(order.status)) return [];
  const currency = currencyOf(order.currency, "currency");
  const changed = instantOf(utc(order.date_modified_gmt ?? order.date_paid_gmt), "date_modified_gmt", now);
  const common = {
    source: "woocommerce" as const,
    connection,
    orderId: order.id,
    refundedAt: changed,
    currency,
  };
  const refunds = (order.refunds ?? []).map((refund, index) => {
    const paid = minorOf(refund.total.replace(/^-/, ""), currency, `refunds.${index}.total`);
    return refundEvent({ ...common, refundId: refund.id, scope: { of: "paid", paid } });
  });
  const cancelled = refundEvent({ ...common, refundId: CANCELLED, scope: { of: "all" } });
  return [
    purchaseOf(order, currency, connection, now),
    ...refunds,
    ...(order.status === CANCELLED ? [cancelled] : []),
  ];
};
