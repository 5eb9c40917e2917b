import type { ShopSystem, ShopSystemGuide } from "../../shop-system/shop-system.ts";
import { hmacInHeader } from "../../shop-system/signature.ts";
import { normaliseSquare } from "./normalise.ts";

export const square = {
  signature: {
    ...hmacInHeader("x-square-hmacsha256-signature", ({ notificationUrl }) => notificationUrl ?? ""),
    secretProblem: ({ notificationUrl }) =>
      notificationUrl === undefined ? "Square signs its notification URL, and none is stored" : undefined,
  },
  normalise: normaliseSquare,
  orderList: async () => (await import("./order-list.ts")).squarePayments,
} satisfies ShopSystem;

export const squareGuide: ShopSystemGuide = {
  name: "Square",
  connect:
    "Developer Dashboard → Webhooks → Subscriptions; copy the signature key; the address must be stored exactly as entered there (`--notification-url`)",
  topics: ["payment.created", "payment.updated", "refund.created", "refund.updated"],
  reads: {
    base: "`amount_money` − round-up: without the tip, **with the tax**, which a payment does not name",
    cause: "in the payment's `note`: `wellspring_cause=clean-rivers`",
    roundUp: "in the `note`: `wellspring_round_up=50`, in the smallest unit",
    order: "the *payment's* `id`, at its `created_at`",
    refund: "`COMPLETED` refunds, by their part of `total_money`",
  },
  orderListAccess: {
    token: "an access token with `PAYMENTS_READ`",
    origin: "https://connect.squareup.com",
  },
  limits: [
    "A payment does not name its tax: choose a share that is meant with tax, or send the sale in our own format, which names goods without it.",
    'Square\'s "send test event" is signed like a real one.',
    "It signs no time.",
  ],
};
