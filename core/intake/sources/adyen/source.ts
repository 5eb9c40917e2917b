import type { ShopSystem, ShopSystemGuide } from "../../shop-system/shop-system.ts";
import { hmac, refusedSignature } from "../../shop-system/signature.ts";
import { claimedItems } from "./item.ts";

/** Adyen makes keys of 32 bytes, in hexadecimal. */
const KEY = /^[0-9A-Fa-f]{64}$/;

export const adyen = {
  signature: {
    /**
     * In base64, in each item of the body, over some of its members. All of them verify with one key, or none counts: Adyen
     * signs what it sends together with the same one. It sends again for thirty days, and signs no time.
     */
    readHeader({ body }) {
      const items = claimedItems(body);
      if (items === undefined || items.some(({ signature }) => signature === "")) {
        return refusedSignature("noSignature");
      }
      return {
        kind: "claimed",
        signatures: [items.map(({ signature }) => signature).join("\n")],
        sign(key) {
          const bytes = Buffer.from(key, "hex");
          return items.map(({ text }) => hmac(bytes, text).digest("base64")).join("\n");
        },
      };
    },
    secretProblem: ({ secrets }) =>
      secrets.every((key) => KEY.test(key)) ? undefined : "Adyen's keys are 64 hexadecimal digits",
  },
  normaliser: async () => (await import("./normalise.ts")).normaliseAdyen,
} satisfies ShopSystem;

export const adyenGuide: ShopSystemGuide = {
  name: "Adyen",
  connect:
    "Customer Area → Developers → Webhooks → Standard webhook; generate an HMAC key, of 64 hexadecimal digits; under additional settings add the shopper's details and metadata, if customers are to be known and causes picked",
  topics: [
    "AUTHORISATION",
    "CANCELLATION",
    "CANCEL_OR_REFUND",
    "CAPTURE_FAILED",
    "EXPIRE",
    "REFUND",
    "REFUND_FAILED",
    "REFUNDED_REVERSED",
    "CHARGEBACK",
    "SECOND_CHARGEBACK",
    "CHARGEBACK_REVERSED",
    "PREARBITRATION_WON",
    "PREARBITRATION_LOST",
    "SCHEME_ARBITRATION_WON",
    "SCHEME_ARBITRATION_LOST",
  ],
  reads: {
    base: "`amount` of an `AUTHORISATION` with `success` — **with tax, shipping and tips**, which Adyen does not know; nothing of what a gift card pays",
    cause:
      "`additionalData` `metadata.wellspring_cause`; without it in the `merchantReference`: `1001 wellspring_cause=clean-rivers`",
    roundUp: "none: an amount names no part of itself",
    order: "the payment's `pspReference`, at its `eventDate`; its store is the `merchantAccountCode`",
    refund:
      "`REFUND` by its amount, as a part of the payment, given back by `REFUND_FAILED` and `REFUNDED_REVERSED`; `CHARGEBACK`, `SECOND_CHARGEBACK` and a lost arbitration likewise, given back by `CHARGEBACK_REVERSED` and a won one; `CANCELLATION` and `CANCEL_OR_REFUND`: all; `CAPTURE_FAILED` and `EXPIRE`: what was not captured",
  },
  limits: [
    "A payment counts when it is authorised. Where it is captured by hand, what is cancelled, expires or fails to be captured is taken back; a capture of less says so by `EXPIRE`, later.",
    "All disputes of a payment are one: what the first of them took is what comes back, and goes again by a second chargeback.",
    "Events of a test account (`live` is not `true`) are left aside.",
    "Several events of one request count together or not at all; each counts once.",
    "Its signature covers ids, amount, event and success of each event; the time, the shopper and metadata are beside it.",
    "Adyen's units are those of ISO 4217 but for CLP and ISK (two digits) and CVE and IDR (none).",
    "Any answer of 2xx is an acknowledgement to Adyen; it sends again for up to 30 days.",
    "It is not compared with the ledger at night: Adyen has no list of payments that a token could read, only reports.",
  ],
};
