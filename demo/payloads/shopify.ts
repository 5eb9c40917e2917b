import {
  asPaidFirst,
  baseOf,
  decimal,
  goodsOf,
  goodsOfUnits,
  type Order,
  type OrderLine,
  type OrderRefund,
  paidOf,
  type SampleCurrency,
  taxOfUnits,
} from "../facts.ts";
import { hmac } from "../hmac.ts";
import { lineId, type Message, type Messages, withOffset } from "../message.ts";
import type { SampleShop } from "../sample-shop.ts";

function orderIdOf({ number }: Pick<Order, "number">): string {
  return String(6_100_000_000_000 + number);
}

const RATES: Readonly<Record<SampleCurrency, number>> = { USD: 0.0825, EUR: 0.19, JPY: 0.1 };
const ROUND_UP_LINE = 9;
const GIFT_CARD_LINE = 8;

/** `…_set`: in the shop's currency, and in the one that the customer saw (here the same). */
function set(minor: number, currency: SampleCurrency) {
  const money = { amount: decimal(minor, currency), currency_code: currency };
  return { shop_money: money, presentment_money: money };
}

function lineItem(order: Order, line: OrderLine) {
  const { currency } = order;
  return {
    id: lineId(orderIdOf(order), line),
    admin_graphql_api_id: `gid://shopify/LineItem/${lineId(orderIdOf(order), line)}`,
    current_quantity: line.quantity,
    discount_allocations:
      line.discount === 0
        ? []
        : [
            {
              amount: decimal(line.discount, currency),
              amount_set: set(line.discount, currency),
              discount_application_index: 0,
            },
          ],
    gift_card: false,
    grams: 400,
    name: line.title,
    price: decimal(line.unit, currency),
    price_set: set(line.unit, currency),
    product_exists: true,
    properties: [],
    quantity: line.quantity,
    requires_shipping: true,
    sku: line.sku,
    taxable: true,
    tax_lines: [
      {
        channel_liable: false,
        price: decimal(line.tax, currency),
        price_set: set(line.tax, currency),
        rate: RATES[currency],
        title: order.taxIncluded ? "VAT" : "Sales tax",
      },
    ],
    title: line.title,
    total_discount: "0.00",
    variant_title: null,
    vendor: "Tarnfell",
  };
}

/** The round-up is a line of its own, without tax: a product that the shop sells for what the customer adds. */
function roundUpItem(order: Order) {
  const line = {
    id: ROUND_UP_LINE,
    sku: "wellspring_round_up",
    title: "Round up for your cause",
    quantity: 1,
    discount: 0,
    tax: 0,
  };
  return {
    ...lineItem(order, { ...line, unit: order.roundUp }),
    requires_shipping: false,
    taxable: false,
    tax_lines: [],
  };
}

function giftCardItem(order: Order, unit: number) {
  const line = { id: GIFT_CARD_LINE, sku: "TF-GIFT", title: "Gift card", quantity: 1, discount: 0, tax: 0 };
  return { ...lineItem(order, { ...line, unit }), gift_card: true, requires_shipping: false, tax_lines: [] };
}

function orderBody(order: Order) {
  const { currency, shopper } = order;
  const id = Number(orderIdOf(order));
  const gross = order.taxIncluded ? order.lines.reduce((sum, line) => sum + line.tax, 0) : 0;
  const tax = order.lines.reduce((sum, line) => sum + line.tax, 0);
  return {
    id,
    admin_graphql_api_id: `gid://shopify/Order/${id}`,
    app_id: 580_111,
    cancel_reason: null as string | null,
    cancelled_at: null as string | null,
    confirmed: true,
    contact_email: shopper?.email ?? null,
    created_at: withOffset(order.placedAt),
    currency,
    current_total_price_set: set(paidOf(order), currency),
    // Addresses come as people type them.
    email:
      shopper === undefined
        ? null
        : order.number % 3 === 0
          ? ` ${shopper.email.toUpperCase()}`
          : shopper.email,
    financial_status: "paid",
    line_items: [
      ...order.lines.map((line) => lineItem(order, line)),
      ...(order.roundUp > 0 ? [roundUpItem(order)] : []),
      ...(order.giftCard === undefined ? [] : [giftCardItem(order, order.giftCard)]),
    ],
    location_id: null,
    name: `#TF${order.number}`,
    note: null,
    note_attributes: [
      { name: "gift_wrap", value: "no" },
      ...(order.cause === undefined ? [] : [{ name: "wellspring_cause", value: order.cause }]),
    ],
    order_number: order.number,
    phone: shopper?.phone ?? null,
    presentment_currency: currency,
    processed_at: withOffset(order.placedAt),
    subtotal_price_set: set(baseOf(order) + gross + order.roundUp, currency),
    taxes_included: order.taxIncluded,
    test: false,
    total_price: decimal(paidOf(order), currency),
    total_price_set: set(paidOf(order), currency),
    total_shipping_price_set: set(order.shipping, currency),
    total_tax_set: set(tax, currency),
    total_tip_received: "0.00",
    updated_at: withOffset(order.placedAt),
    customer:
      shopper === undefined
        ? null
        : {
            id: 7_000_000 + shopper.number,
            email: shopper.email,
            phone: null,
            first_name: shopper.name.split(" ")[0],
          },
  };
}

