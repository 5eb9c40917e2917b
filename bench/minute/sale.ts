import type { Order, Shopper } from "../../local/sample/facts.ts";
import { messagesOf } from "../../local/sample/messages.ts";
import { signedHeaders } from "../../local/sample/signing.ts";

export const ROUTE = "POST /webhooks/{source}/{connection}";

/** A sale at a till, one like the other: a line or two, no round-up, so that a purchase costs what a purchase costs. */
export function saleAt(number: number, placedAt: string, shopper?: Shopper): Order {
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
    ...(shopper && { shopper }),
    refunds: [],
  };
}

/** The call that the sale's webhook makes of the function behind the HTTP API. */
export function webhookCall(order: Order, key: string, nowMs: number): object {
  const { purchase } = messagesOf(order);
  return {
    version: "2.0",
    routeKey: ROUTE,
    rawPath: "/webhooks/standard/pos",
    rawQueryString: "",
    headers: signedHeaders(purchase, { secrets: [key] }, 0, nowMs),
    pathParameters: { source: "standard", connection: "pos" },
    requestContext: {
      accountId: "000000000000",
      apiId: "bench",
      http: { method: "POST", path: "/webhooks/standard/pos", protocol: "HTTP/1.1", sourceIp: "203.0.113.7" },
      requestId: "JKJaXmPLvHcESHA=",
      routeKey: ROUTE,
      stage: "$default",
    },
    body: purchase.body,
    isBase64Encoded: false,
  };
}
