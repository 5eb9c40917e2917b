import { baseOf, type Order, type OrderRefund, paidOf } from "../facts.ts";
import { hmac } from "../hmac.ts";
import type { Message, Messages } from "../message.ts";
import type { SampleShop } from "../sample-shop.ts";

function orderIdOf({ number }: Pick<Order, "number">): string {
  return `TF${String(number).padStart(14, "0")}`;
}

const ACCOUNT = "TarnfellKiosk";

interface Item {
  readonly pspReference: string;
  readonly originalReference?: string;
  readonly merchantAccountCode: string;
  readonly merchantReference: string;
  readonly amount: { readonly value: number; readonly currency: string };
  readonly eventCode: string;
  readonly success: string;
}

function message(id: string, items: readonly object[]): Message {
  const notificationItems = items.map((item) => ({ NotificationRequestItem: item }));
  return { source: "adyen", id, body: JSON.stringify({ live: "true", notificationItems }) };
}

function authorisation(order: Order, more: object = {}): object {
  const { currency, shopper, cause, number } = order;
  return {
    additionalData: {
      ...(shopper !== undefined && { shopperEmail: shopper.email, shopperCountry: "US" }),
      ...(cause !== undefined && { "metadata.wellspring_cause": cause }),
      cardSummary: "1111",
    },
    amount: { currency, value: paidOf(order) },
    eventCode: "AUTHORISATION",
    eventDate: order.placedAt.replace("Z", "+00:00"),
    merchantAccountCode: ACCOUNT,
    merchantReference: `K-${number}`,
    operations: ["CANCEL", "CAPTURE", "REFUND"],
    paymentMethod: "visa",
    pspReference: orderIdOf(order),
    reason: "033899:1111:03/2031",
    success: "true",
    ...more,
  };
}

function refundItem(order: Order, refund: OrderRefund): object {
  const psp = `${orderIdOf(order)}R${refund.id}`;
  const value = "amount" in refund ? refund.amount : baseOf(order);
  return {
    amount: { currency: order.currency, value },
    eventCode: refund.kind === "full" ? "CANCEL_OR_REFUND" : "REFUND",
    eventDate: refund.at.replace("Z", "+00:00"),
    merchantAccountCode: ACCOUNT,
    merchantReference: `K-${order.number}`,
    originalReference: orderIdOf(order),
    paymentMethod: "visa",
    pspReference: psp,
    reason: "",
    success: "true",
  };
}

function messages(order: Order): Messages {
  const id = orderIdOf(order);
  const captured = authorisation(order, {
    eventCode: "CAPTURE",
    pspReference: `${id}C`,
    originalReference: id,
  });
  return {
    purchase: message(id, [authorisation(order)]),
    updates: [message(`${id}-again`, [authorisation(order), captured, authorisation(order)])],
    refunds: order.refunds.map((refund) => message(`${id}-${refund.id}`, [refundItem(order, refund)])),
  };
}

/** What Adyen signs of an item, and not what stands beside. */
function signatureOf(item: Item, key: string): string {
  const { pspReference, originalReference = "", merchantAccountCode, merchantReference } = item;
  const { amount, eventCode, success } = item;
  const ids = [pspReference, originalReference, merchantAccountCode, merchantReference];
  const text = [...ids, amount.value, amount.currency, eventCode, success].join(":");
  return hmac(Buffer.from(key, "hex"), text).toString("base64");
}

export const sampleShop: SampleShop = {
  weight: 7,
  currencies: [
    ["EUR", 60],
    ["USD", 30],
    ["JPY", 10],
  ],
  refunds: [
    ["amount", 3],
    ["twoAmounts", 2],
    ["full", 2],
  ],
  isTill: true,
  hasOneAmount: true,
  saysGross: true,
  store: () => ACCOUNT,
  orderId: orderIdOf,
  messages,
  headers: () => ({}),
  signedBody(body, { key }) {
    const { notificationItems, ...rest } = JSON.parse(body);
    const signed = notificationItems.map(
      ({
        NotificationRequestItem: item,
      }: {
        NotificationRequestItem: Item & { additionalData?: object };
      }) => ({
        NotificationRequestItem: {
          ...item,
          additionalData: { ...item.additionalData, hmacSignature: signatureOf(item, key) },
        },
      }),
    );
    return JSON.stringify({ ...rest, notificationItems: signed });
  },
};
