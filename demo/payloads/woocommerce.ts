import { decimal, goodsOf, type Order, type OrderRefund, paidOf } from "../facts.ts";
import { hmac } from "../hmac.ts";
import { lineId, type Message, type Messages } from "../message.ts";
import type { SampleShop } from "../sample-shop.ts";

function orderIdOf({ number }: Pick<Order, "number">): string {
  return String(40_000_000 + number);
}

/** WooCommerce writes UTC without saying so. */
function gmt(at: string): string {
  return at.replace("Z", "");
}

/** The whole order, with all that was refunded of it so far. */
function orderMessage(
  order: Order,
  upTo: OrderRefund | undefined,
  status: string,
  changedAt: string,
): Message {
  const { currency, shopper } = order;
  const id = Number(orderIdOf(order));
  const money = (minor: number) => decimal(minor, currency);
  const tax = order.lines.reduce((sum, line) => sum + line.tax, 0);
  const refunds = order.refunds.filter(
    ({ id: refund, kind }) => refund <= (upTo?.id ?? 0) && kind !== "cancelled",
  );
  const body = {
    id,
    parent_id: 0,
    status,
    currency,
    version: "9.4.2",
    prices_include_tax: order.taxIncluded,
    date_created_gmt: gmt(order.placedAt),
    date_modified_gmt: gmt(changedAt),
    date_paid_gmt: gmt(order.placedAt),
    discount_total: money(order.lines.reduce((sum, line) => sum + line.discount, 0)),
    shipping_total: money(order.shipping),
    total: money(paidOf(order)),
    total_tax: money(tax),
    customer_id: shopper?.number ?? 0,
    order_key: `wc_order_${id}`,
    billing: {
      first_name: shopper?.name.split(" ")[0] ?? "",
      email: shopper?.email ?? "",
      phone: shopper?.phone ?? "",
      country: shopper === undefined ? "" : "US",
    },
    payment_method: "card",
    number: String(id),
    meta_data: order.cause === undefined ? [] : [{ id: id + 1, key: "wellspring_cause", value: order.cause }],
    line_items: order.lines.map((line) => ({
      id: lineId(orderIdOf(order), line),
      name: line.title,
      sku: line.sku,
      quantity: line.quantity,
      total: money(goodsOf(line, order.taxIncluded)),
      total_tax: money(line.tax),
      price: line.unit / line.quantity,
      meta_data: [],
    })),
    fee_lines:
      order.roundUp === 0
        ? []
        : [
            {
              id: id + 2,
              name: "Wellspring round-up",
              total: money(order.roundUp),
              total_tax: money(0),
              tax_status: "none",
            },
          ],
    refunds: refunds.map((refund) => ({
      id: id * 10 + refund.id,
      reason: "Returned",
      total: `-${money("amount" in refund ? refund.amount : paidOf(order))}`,
    })),
  };
  const key = `${id}-${status}-${upTo?.id ?? 0}`;
  return { source: "woocommerce", id: key, topic: "order.updated", body: JSON.stringify(body) };
}

function messages(order: Order): Messages {
  const completedAt = new Date(Date.parse(order.placedAt) + 20_000).toISOString().replace(".000", "");
  return {
    purchase: orderMessage(order, undefined, "processing", order.placedAt),
    updates: [orderMessage(order, undefined, "completed", completedAt)],
    refunds: order.refunds.map((refund) => {
      const status =
        refund.kind === "cancelled" ? "cancelled" : refund.kind === "full" ? "refunded" : "completed";
      return orderMessage(order, refund, status, refund.at);
    }),
  };
}

export const sampleShop: SampleShop = {
  weight: 15,
  currencies: [
    ["EUR", 80],
    ["USD", 20],
  ],
  refunds: [
    ["amount", 3],
    ["twoAmounts", 2],
    ["full", 2],
  ],
  saysGross: true,
  orderId: orderIdOf,
  messages,
  headers: ({ id, topic = "", body }, { key }) => ({
    "x-wc-webhook-topic": topic,
    "x-wc-webhook-source": "https://blog.tarnfell.example/",
    "x-wc-webhook-delivery-id": id,
    "x-wc-webhook-signature": hmac(key, body).toString("base64"),
  }),
};
