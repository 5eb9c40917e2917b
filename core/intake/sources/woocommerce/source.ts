import type { ShopSystem, ShopSystemGuide } from "../../shop-system/shop-system.ts";
import { hmacInHeader } from "../../shop-system/signature.ts";

const SIGNATURE_HEADER = "x-wc-webhook-signature";

export const woocommerce = {
  signature: hmacInHeader(SIGNATURE_HEADER),
  topicHeader: "x-wc-webhook-topic",
  /** Sent when a webhook is saved; only 200 lets it be saved. */
  isPing: ({ headers, body }) =>
    headers[SIGNATURE_HEADER] === undefined &&
    body.byteLength <= 40 &&
    /^webhook_id=\d+$/.test(body.toString("latin1")),
  normaliser: async () => (await import("./normalise.ts")).normaliseWoocommerce,
  sendsOnce: true,
  orderList: async () => (await import("./order-list.ts")).woocommerceOrders,
  lookUp: async () => (await import("./look-up.ts")).woocommerceLookUp,
} satisfies ShopSystem;

export const woocommerceGuide: ShopSystemGuide = {
  name: "WooCommerce",
  connect:
    'Settings → Advanced → Webhooks; set a secret of your own, and the API version "WP REST API Integration v3"',
  topics: ["Order created", "Order updated"],
  reads: {
    base: "`line_items[].total` (after discounts, without tax); no fees, tips or gift cards; negative fees are taken off",
    cause: "`meta_data` key `wellspring_cause`",
    roundUp:
      "a product that the stage names (SKU, `product_id` or `variation_id`), or a fee by its name; never metadata",
    order:
      "`id`, at `date_created_gmt`; once there is a date of payment, in any state but pending, on hold, draft and trash",
    refund:
      "each of `refunds[]`, by its part of the goods with their tax; `cancelled`, `failed`: all. One that is missing later is given back",
  },
  orderListAccess: {
    token: "a REST API key that may read, as `<consumer key>:<consumer secret>`",
    origin: "https://<shop>",
  },
  limits: [
    "WooCommerce has no topic of refunds, so each change of an order carries the purchase and all its refunds again.",
    "Its orders leave out what a refund is for; with a token it is asked ([what is exact](../../guides/woocommerce.md#exact-with-a-token)).",
    "Webhooks of its Legacy API and of version v1 go to quarantine and say so.",
    "The unsigned ping with which it saves a webhook is answered 200 and does nothing.",
    "It sends nothing twice: what was answered 4xx or 5xx, also 429, comes by the comparison at night alone, which needs WooCommerce 5.8 or later.",
    "It disables a webhook after more than 5 failed deliveries in a row, and says so to nobody.",
    "It signs neither a time nor the topic.",
  ],
};
