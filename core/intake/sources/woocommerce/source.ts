import type { ShopSystem, ShopSystemGuide } from "../../shop-system/shop-system.ts";
import { hmacInHeader } from "../../shop-system/signature.ts";
import { normaliseWoocommerce } from "./normalise.ts";

const SIGNATURE_HEADER = "x-wc-webhook-signature";

export const woocommerce = {
  signature: hmacInHeader(SIGNATURE_HEADER),
  topicHeader: "x-wc-webhook-topic",
  /** Sent when a webhook is saved; only 200 lets it be saved. */
  isPing: ({ headers, body }) =>
    headers[SIGNATURE_HEADER] === undefined &&
    body.byteLength <= 40 &&
    /^webhook_id=\d+$/.test(body.toString("latin1")),
  normalise: normaliseWoocommerce,
} satisfies ShopSystem;

export const woocommerceGuide: ShopSystemGuide = {
  name: "WooCommerce",
  connect: "Settings → Advanced → Webhooks; set a secret of your own",
  topics: ["Order created", "Order updated"],
  reads: {
    base: "`line_items[].total` (after discounts, without tax); no fees",
    cause: "`meta_data` key `wellspring_cause`",
    roundUp: "a product (SKU or name) or a fee named `wellspring_round_up`",
    order:
      "`id`, at `date_created_gmt`; once `date_paid_gmt` is there and the state is processing, completed, refunded or cancelled",
    refund: "each of `refunds[]`, by its part of `total`; `cancelled`: all",
  },
  limits: [
    "WooCommerce has no topic of refunds and sends nothing twice, so each change of an order carries the purchase and all its refunds again.",
    "The unsigned ping with which it saves a webhook is answered 200 and does nothing.",
    "An order that is edited after it was paid has other facts and raises the alarm.",
    "It disables a webhook after 5 failed deliveries.",
    "It signs neither a time nor the topic.",
  ],
};