function refundLine(order: Order, line: OrderLine, quantity: number) {
  const { currency, taxIncluded } = order;
  const tax = taxOfUnits(line, quantity);
  const subtotal = goodsOfUnits(line, taxIncluded, quantity) + (taxIncluded ? tax : 0);
  return {
    id: lineId(orderIdOf(order), line) + 5,
    line_item: lineItem(order, line),
    line_item_id: lineId(orderIdOf(order), line),
    quantity,
    restock_type: "return",
    subtotal_set: set(subtotal, currency),
    total_tax_set: set(tax, currency),
  };
}

function refundLines(order: Order, refund: OrderRefund): unknown[] {
  if (refund.kind === "amount") return [];
  const quantities = new Map(
    refund.kind === "lines"
      ? refund.lines.map((line) => [line.id, line.quantity])
      : order.lines.map((line) => [line.id, line.quantity]),
  );
  const lines = order.lines.flatMap((line) => {
    const quantity = quantities.get(line.id);
    return quantity === undefined || goodsOf(line, order.taxIncluded) === 0
      ? []
      : [refundLine(order, line, quantity)];
  });
  if (refund.kind !== "lines" || refund.roundUp === 0) return lines;
  const item = roundUpItem(order);
  const money = set(refund.roundUp, order.currency);
  return [
    ...lines,
    {
      id: item.id + 5,
      line_item: item,
      line_item_id: item.id,
      quantity: 1,
      restock_type: "no_restock",
      subtotal_set: money,
      total_tax_set: set(0, order.currency),
    },
  ];
}

function refundMessage(order: Order, refund: OrderRefund): Message {
  const id = Number(orderIdOf(order));
  if (refund.kind === "cancelled") {
    const at = withOffset(refund.at);
    const body = {
      ...orderBody(order),
      cancel_reason: "customer",
      cancelled_at: at,
      financial_status: "refunded",
      updated_at: at,
    };
    return {
      source: "shopify",
      id: `${id}-cancelled`,
      topic: "orders/cancelled",
      body: JSON.stringify(body),
    };
  }
  const refundId = id * 10 + refund.id;
  const body = {
    id: refundId,
    order_id: id,
    created_at: withOffset(refund.at),
    note: null,
    // Shopify books what went back beyond the lines with the opposite sign.
    order_adjustments: adjustments(order, refund, refundId),
    processed_at: withOffset(refund.at),
    refund_line_items: refundLines(order, refund),
    restock: true,
    transactions: [
      {
        id: refundId + 3,
        kind: "refund",
        status: isOnItsWay(order, refund) ? "pending" : "success",
        test: false,
        ...("amount" in refund && {
          amount: decimal(refund.amount, order.currency),
          currency: order.currency,
        }),
      },
    ],
  };
  return { source: "shopify", id: `${refundId}-refund`, topic: "refunds/create", body: JSON.stringify(body) };
}

/** A refund by its amount, of every other order, whose money is still on its way: no second webhook comes. */
function isOnItsWay({ number }: Order, { kind }: OrderRefund): boolean {
  return kind === "amount" && number % 2 === 0;
}

/** While the money is on its way, Shopify books the amount once more each way. */
function adjustments(order: Order, refund: OrderRefund, refundId: number) {
  if (refund.kind !== "amount") return [];
  const { amount } = refund;
  const row = (id: number, minor: string, money: object, reason: string) => ({
    id: refundId + id,
    amount: minor,
    amount_set: money,
    kind: "refund_discrepancy",
    reason,
  });
  const text = decimal(amount, order.currency);
  const back = row(7, `-${text}`, negative(amount, order.currency), "Refund discrepancy");
  if (!isOnItsWay(order, refund)) return [back];
  return [
    back,
    row(8, `-${text}`, negative(amount, order.currency), "Pending refund discrepancy"),
    row(9, text, set(amount, order.currency), "Refund discrepancy"),
  ];
}

function negative(minor: number, currency: SampleCurrency) {
  const money = { amount: `-${decimal(minor, currency)}`, currency_code: currency };
  return { shop_money: money, presentment_money: money };
}

function messages(order: Order): Messages {
  const body = orderBody(asPaidFirst(order));
  const purchase = {
    source: "shopify",
    id: `${body.id}-paid`,
    topic: "orders/paid",
    body: JSON.stringify(body),
  } as const;
  // Paid twice over (a second capture), told with another date of change.
  const again = {
    ...body,
    updated_at: withOffset(new Date(Date.parse(order.placedAt) + 90_000).toISOString()),
  };
  const refunds = order.refunds.map((refund) => refundMessage(order, refund));
  const updates = [{ ...purchase, id: `${body.id}-paid-again`, body: JSON.stringify(again) }];
  if (order.exchange === undefined) return { purchase, updates, refunds };
  const more = { ...orderBody(order), updated_at: withOffset(order.exchange.at) };
  const exchange = { ...purchase, id: `${body.id}-paid-more`, body: JSON.stringify(more) };
  return { purchase, updates, refunds: [], afterwards: [exchange, ...refunds] };
}

export const sampleShop: SampleShop = {
  weight: 34,
  currencies: [
    ["USD", 45],
    ["EUR", 40],
    ["JPY", 15],
  ],
  refunds: [
    ["lines", 4],
    ["amount", 2],
    ["twoAmounts", 1],
    ["full", 2],
    ["cancelled", 2],
  ],
  saysGross: true,
  orderId: orderIdOf,
  messages,
  headers: ({ id, topic = "", body }, { key }) => ({
    "x-shopify-topic": topic,
    "x-shopify-shop-domain": "tarnfell.example",
    "x-shopify-api-version": "2026-10",
    "x-shopify-webhook-id": id,
    "x-shopify-hmac-sha256": hmac(key, body).toString("base64"),
  }),
};
