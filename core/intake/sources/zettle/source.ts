import { withoutRepeats } from "../../shop-system/repeated-header.ts";
import type { ShopSystem, ShopSystemGuide } from "../../shop-system/shop-system.ts";
import { hmac, refusedSignature } from "../../shop-system/signature.ts";
import { isTestMessage, zettleEnvelope } from "./envelope.ts";

export const zettle = {
  signature: {
    /**
     * In hexadecimal over `<timestamp>.<payload>`, both as they are once the body is parsed. Zettle sends the same bytes again
     * for three days, so the time is no window. Nobody signs the event's name: it may make us leave a body aside, and never
     * makes one count.
     */
    readHeader({ headers, body }) {
      const signature = withoutRepeats(headers["x-izettle-signature"] ?? "");
      if (signature === "") return refusedSignature("noSignature");
      const envelope = zettleEnvelope(body);
      if (envelope === undefined) return refusedSignature("signatureDoesNotVerify");
      return {
        kind: "claimed",
        signatures: [signature],
        sign: (key) => hmac(key, `${envelope.timestamp}.${envelope.payload}`).digest("hex"),
      };
    },
  },
  isPing: ({ body }) => isTestMessage(body),
  normaliser: async () => (await import("./normalise.ts")).normaliseZettle,
} satisfies ShopSystem;

export const zettleGuide: ShopSystemGuide = {
  name: "Zettle",
  connect:
    "create a subscription of the Pusher API (`POST /organizations/self/subscriptions`, `transportName` `WEBHOOK`); its answer holds the `signingKey`",
  topics: ["PurchaseCreated"],
  reads: {
    base: "`amount` − `vatAmount` − `gratuityAmount` of its payments − gift cards sold − service charge − round-up; split over the products by their prices without VAT",
    cause: "a product's `comment`: `wellspring_cause=clean-rivers`",
    roundUp: "a product that the stage names, by its SKU, `productUuid` or `variantUuid`",
    order: "`purchaseUuid`, at its `timestamp`",
    refund:
      "a purchase of its own with `refund: true`, by what it says of itself; it names the sale in `refundsPurchaseUuid`",
  },
  limits: [
    "It is not compared with the ledger at night: its list of purchases takes a token that ends after two hours.",
    "The test message that it posts while an address is subscribed comes before there is a key; it is answered 200 and does nothing.",
    "Its signature covers the time and the purchase, not the event's name around them.",
    "Zettle sends an event again for about three days, then deletes the subscription: subscribe anew, and enter what is missing by [our own format](../../guides/standard-webhook.md).",
    "A refund that names no sale is [ignored](../../operating/shops.md#what-is-ignored).",
    "It says nothing of who bought: a customer's stored choice is known by their own card alone, in a product's comment; other gifts whose sale names no cause are unclaimed.",
  ],
};
