import type { ShopSystem, ShopSystemGuide } from "../../shop-system/shop-system.ts";
import { hmac, refusedSignature } from "../../shop-system/signature.ts";
import { payloadOf } from "./form.ts";

/** A proxy that repeats the header makes one of several of it: the same one is that one. */
const SIGNATURE =
  /^signature=([A-Za-z0-9+/=]{1,100}), ?algorithm=HMAC-SHA256(?:, ?signature=\1, ?algorithm=HMAC-SHA256)*$/;
const HEXADECIMAL = /^[0-9a-f]{64}$/;

export const lightspeed = {
  signature: {
    /**
     * Over the form as it was sent, with the app's client secret. The documents do not say how the signature is written, so both
     * spellings of the same bytes verify. https://x-series-api.lightspeedhq.com/docs/webhooks
     */
    readHeader({ headers, body }) {
      const header = headers["x-signature"]?.trim() ?? "";
      if (header === "") return refusedSignature("noSignature");
      const [, signature] = SIGNATURE.exec(header) ?? [];
      if (signature === undefined) return refusedSignature("badSignature");
      const spelling = HEXADECIMAL.test(signature) ? "hex" : "base64";
      return {
        kind: "claimed",
        signatures: [signature],
        sign: (key) => hmac(key, body).digest(spelling),
      };
    },
  },
  jsonOf: payloadOf,
  normaliser: async () => (await import("./normalise.ts")).normaliseLightspeed,
  fetchOrder: async () => (await import("./fetch-order.ts")).fetchLightspeedSale,
  orderList: async () => (await import("./order-list.ts")).lightspeedSales,
} satisfies ShopSystem;

export const lightspeedGuide: ShopSystemGuide = {
  name: "Lightspeed Retail (X-Series)",
  connect:
    "make an app in the developer portal, let the shop authorise it, and with its token make a webhook of `sale.update`; the key is the app's client secret ([step by step](../../guides/lightspeed.md))",
  topics: ["sale.update"],
  reads: {
    base: "asked of the shop: `total_price` of each line item, which is after discounts and without tax; no gift cards",
    cause: "in the note of the sale or of a line: `wellspring_cause=clean-rivers`",
    roundUp: "a line whose `product_id` the stage names",
    order: "`id`, at `sale_date`, in the currency of its outlet; once its status is `CLOSED` or ends so",
    refund:
      "the returned lines of a sale with `return_for`, from the sale that it names; `VOIDED`: all of a sale, or a return that did not happen",
  },
  orderListAccess: {
    token: "a token of the app, or a personal token, that may read sales, outlets and customers",
    origin: "https://<domain prefix>.retail.lightspeed.app",
  },
  limits: [
    "A webhook has no currency, and its form is not promised, so the sale is asked for: it counts in a connection with `lookUp: true` and a token alone ([ask a shop](../../operating/shops.md#ask-a-shop-for-what-its-webhooks-leave-out)).",
    "Lightspeed sends a webhook again up to 20 times in 48 hours, and does not promise to deliver it.",
    "The comparison at night lists sales by their date: a sale of before that is voided later is known by its webhook alone.",
    "A return that names no sale takes nothing of an earlier one; among the lines of a sale it takes off what was bought with it.",
    "It has no test mode: try it in a trial store, which is a connection of its own.",
  ],
};
