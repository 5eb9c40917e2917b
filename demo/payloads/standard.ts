import { cardShownBy, scannedCardOf } from "../cards.ts";
import { decimal, goodsOf, goodsOfUnits, type Order, type OrderRefund, paidOf } from "../facts.ts";
import { hmac } from "../hmac.ts";
import { type Message, type Messages, withOffset } from "../message.ts";
import { claimSecretOf } from "../receipts.ts";
import type { SampleShop } from "../sample-shop.ts";

function orderIdOf({ number }: Pick<Order, "number">): string {
  return `POS/${number}`;
}

function scopeOf(order: Order, refund: OrderRefund): object {
  const money = (minor: number) => decimal(minor, order.currency);
  switch (refund.kind) {
    case "full":
    case "cancelled":
      return { of: "all" };
    case "amount":
    case "dispute":
      return { of: "paid", paid: money(refund.amount) };
    case "lines": {
      const lines = refund.lines.map(({ id, quantity }) => {
        const line = order.lines.find((one) => one.id === id);
        return {
          id,
          quantity,
          goods: line === undefined ? 0 : goodsOfUnits(line, order.taxIncluded, quantity),
        };
      });
      return {
        of: "goods",
        goods: money(lines.reduce((sum, line) => sum + line.goods, 0)),
        ...(refund.roundUp > 0 && { roundUp: money(refund.roundUp) }),
        lines: lines.map(({ id, quantity, goods }) => ({ lineId: `L${id}`, quantity, goods: money(goods) })),
      };
    }
  }
}

function refundMessage(order: Order, refund: OrderRefund): Message {
  const orderId = orderIdOf(order);
  const body = {
    type: "purchase.refunded",
    timestamp: refund.at,
    data: {
      orderId,
      refundId: `${orderId}/R${refund.id}`,
      placedAt: order.placedAt,
      refundedAt: withOffset(refund.at),
      currency: order.currency,
      scope: scopeOf(order, refund),
    },
  };
  return { source: "standard", id: `msg_${order.number}_r${refund.id}`, body: JSON.stringify(body) };
}

/** A card, or what is said at the till: by some the email, by some the phone number. */
function shownBy(order: Order): object {
  const { shopper, number } = order;
  if (shopper === undefined) return {};
  const shown = cardShownBy(order);
  if (shown !== undefined) return { card: scannedCardOf(shown) };
  return { customer: number % 2 === 0 ? { email: shopper.email } : { phone: shopper.phone } };
}

function messages(order: Order): Messages {
  const money = (minor: number) => decimal(minor, order.currency);
  const body = (timestamp: string) => ({
    type: "purchase.completed",
    timestamp,
    data: {
      orderId: orderIdOf(order),
      placedAt: order.placedAt,
      currency: order.currency,
      ...(order.store !== undefined && { store: order.store }),
      paid: money(paidOf(order)),
      ...(order.roundUp > 0 && { roundUp: money(order.roundUp) }),
      lines: order.lines.map((line) => ({
        lineId: `L${line.id}`,
        sku: line.sku,
        quantity: line.quantity,
        goods: money(goodsOf(line, order.taxIncluded)),
      })),
      ...(order.cause !== undefined && { cause: order.cause }),
      ...(order.claimed !== undefined && { claimSecret: claimSecretOf(order) }),
      ...shownBy(order),
    },
  });
  const message = (id: string, at: string): Message => ({
    source: "standard",
    id,
    body: JSON.stringify(body(at)),
  });
  return {
    purchase: message(`msg_${order.number}`, order.placedAt),
    updates: [message(`msg_${order.number}_again`, withOffset(order.placedAt))],
    refunds: order.refunds.map((refund) => refundMessage(order, refund)),
  };
}

export const sampleShop: SampleShop = {
  weight: 20,
  currencies: [
    ["EUR", 40],
    ["USD", 30],
    ["JPY", 30],
  ],
  refunds: [
    ["lines", 4],
    ["amount", 2],
    ["twoAmounts", 1],
    ["full", 2],
  ],
  isTill: true,
  store: (chance) => (chance.percent(45) ? "harbour-street" : "mill-lane"),
  orderId: orderIdOf,
  messages,
  /** Standard Webhooks 1.0: the key is base64 behind its prefix. */
  headers({ id, body }, { key, at }) {
    const bytes = Buffer.from(key.replace(/^whsec_/, ""), "base64");
    const signature = hmac(bytes, `${id}.${at}.${body}`).toString("base64");
    return { "webhook-id": id, "webhook-timestamp": String(at), "webhook-signature": `v1,${signature}` };
  },
  newKey: (random) => `whsec_${random.toString("base64")}`,
};
