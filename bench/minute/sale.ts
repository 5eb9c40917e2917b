import { connectionOf, type Order } from "../../demo/facts.ts";
import { messagesOf } from "../../demo/sample-shops.ts";
import { sampleShoppers } from "../../demo/shoppers.ts";
import { signedHeaders } from "../../demo/signing.ts";

/** The buyer at the till: unknown to the brand, or a customer who gave before. */
export type Buyer = "anonymous" | "known";

/** A sale at a till, one like the other: a line or two, no round-up, so that a purchase costs what a purchase costs. */
export function saleAt(number: number, placedAt: string, buyer: Buyer): Order {
  const [shopper] = sampleShoppers().filter((one) => one.known && one.choice.length > 0);
  return {
    number,
    source: "standard",
    store: "mill-lane",
    placedAt,
    currency: "EUR",
    taxIncluded: false,
    lines: [
      { id: 1, sku: "TF-SOCKS", title: "Wool socks", quantity: 2, unit: 1_995, discount: 0, tax: 0 },
      { id: 2, sku: "TF-MUG", title: "Enamel mug", quantity: 1, unit: 890, discount: 0, tax: 0 },
    ],
    shipping: 0,
    tip: 0,
    roundUp: 0,
    ...(buyer === "known" && shopper && { shopper }),
    refunds: [],
  };
}

/** The call that the sale's webhook makes of its function. */
export function webhookCall(order: Order, key: string, nowMs: number): object {
  const { purchase } = messagesOf(order);
  const connection = connectionOf(order.source);
  const path = `/webhooks/${order.source}/${connection}`;
  return {
    version: "2.0",
    routeKey: "$default",
    rawPath: path,
    rawQueryString: "",
    headers: signedHeaders(purchase, { secrets: [key] }, 0, nowMs),
    requestContext: {
      accountId: "000000000000",
      apiId: "bench",
      http: { method: "POST", path, protocol: "HTTP/1.1", sourceIp: "203.0.113.7" },
      requestId: "JKJaXmPLvHcESHA=",
      routeKey: "$default",
      stage: "$default",
    },
    body: purchase.body,
    isBase64Encoded: false,
  };
}
