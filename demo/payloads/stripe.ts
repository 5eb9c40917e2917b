import { baseOf, type Order, type OrderLine, type OrderRefund, paidOf } from "../facts.ts";
import { hmac } from "../hmac.ts";
import { type Message, type Messages, moneyBack, seconds } from "../message.ts";
import type { SampleShop } from "../sample-shop.ts";

type DisputedRefund = Extract<OrderRefund, { kind: "dispute" }>;

function paymentOf({ number }: Pick<Order, "number">): string {
  return `pi_3Tarnfell${String(number).padStart(12, "0")}`;
}

/** Every fifth order is the renewal of a subscription, which an invoice bills. */
function isRenewal({ number }: Pick<Order, "number">): boolean {
  return number % 5 === 0;
}

function orderIdOf(order: Pick<Order, "number">): string {
  return isRenewal(order) ? `in_1${paymentOf(order).slice(4)}` : paymentOf(order);
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
  const paymentIntent = paymentOf(order);
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

/** An invoice of a subscription: its payment is named by an event of its own. */
function invoice(order: Order) {
  const { currency, shopper, taxIncluded } = order;
  const tax = order.lines.reduce((sum, line) => sum + line.tax, 0);
  const id = orderIdOf(order);
  const total = paidOf(order);
  const line = (one: OrderLine, index: number) => ({
    id: `il_1${id.slice(4)}${index}`,
    object: "line_item",
    amount: one.unit * one.quantity,
    currency: currency.toLowerCase(),
    description: `${one.quantity} × ${one.title} (at ${one.unit} / month)`,
    discount_amounts: one.discount === 0 ? [] : [{ amount: one.discount, discount: "di_1Tarnfell" }],
    quantity: one.quantity,
    pricing: { price_details: { price: one.sku, product: "prod_Tarnfell" }, type: "price_details" },
    taxes: [{ amount: one.tax, tax_behavior: taxIncluded ? "inclusive" : "exclusive" }],
    metadata: {},
  });
  return {
    id,
    object: "invoice",
    amount_paid: total,
    billing_reason: "subscription_cycle",
    created: seconds(order.placedAt),
    currency: currency.toLowerCase(),
    customer_email: shopper?.email ?? null,
    customer_address: { country: "DE" },
    livemode: true,
    lines: { object: "list", data: order.lines.map(line), has_more: false },
    metadata: {
      ...(order.cause !== undefined && { wellspring_cause: order.cause }),
      ...(order.roundUp > 0 && { wellspring_round_up: String(order.roundUp) }),
    },
    parent: { type: "subscription_details", subscription_details: { metadata: {} } },
    shipping_cost: { amount_subtotal: order.shipping, amount_tax: 0, amount_total: order.shipping },
    status: "paid",
    status_transitions: { paid_at: seconds(order.placedAt) },
    total,
    total_excluding_tax: total - tax,
  };
}

/** Which payment paid the invoice; it may come before the invoice's own event, or after its refunds. */
function invoicePayment(order: Order) {
  return {
    id: `inpay_1${orderIdOf(order).slice(4)}`,
    object: "invoice_payment",
    amount_paid: paidOf(order),
    currency: order.currency.toLowerCase(),
    invoice: orderIdOf(order),
    payment: { type: "payment_intent", payment_intent: paymentOf(order) },
    status: "paid",
  };
}

/** A bank takes the money back as the dispute begins; a won one gives it back. */
function dispute(order: Order, refund: DisputedRefund, type: string, status: string): Message {
  const id = paymentOf(order).slice(3);
  const at = seconds(refund.at) + (status === "won" ? 60 : 0);
  return event(`evt_${id}_d_${status}`, `charge.dispute.${type}`, at, {
    id: `du_1${id.slice(1)}`,
    object: "dispute",
    amount: refund.amount,
    charge: `ch_${id}`,
    created: seconds(refund.at),
    currency: order.currency.toLowerCase(),
    livemode: true,
    payment_intent: paymentOf(order),
    reason: "product_not_received",
    status,
  });
}

/** A charge tells the sum of all its refunds, not the single one. */
function refundEvent(order: Order, refund: OrderRefund): Message {
  const paymentIntent = paymentOf(order);
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
  const id = paymentOf(order).slice(3);
  const at = seconds(order.placedAt);
  const refunds = order.refunds.flatMap((refund) =>
    refund.kind === "dispute" ? [] : [refundEvent(order, refund)],
  );
  const disputed = order.refunds.find((refund) => refund.kind === "dispute");
  const lost = disputed?.isWon === false ? [dispute(order, disputed, "closed", "lost")] : [];
  const won =
    disputed?.isWon === true
      ? [
          dispute(order, disputed, "funds_withdrawn", "needs_response"),
          dispute(order, disputed, "funds_reinstated", "won"),
        ]
      : [];
  if (isRenewal(order)) {
    const link = event(`evt_${id}_l`, "invoice_payment.paid", at + 1, invoicePayment(order));
    return {
      purchase: event(`evt_${id}_i`, "invoice.paid", at, invoice(order)),
      updates: [link],
      refunds: [link, ...refunds, ...lost],
      afterwards: won,
    };
  }
  return {
    purchase: event(`evt_${id}_c`, "checkout.session.completed", at, session(order)),
    updates: [event(`evt_${id}_a`, "checkout.session.async_payment_succeeded", at + 60, session(order))],
    refunds: [...refunds, ...lost],
    afterwards: won,
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
