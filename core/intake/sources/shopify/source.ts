import * as z from "zod";
import type { ShopSystem, ShopSystemGuide } from "../../shop-system/shop-system.ts";
import { hmacInHeader } from "../../shop-system/signature.ts";
import { normaliseShopify } from "./normalise.ts";

/** An event of the partner bus wraps the webhook together with its headers. */
const PartnerDetail = z.object({
  metadata: z.object({ "X-Shopify-Topic": z.string() }),
  payload: z.unknown(),
});

export const shopify = {
  signature: hmacInHeader("x-shopify-hmac-sha256"),
  topicHeader: "x-shopify-topic",
  normalise: normaliseShopify,
  readPartnerEvent(detail) {
    const wrapped = PartnerDetail.safeParse(detail).data;
    return wrapped && { topic: wrapped.metadata["X-Shopify-Topic"], payload: wrapped.payload };
  },
  orderList: async () => (await import("./order-list.ts")).shopifyOrders,
} satisfies ShopSystem;

export const shopifyGuide: ShopSystemGuide = {
  name: "Shopify",
  connect: "Settings → Notifications → Webhooks, format JSON; the signing key is shown below the list",
  topics: ["orders/paid", "orders/cancelled", "refunds/create"],
  reads: {
    base: "lines: price × quantity − discounts − tax, if prices include it; in the shop's currency. No gift cards, no tips",
    cause: "order attribute (`note_attributes`) `wellspring_cause`",
    roundUp: "a line with SKU or title `wellspring_round_up`, or with a property of that name",
    order: "`id`, placed at `created_at`",
    refund:
      "`refunds/create`: goods of its lines without tax, corrected by the refund discrepancies; money on its way counts as paid back. `orders/cancelled`: all, if it was ever paid",
  },
  orderListAccess: {
    token: "an Admin API access token with `read_orders`",
    origin: "https://<shop>.myshopify.com",
  },
  limits: [
    "Test orders and test notifications are ignored.",
    "Shopify removes a subscription after 8 failed deliveries over 4 hours.",
    "It signs neither a time nor the topic.",
  ],
};
