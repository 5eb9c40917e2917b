import { baseOf, type Order, type OrderRefund, paidOf } from "../facts.ts";
import { hmac } from "../hmac.ts";
import type { Message, Messages } from "../message.ts";
import type { SampleShop } from "../sample-shop.ts";

function paymentIdOf({ number }: Pick<Order, "number">): string {
  return `pay${String(number).padStart(9, "0")}TARNFELLYZ`;
}

function orderIdOf(order: Pick<Order, "number">): string {
  return `ord${paymentIdOf(order)}`;
}

function event(type: string, id: string, at: string, of: "payment" | "refund", object: object): Message {
  const body = {
    merchant_id: "MLTARNFELL000",
    type,
    event_id: id,
    created_at: at.replace("Z", ".412Z"),
    data: { type: of, id: `${id}-data`, object: { [of]: object } },
  };
  return { source: "square", id, body: JSON.stringify(body) };
}

function payment(order: Order, status: string, version: number) {
  const { currency, shopper } = order;
  const id = paymentIdOf(order);
  return {
    id,
    created_at: order.placedAt.replace("Z", ".086Z"),
    updated_at: order.placedAt.replace("Z", `.${300 + version}Z`),
    amount_money: { amount: baseOf(order), currency },
    ...(order.tip > 0 && { tip_money: { amount: order.tip, currency } }),
    total_money: { amount: paidOf(order), currency },
    approved_money: { amount: paidOf(order), currency },
    status,
    source_type: "CARD",
    card_details: {
      status: status === "COMPLETED" ? "CAPTURED" : "AUTHORIZED",
      card: {
        card_brand: "VISA",
        last_4: "1111",
        exp_month: 4,
        exp_year: 2031,
        fingerprint: shopper?.card ?? `sq-1-passer-by-${order.number}`,
      },
      entry_method: "EMV",
    },
    location_id: order.store,
    order_id: orderIdOf(order),
    ...(order.cause !== undefined && { note: `Till 2 wellspring_cause=${order.cause}` }),
    ...(shopper !== undefined && order.number % 4 === 0 && { buyer_email_address: shopper.email }),
    version_token: `v${version}`,
  };
}

function refundEvent(order: Order, refund: OrderRefund): Message {
  const id = paymentIdOf(order);
  const amount = "amount" in refund ? refund.amount : paidOf(order);
  return event("refund.updated", `${id}-refund-${refund.id}`, refund.at, "refund", {
    id: `${id}_refund${refund.id}`,
    status: "COMPLETED",
    amount_money: { amount, currency: order.currency },
    payment_id: id,
    order_id: `ret${refund.id}${id}`,
    location_id: order.store,
    created_at: refund.at.replace("Z", ".900Z"),
    updated_at: refund.at.replace("Z", ".950Z"),
    reason: "Returned goods",
  });
}

function messages(order: Order): Messages {
  const id = paymentIdOf(order);
  const completed = (version: number) =>
    event(
      "payment.updated",
      `${id}-v${version}`,
      order.placedAt,
      "payment",
      payment(order, "COMPLETED", version),
    );
  return {
    purchase: completed(2),
    updates: [
      completed(3),
      event("payment.created", `${id}-v1`, order.placedAt, "payment", payment(order, "APPROVED", 1)),
    ],
    refunds: order.refunds.map((refund) => refundEvent(order, refund)),
  };
}

export const sampleShop: SampleShop = {
  weight: 14,
  currencies: [
    ["USD", 70],
    ["EUR", 15],
    ["JPY", 15],
  ],
  refunds: [
    ["amount", 3],
    ["twoAmounts", 2],
    ["full", 3],
  ],
  isTill: true,
  hasOneAmount: true,
  takesTips: true,
  store: () => "L7TARNFELLTILL",
  saysGross: true,
  orderId: orderIdOf,
  messages,
  headers: ({ body }, { key, url }) => ({
    "square-environment": "Production",
    "x-square-hmacsha256-signature": hmac(key, url + body).toString("base64"),
  }),
  signsAddress: true,
};
