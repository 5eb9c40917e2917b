import { createHash } from "node:crypto";
import { goodsOfUnits, type Order, type OrderLine, type OrderRefund, paidOf, taxOfUnits } from "../facts.ts";
import { hmac } from "../hmac.ts";
import type { Message, Messages } from "../message.ts";
import type { SampleShop } from "../sample-shop.ts";

/** An id of the form that Zettle's have, made of a name. */
function uuid(name: string): string {
  const hex = createHash("sha256").update(`zettle ${name}`).digest("hex");
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `1${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join("-");
}

function orderIdOf({ number }: Pick<Order, "number">): string {
  return uuid(`sale ${number}`);
}

interface Units {
  readonly line: OrderLine;
  readonly quantity: number;
}

interface Sale {
  readonly id: string;
  readonly at: string;
  readonly amount: number;
  readonly vat: number;
  readonly tip: number;
  readonly units: readonly Units[];
  readonly roundUp: number;
  readonly more: object;
}

/** Everything is negative in a refund but what one unit costs. */
function event(order: Order, sale: Sale, sign: 1 | -1, delivery: string): Message {
  const { currency, taxIncluded, cause, number } = order;
  const products = sale.units.map(({ line, quantity }, index) => ({
    id: String(index),
    type: "PRODUCT",
    productUuid: uuid(`product ${line.sku}`),
    variantUuid: uuid(`variant ${line.sku}`),
    name: line.title,
    sku: line.sku,
    unitPrice: line.unit,
    quantity: String(sign * quantity),
    vatPercentage: line.tax === 0 ? 0 : { EUR: 19, USD: 8.25, JPY: 10 }[currency],
    ...(line.discount > 0 && {
      discount: { amount: Math.floor((line.discount * quantity) / line.quantity), quantity: 1 },
    }),
    ...(index === 0 && cause !== undefined && { comment: `Stall 1, wellspring_cause=${cause}` }),
  }));
  const roundUp = {
    id: String(products.length),
    type: "PRODUCT",
    productUuid: uuid("round-up"),
    variantUuid: uuid("round-up"),
    name: "For your cause",
    sku: "wellspring_round_up",
    unitPrice: sale.roundUp,
    quantity: String(sign),
    vatPercentage: 0,
  };
  const payload = JSON.stringify({
    purchaseUuid: sale.id,
    source: "POS",
    userUuid: uuid("cashier"),
    userDisplayName: "Cashier",
    organizationUuid: uuid("organization"),
    currency,
    country: currency === "USD" ? "US" : "DE",
    amount: sign * sale.amount,
    vatAmount: sign * sale.vat,
    timestamp: Date.parse(sale.at) + 798,
    created: sale.at.replace("Z", ".798+0000"),
    purchaseNumber: number,
    products: sale.roundUp === 0 ? products : [...products, roundUp],
    discounts: [],
    payments: [
      {
        uuid: uuid(`payment ${sale.id}`),
        amount: sign * sale.amount,
        ...(sale.tip > 0 && { gratuityAmount: sign * sale.tip }),
        type: "IZETTLE_CARD",
      },
    ],
    taxationMode: taxIncluded ? "INCLUSIVE" : "EXCLUSIVE",
    taxationType: taxIncluded ? "VAT" : "SALES_TAX",
    ...sale.more,
  });
  const body = {
    organizationUuid: uuid("organization"),
    messageUuid: uuid(`message ${delivery}`),
    eventName: "PurchaseCreated",
    messageId: uuid(`id ${delivery}`),
    payload,
    timestamp: sale.at.replace("Z", ".812Z"),
  };
  return { source: "zettle", id: delivery, body: JSON.stringify(body) };
}

function allOf(order: Order): Omit<Sale, "id" | "at" | "more"> {
  return {
    amount: paidOf(order),
    vat: order.lines.reduce((sum, line) => sum + line.tax, 0),
    tip: order.tip,
    units: order.lines.map((line) => ({ line, quantity: line.quantity })),
    roundUp: order.roundUp,
  };
}

function partOf(order: Order, refund: OrderRefund): Omit<Sale, "id" | "at" | "more"> {
  if (refund.kind !== "lines") return allOf(order);
  const units = refund.lines.flatMap(({ id, quantity }) => {
    const line = order.lines.find((one) => one.id === id);
    return line === undefined ? [] : [{ line, quantity }];
  });
  const vat = units.reduce((sum, { line, quantity }) => sum + taxOfUnits(line, quantity), 0);
  const goods = units.reduce(
    (sum, { line, quantity }) => sum + goodsOfUnits(line, order.taxIncluded, quantity),
    0,
  );
  return { amount: goods + vat + refund.roundUp, vat, tip: 0, units, roundUp: refund.roundUp };
}

function refundEvent(order: Order, refund: OrderRefund): Message {
  const id = uuid(`refund ${order.number} ${refund.id}`);
  const more = { refund: true, refundsPurchaseUuid: orderIdOf(order) };
  return event(order, { id, at: refund.at, ...partOf(order, refund), more }, -1, `${id} refund`);
}

function messages(order: Order): Messages {
  const id = orderIdOf(order);
  const sale = (delivery: string) =>
    event(order, { id, at: order.placedAt, ...allOf(order), more: {} }, 1, delivery);
  return {
    purchase: sale(id),
    updates: [sale(`${id} again`)],
    refunds: order.refunds.map((refund) => refundEvent(order, refund)),
  };
}

export const sampleShop: SampleShop = {
  weight: 8,
  currencies: [
    ["EUR", 70],
    ["USD", 30],
  ],
  refunds: [
    ["lines", 3],
    ["full", 2],
  ],
  isTill: true,
  namesNobody: true,
  takesTips: true,
  orderId: orderIdOf,
  messages,
  /** The time and the text inside are signed, and not the envelope around them. */
  headers({ body }, { key }) {
    const { timestamp, payload } = JSON.parse(body);
    return { "x-izettle-signature": hmac(key, `${timestamp}.${payload}`).toString("hex") };
  },
};
