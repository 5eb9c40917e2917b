import * as z from "zod";
import type { ShopSystem, ShopSystemGuide } from "../../shop-system/shop-system.ts";
import { hmacInHeader } from "../../shop-system/signature.ts";

/** An event of the partner bus wraps the webhook together with its headers. */
const PartnerDetail = z.object({
  metadata: z.object({ "X-Shopify-Topic": z.string() }),
  payload: z.unknown().optional(),
});

export const shopify = {
  signature: hmacInHeader("x-shopify-hmac-sha256"),
  topicHeader: "x-shopify-topic",
  normaliser: async () => (await import("./normalise.ts")).normaliseShopify,
  readPartnerEvent(detail) {
    const wrapped = PartnerDetail.safeParse(detail).data;
    return wrapped && { topic: wrapped.metadata["X-Shopify-Topic"], payload: wrapped.payload };
  },
  orderList: async () => (await import("./order-list.ts")).shopifyOrders,
  lookUp: async () => (await import("./look-up.ts")).shopifyLookUp,
} satisfies ShopSystem;

export const shopifyGuide: ShopSystemGuide = {
  name: "Shopify",
  connect: "Settings → Notifications → Webhooks, format JSON; the signing key is shown below the list",
  topics: [
    "orders/paid",
    "orders/updated",
    "orders/cancelled",
    "refunds/create",
    "disputes/create",
    "disputes/update",
  ],
  reads: {
    base: "lines: price × quantity − discounts − tax, if prices include it; in the shop's currency. No gift cards, no tips",
    cause: "order attribute (`note_attributes`) `wellspring_cause`",
    roundUp:
      "a line of a product that the stage names, by its SKU, `product_id` or `variant_id`; never a line's properties",
    order: "`id`, placed at `created_at`; every order body states the order as it is, whichever topic it has",
    refund:
      "`refunds/create`: goods of its lines, by the order's own `taxes_included`; the refund discrepancies are money for goods with their tax; money on its way counts as paid back. A cancelled order whose `financial_status` is `refunded`: all. A lost dispute: its amount",
  },
  orderListAccess: {
    token: "an Admin API access token with `read_orders`",
    origin: "https://<shop>.myshopify.com",
  },
  limits: [
    "Test orders and test notifications are ignored.",
    "An order counts once its body says `paid`, `partially_refunded` or `refunded`; a cancelled order whose money was kept stays a purchase.",
    "`orders/updated` is needed for exchanges and edits alone, and comes with each change of an order: a shop without them may leave it out, and one with a token may leave them to the nightly comparison.",
    "A refund does not say whether goods were exchanged; with a token the order is asked ([what is exact](../../guides/shopify.md#exact-with-a-token)).",
    "Shopify removes a subscription after 8 failed deliveries over 4 hours.",
    "It signs neither a time nor the topic.",
  ],
};
