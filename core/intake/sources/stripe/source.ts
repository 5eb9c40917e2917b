import type { ShopSystem, ShopSystemGuide } from "../../shop-system/shop-system.ts";
import { hmac, refusedSignature, timedSignatures } from "../../shop-system/signature.ts";
import { normaliseStripe } from "./normalise.ts";

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
  normalise: normaliseStripe,
  /** An event of the partner bus has the webhook's body as its detail. */
  readPartnerEvent: (detail) => ({ payload: detail }),
} satisfies ShopSystem;

export const stripeGuide: ShopSystemGuide = {
  name: "Stripe",
  connect: "Developers → Webhooks → Add endpoint; copy the signing secret (`whsec_…`)",
  topics: ["checkout.session.completed", "checkout.session.async_payment_succeeded", "charge.refunded"],
  reads: {
    base: "`amount_subtotal` − discount − tax inside prices − round-up",
    cause: "session `metadata.wellspring_cause`",
    roundUp:
      "session `metadata.wellspring_round_up`, in Stripe's smallest unit, as text; also sell it as a line",
    order: "`payment_intent`, else the session's `id`, at the session's `created`",
    refund: "`charge.refunded`: the sum so far; all, once `refunded` is true",
  },
  limits: [
    "Test mode is signed like live mode, with an endpoint and a key of its own: give it a connection of its own in a stage that is not production.",
    "Stripe's units are those of ISO 4217 but for ISK and UGX (two digits, always 00) and MGA (none).",
  ],
};
