import { baseOf, type Order, type OrderRefund, paidOf } from "../facts.ts";
import { hmac } from "../hmac.ts";
import { type Message, type Messages, moneyBack, seconds } from "../message.ts";
import type { SampleShop } from "../sample-shop.ts";

function orderIdOf({ number }: Pick<Order, "number">): string {
  return `pi_3Tarnfell${String(number).padStart(12, "0")}`;
}

function event(id: string, type: string, created: number, object: object): Message {
  const body = {
    id,
    object: "event",
    api_version: "2026-08-27.basil",
    created,
    data: { object },
    livemode: true,
    pending_webhooks: 1,
    request: { id: null, idempotency_key: null },
    type,
  };
  return { source: "stripe", id, body: JSON.stringify(body, null, 2) };
}

/** Checkout's amounts are whole numbers of the currency's smallest unit; the round-up is one of the prices sold. */
function session(order: Order) {
  const { currency, shopper } = order;
  const discount = order.lines.reduce((sum, line) => sum + line.discount, 0);
  const tax = order.lines.reduce((sum, line) => sum + line.tax, 0);
  const within = order.taxIncluded ? tax : 0;
  const paymentIntent = orderIdOf(order);
  return {
    id: `cs_live_${paymentIntent.slice(3)}`,
    object: "checkout.session",
    amount_subtotal: baseOf(order) + discount + within + order.roundUp,
    amount_total: paidOf(order),
    created: seconds(order.placedAt),
    currency: currency.toLowerCase(),
    customer_details:
      shopper === undefined
        ? null
        : {
            address: { country: "DE" },
            email: shopper.email,
            name: shopper.name,
            phone: null,
            tax_exempt: "none",
          },
    livemode: true,
    metadata: {
      ...(order.cause !== undefined && { wellspring_cause: order.cause }),
      ...(order.roundUp > 0 && { wellspring_round_up: String(order.roundUp) }),
    },
    mode: "payment",
    payment_intent: paymentIntent,
    payment_status: "paid",
    status: "complete",
    total_details: { amount_discount: discount, amount_shipping: order.shipping, amount_tax: tax },
  };
}

/** A charge tells the sum of all its refunds, not the single one. */
function refundEvent(order: Order, refund: OrderRefund): Message {
  const paymentIntent = orderIdOf(order);
  const amount = paidOf(order);
  const amountRefunded = moneyBack(order, refund, amount);
  return event(`evt_${paymentIntent.slice(3)}_r${refund.id}`, "charge.refunded", seconds(refund.at), {
    id: `ch_${paymentIntent.slice(3)}`,
    object: "charge",
    amount,
    amount_captured: amount,
    amount_refunded: amountRefunded,
    captured: true,
    created: seconds(order.placedAt),
    currency: order.currency.toLowerCase(),
    livemode: true,
    paid: true,
    payment_intent: paymentIntent,
    refunded: amountRefunded === amount,
    status: "succeeded",
  });
}

function messages(order: Order): Messages {
  const id = orderIdOf(order).slice(3);
  const at = seconds(order.placedAt);
  return {
    purchase: event(`evt_${id}_c`, "checkout.session.completed", at, session(order)),
    updates: [event(`evt_${id}_a`, "checkout.session.async_payment_succeeded", at + 60, session(order))],
    refunds: order.refunds.map((refund) => refundEvent(order, refund)),
  };
}

export const sampleShop: SampleShop = {
  weight: 17,
  currencies: [
    ["USD", 40],
    ["EUR", 35],
    ["JPY", 25],
  ],
  refunds: [
    ["amount", 2],
    ["twoAmounts", 3],
    ["full", 3],
  ],
  saysGross: true,
  orderId: orderIdOf,
  messages,
  headers: ({ body }, { key, at }) => ({
    "stripe-signature": `t=${at},v1=${hmac(key, `${at}.${body}`).toString("hex")}`,
  }),
};
