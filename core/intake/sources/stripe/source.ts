import type { ShopSystem, ShopSystemGuide } from "../../shop-system/shop-system.ts";
import { hmac, refusedSignature, timedSignatures } from "../../shop-system/signature.ts";

export const stripe = {
  signature: {
    /** `t=1690000000,v1=5257a8…,v1=…`; v0 is for Stripe's own tests. */
    readHeader({ headers, body }, now) {
      const header = headers["stripe-signature"];
      if (!header) return refusedSignature("noSignature");
      const items = header.split(",").map((item) => item.trim());
      const valuesOf = (name: string) =>
        items.flatMap((item) => (item.startsWith(`${name}=`) ? [item.slice(name.length + 1)] : []));
      const [seconds = ""] = valuesOf("t");
      const signatures = valuesOf("v1").filter((value) => value !== "");
      return timedSignatures({ seconds, signatures }, now, (key) =>
        hmac(key, `${seconds}.`, body).digest("hex"),
      );
    },
  },
  normaliser: async () => (await import("./normalise.ts")).normaliseStripe,
  lookUp: async () => (await import("./look-up.ts")).stripeLookUp,
  /** An event of the partner bus has the webhook's body as its detail. */
  readPartnerEvent: (detail) => ({ payload: detail }),
} satisfies ShopSystem;

export const stripeGuide: ShopSystemGuide = {
  name: "Stripe",
  connect: "Developers → Webhooks → Add endpoint; copy the signing secret (`whsec_…`)",
  topics: [
    "checkout.session.completed",
    "checkout.session.async_payment_succeeded",
    "invoice.paid",
    "invoice_payment.paid",
    "payment_intent.succeeded",
    "charge.refunded",
    "refund.created",
    "refund.updated",
    "refund.failed",
    "charge.dispute.created",
    "charge.dispute.funds_withdrawn",
    "charge.dispute.funds_reinstated",
    "charge.dispute.closed",
    "credit_note.created",
    "credit_note.voided",
  ],
  reads: {
    base: "session: `amount_subtotal` − discount − tax inside prices − round-up; invoice: `total_excluding_tax` − shipping − round-up; payment: `amount_received` − tip, shipping and tax in `amount_details` − round-up",
    cause:
      "`metadata.wellspring_cause` of the session, the payment or the invoice; for renewals, of the subscription. Without it, of a session, the `dropdown` of the custom field `wellspringcause`, each hyphen written `X`",
    roundUp:
      "where the stage says so, `metadata.wellspring_round_up` of the same, in Stripe's smallest unit, as text; also sell it as a line. A line is one whose price, product or lookup key the stage names, or by its description, where the stage says so",
    order:
      "the invoice's `id` where there is one (subscriptions), else the `payment_intent`; at the session's `created`, the invoice's `paid_at`, the payment's `created`",
    refund:
      "`charge.refunded`: the sum so far; nothing is left once `refunded` is true. `refund.…`: each refund by its `amount`; of both the larger counts. One that failed or was cancelled counts no more. A dispute: its `amount`, given back when it is won. A credit note: what it credits other than by a refund",
  },
  limits: [
    "Test mode is signed like live mode, with an endpoint and a key of its own: give it a connection of its own in a stage that is not production.",
    "Stripe's units are those of ISO 4217 but for ISK and UGX (two digits, always 00) and MGA (none).",
    "A payment counts by itself only when it is certainly no session's and no invoice's: by a Terminal, by automatic payment methods, or with metadata under a name that begins with `wellspring_`. Of others Stripe is asked, with a token; without one they are [ignored](../../operating/shops.md#what-is-ignored).",
    "Its events leave out a session's lines and whose a payment is; with a token it is asked ([what is exact](../../guides/stripe.md#exact-with-a-token)).",
    "A session that gets its invoice only after it (`invoice_creation`) leaves its purchase to `invoice.paid`.",
  ],
};
