import { createHmac } from "node:crypto";
import { Webhook } from "standardwebhooks";
import Stripe from "stripe";
import type { ConnectionSecret } from "../../core/intake/shop-system/signature.ts";
import type { Source } from "../../core/model/sources.ts";
import { adyenBody, adyenItem, adyenPart, adyenSigned } from "./adyen-events.ts";
import { bigcommerceNotice } from "./bigcommerce.ts";
import { cloverNotice } from "./clover.ts";
import { lightspeedForm, lightspeedNotice } from "./lightspeed.ts";
import {
  NOTIFICATION_URL,
  NOW_SECONDS,
  shopifyOrder,
  squarePayment,
  standardPurchase,
  stripeSession,
  wooOrder,
  zettleBody,
  zettleSale,
  zettleSigned,
} from "./webhooks.ts";

export interface SignedWebhook {
  readonly headers: Record<string, string>;
  readonly body: Buffer;
}

export interface Signing {
  readonly key?: string;
  /** Epoch seconds in the signature, where the source has them. */
  readonly seconds?: number;
  readonly topic?: string;
  readonly url?: string;
}

/** What a signature is made of. */
interface Signed {
  readonly text: string;
  readonly key: string;
  readonly seconds: number;
  readonly topic: string;
  readonly url: string;
}

/** What makes a purchase one that no other run has. `instant` is RFC 3339 in UTC. */
interface Fresh {
  readonly id: string;
  readonly instant: string;
}

/** A shop system of one kind: what it sends, and how it signs that. */
interface Sender {
  readonly key: string;
  /** As Secrets Manager holds it. */
  readonly secret: ConnectionSecret;
  /** Absent where it signs in its body. */
  readonly signatureHeader?: string;
  /** Of an ordinary purchase, where a header names it. */
  readonly topic?: string;
  /** An ordinary purchase; of another order and moment where they are given. */
  readonly purchase: (fresh?: Fresh) => unknown;
  readonly headers: (signed: Signed) => Record<string, string>;
  /** It says nothing of who bought. */
  readonly namesNobody?: true;
  /** The body around a payload's text; absent where the text is the body. */
  readonly wrap?: (text: string, key: string) => string;
  /** What of a body the signature is about; absent where it is about every byte. */
  readonly signedPart?: (body: string) => string;
}

const base64 = (key: string, ...parts: string[]) =>
  createHmac("sha256", key).update(parts.join("")).digest("base64");

function sender(
  key: string,
  sends: Omit<Sender, "key" | "secret"> & Partial<Pick<Sender, "secret">>,
): Sender {
  return { key, secret: { secrets: [key] }, ...sends };
}

/** As Standard Webhooks signs; its own library holds ours to it. */
function standardHeaders(key: string, seconds: number, text: string): Record<string, string> {
  const id = "msg_2KWPBgLlAfxdpx2AI54pPJ85f4W";
  return {
    "webhook-id": id,
    "webhook-timestamp": String(seconds),
    "webhook-signature": new Webhook(key).sign(id, new Date(seconds * 1000), text),
  };
}

const SQUARE_KEY = "sq0sig-AbCdEfGhIjKlMnOp";

