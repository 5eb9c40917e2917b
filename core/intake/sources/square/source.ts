import type { ShopSystem, ShopSystemGuide } from "../../shop-system/shop-system.ts";
import { hmacInHeader } from "../../shop-system/signature.ts";

export const square = {
  signature: {
    ...hmacInHeader("x-square-hmacsha256-signature", ({ notificationUrl }) => notificationUrl ?? ""),
    signsAddress: true,
    secretProblem: ({ notificationUrl }) =>
      notificationUrl === undefined ? "Square signs its notification URL, and none is stored" : undefined,
  },
  normaliser: async () => (await import("./normalise.ts")).normaliseSquare,
  lookUp: async () => (await import("./look-up.ts")).squareLookUp,
  orderList: async () => (await import("./order-list.ts")).squarePayments,
} satisfies ShopSystem;

export const squareGuide: ShopSystemGuide = {
  name: "Square",
  connect:
    "Developer Dashboard → Webhooks → Subscriptions; copy the signature key; its address is signed, too: give it the connection's own, or store another exactly as entered there (`--notification-url`)",
  topics: [
    "payment.created",
    "payment.updated",
    "refund.created",
    "refund.updated",
    "dispute.created",
    "dispute.state.updated",
  ],
  reads: {
    base: "`amount_money` − round-up: without the tip, **with tax, shipping and service charges**, which a payment does not name; nothing for a payment by `SQUARE_GIFT_CARD`. With a token the order's goods",
    cause:
      "in the payment's `note`: `wellspring_cause=clean-rivers`. With a token also the order's `metadata`",
    roundUp:
      "in the `note`, where the stage says so: `wellspring_round_up=50`, in the smallest unit, or `0.50`. With a token also a line or a service charge that the stage names by its `catalog_object_id`",
    order:
      "the `order_id`, of which each payment is a part; without one the *payment's* `id`; at its `created_at`",
    refund:
      "`COMPLETED` refunds, by their part of the goods; given back when one is `FAILED` or `REJECTED`. Disputes that are `LOST` or `ACCEPTED`; given back when one is `WON`",
  },
  orderListAccess: {
    token: "an access token with `PAYMENTS_READ` and `ORDERS_READ`",
    origin: "https://connect.squareup.com",
  },
  limits: [
    "A payment does not name its tax, its shipping, or that it bought a gift card; with a token its order is asked ([what is exact](../../guides/square.md#exact-with-a-token)).",
    "A refund names its payment, and an order of its own: its `order_id` is never that of the sale.",
    'Square\'s "send test event" is signed like a real one.',
    "It signs no time.",
  ],
};
