import type { ShopSystem, ShopSystemGuide } from "../../shop-system/shop-system.ts";
import { standardWebhooks } from "../../shop-system/standard-webhooks.ts";

export const bigcommerce = {
  /** By the client secret of the API account that made the webhook: its own letters are the key, and no base64. */
  signature: standardWebhooks((key) => Buffer.from(key, "utf8")),
  normaliser: async () => (await import("./normalise.ts")).normaliseBigcommerce,
  fetchOrder: async () => (await import("./fetch-order.ts")).fetchBigcommerceOrder,
  orderList: async () => (await import("./order-list.ts")).bigcommerceOrders,
} satisfies ShopSystem;

export const bigcommerceGuide: ShopSystemGuide = {
  name: "BigCommerce",
  connect:
    "Settings → API accounts: make one that may read orders; with its token make the webhooks (`POST /v3/hooks`); the key is its client secret ([step by step](../../guides/bigcommerce.md))",
  topics: ["store/order/created", "store/order/updated", "store/order/refund/created"],
  reads: {
    base: "asked of the shop: `discounted_total_inc_tax − total_tax` of each product; no shipping, handling, wrapping, fees, tips or gift certificates",
    cause: "in the order's comments or staff notes: `wellspring_cause=clean-rivers`",
    roundUp:
      "a product that the stage names (SKU, `product_id` or `variant_id`), or a fee by its name; never the buyer's words",
    order: "`id`, at `date_created`; once its payment is captured, or an offline payment's order is accepted",
    refund:
      "each refund of the order, by its products and amounts; `Cancelled`, `Declined`, `Refunded` without refunds that say so: all. One that is missing later is given back",
  },
  orderListAccess: {
    token: "`<store hash>:<access token>` of an API account that may read orders and transactions",
    origin: "https://api.bigcommerce.com",
  },
  limits: [
    "Its webhooks name an order and say nothing of it: they count in a connection with `lookUp: true` and a token alone ([ask a shop](../../operating/shops.md#ask-a-shop-for-what-its-webhooks-leave-out)).",
    "It sends a webhook again for 48 hours, then switches it off and writes to the owner of the API account.",
    "Orders through its test gateway (`Test Payment Gateway`) count for nothing.",
    "What it says of tax inside a shipping refund could not be confirmed: such a refund takes nothing of the goods.",
  ],
};