export const SENDERS: Readonly<Record<Source, Sender>> = {
  shopify: sender("shpss_0123456789abcdef0123456789abcdef", {
    signatureHeader: "x-shopify-hmac-sha256",
    topic: "orders/paid",
    purchase: (fresh) => shopifyOrder(fresh && { id: fresh.id, created_at: fresh.instant }),
    headers: ({ text, key, topic }) => ({
      "x-shopify-topic": topic,
      "x-shopify-shop-domain": "trail.example.com",
      "x-shopify-webhook-id": "b54557e4-bdd9-4b37-8a5f-bf7d70bcd043",
      "x-shopify-hmac-sha256": base64(key, text),
    }),
  }),
  square: sender(SQUARE_KEY, {
    secret: { secrets: [SQUARE_KEY], notificationUrl: NOTIFICATION_URL },
    signatureHeader: "x-square-hmacsha256-signature",
    purchase: (fresh) => squarePayment(fresh && { id: fresh.id, created_at: fresh.instant }),
    headers: ({ text, key, url }) => ({ "x-square-hmacsha256-signature": base64(key, url, text) }),
  }),
  stripe: sender("whsec_stripe0123456789abcdefghijkl", {
    signatureHeader: "stripe-signature",
    purchase: (fresh) =>
      stripeSession(
        fresh && { payment_intent: fresh.id, created: Math.floor(Date.parse(fresh.instant) / 1000) },
      ),
    headers: ({ text, key, seconds }) => ({
      "stripe-signature": Stripe.webhooks.generateTestHeaderString({
        payload: text,
        secret: key,
        timestamp: seconds,
      }),
    }),
  }),
  woocommerce: sender("a woo secret with spaces & signs", {
    signatureHeader: "x-wc-webhook-signature",
    topic: "order.updated",
    purchase(fresh) {
      if (fresh === undefined) return wooOrder();
      const gmt = fresh.instant.slice(0, 19);
      return wooOrder({ id: fresh.id, date_created_gmt: gmt, date_modified_gmt: gmt });
    },
    headers: ({ text, key, topic }) => ({
      "x-wc-webhook-topic": topic,
      "x-wc-webhook-signature": base64(key, text),
    }),
  }),
  bigcommerce: sender("a bigcommerce client secret, 64 letters and digits in the real one", {
    signatureHeader: "webhook-signature",
    purchase: (fresh) => bigcommerceNotice(fresh && { data: { type: "order", id: Number(fresh.id) } }),
    headers: ({ text, key, seconds }) => standardHeaders(Buffer.from(key).toString("base64"), seconds, text),
  }),
  clover: sender("0307e264-1111-4222-8333-37b10014a0b8", {
    signatureHeader: "x-clover-auth",
    purchase: (fresh) => cloverNotice(fresh && [fresh.id]),
    headers: ({ key }) => ({ "x-clover-auth": key }),
    // Its code is about nothing of the body.
    signedPart: () => "",
  }),
  lightspeed: sender("a lightspeed client secret of an app", {
    signatureHeader: "x-signature",
    purchase: (fresh) => lightspeedNotice(fresh && { id: fresh.id }),
    headers: ({ text, key }) => {
      const signature = createHmac("sha256", key).update(text).digest("hex");
      return { "x-signature": `signature=${signature},algorithm=HMAC-SHA256` };
    },
    wrap: lightspeedForm,
  }),
  zettle: sender("zettle-signing-key-AbCdEfGhIjKlMnOpQrStUvWxYz", {
    signatureHeader: "x-izettle-signature",
    purchase: (fresh) =>
      zettleSale(fresh && { purchaseUuid: fresh.id, timestamp: Date.parse(fresh.instant) }),
    headers: ({ text, key }) => ({
      "x-izettle-signature": createHmac("sha256", key).update(zettleSigned(text)).digest("hex"),
    }),
    namesNobody: true,
    wrap: (text) => zettleBody(text),
    signedPart: zettleSigned,
  }),
  adyen: sender("44782DEF547AAA06C910C43932B1EB0C71FC68D9D0C057550C48EC2ACF6BA056", {
    purchase: (fresh) =>
      adyenBody([adyenItem(fresh && { pspReference: fresh.id, eventDate: fresh.instant })]),
    headers: () => ({}),
    wrap: adyenSigned,
    signedPart: adyenPart,
  }),
  standard: sender("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", {
    signatureHeader: "webhook-signature",
    purchase: (fresh) => standardPurchase(fresh && { orderId: fresh.id, placedAt: fresh.instant }),
    headers: ({ text, key, seconds }) => standardHeaders(key, seconds, text),
  }),
};

/** What of a body its source's signature is about: a change of anything else is none that a signature shows. */
export function signedPart(source: Source, body: string): string {
  return SENDERS[source].signedPart?.(body) ?? body;
}

/** A payload in the body in which its source sends it; where it signs in its body, by that key. */
export function bodyOf(source: Source, payload: unknown, key = SENDERS[source].key): string {
  const text = typeof payload === "string" ? payload : JSON.stringify(payload);
  return SENDERS[source].wrap?.(text, key) ?? text;
}

/** A webhook of `payload`, signed as its source signs it. */
export function signed(source: Source, payload: unknown, signing: Signing = {}): SignedWebhook {
  const text = bodyOf(source, payload, signing.key);
  const sending = SENDERS[source];
  const headers = sending.headers({
    text,
    key: signing.key ?? sending.key,
    seconds: signing.seconds ?? NOW_SECONDS,
    topic: signing.topic ?? sending.topic ?? "",
    url: signing.url ?? NOTIFICATION_URL,
  });
  return { headers: { "content-type": "application/json", ...headers }, body: Buffer.from(text) };
}
