import type { ShopSystem, ShopSystemGuide } from "../../shop-system/shop-system.ts";
import { standardSignature } from "./signature.ts";

/** Our own format, for every system that has no adapter. */
export const standard = {
  signature: standardSignature,
  normaliser: async () => (await import("./normalise.ts")).normaliseStandard,
} satisfies ShopSystem;

export const standardGuide: ShopSystemGuide = {
  name: "any other POS",
  connect:
    "sign by [Standard Webhooks](https://www.standardwebhooks.com) and send our JSON: [the format](../../guides/standard-webhook.md)",
  topics: ["purchase.completed", "purchase.refunded", "purchase.delayed", "item.unavailable"],
  reads: {
    base: "`goods` of lines, negative ones too, or `base`",
    cause: "`cause`",
    roundUp: "`roundUp`, up to what the stage allows",
    order: "`orderId`, at `placedAt`",
    refund: "`scope`; `voided` for what did not happen after all",
  },
  limits: [
    "What a customer ticks at the till (`customer.consented`) has [an address of its own](../../guides/standard-webhook.md).",
    "A refund repeats its purchase's `placedAt`, which must never change: it is part of where the order is kept.",
  ],
};
