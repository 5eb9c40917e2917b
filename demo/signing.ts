import { createHmac } from "node:crypto";
import type { SampleSource } from "./facts.ts";
import type { Message } from "./message.ts";

/** With what a connection's shop system signs: its keys, and for Square the address as it was entered there. */
export interface SigningKeys {
  readonly secrets: readonly string[];
  readonly notificationUrl?: string | undefined;
}

/** The headers that a shop system sends with a webhook, signed by the key at `rank` of those that are valid. */
export function signedHeaders(
  message: Message,
  keys: SigningKeys,
  rank: number,
  nowMs: number,
): Record<string, string> {
  const key = keys.secrets[rank % keys.secrets.length];
  if (key === undefined) throw new Error(`There is no key for ${message.source}.`);
  return {
    "content-type": "application/json",
    ...headersOf[message.source](message, key, Math.floor(nowMs / 1000), keys.notificationUrl ?? ""),
  };
}

type Headers = (message: Message, key: string, atSeconds: number, url: string) => Record<string, string>;

const headersOf: Readonly<Record<SampleSource, Headers>> = {
  shopify: ({ id, topic = "", body }, key) => ({
    "x-shopify-topic": topic,
    "x-shopify-shop-domain": "tarnfell.example",
    "x-shopify-api-version": "2026-10",
    "x-shopify-webhook-id": id,
    "x-shopify-hmac-sha256": hmac(key, body).toString("base64"),
  }),
  square: ({ body }, key, _, url) => ({
    "square-environment": "Production",
    "x-square-hmacsha256-signature": hmac(key, url + body).toString("base64"),
  }),
  stripe: ({ body }, key, at) => ({
    "stripe-signature": `t=${at},v1=${hmac(key, `${at}.${body}`).toString("hex")}`,
  }),
  woocommerce: ({ id, topic = "", body }, key) => ({
    "x-wc-webhook-topic": topic,
    "x-wc-webhook-source": "https://blog.tarnfell.example/",
    "x-wc-webhook-delivery-id": id,
    "x-wc-webhook-signature": hmac(key, body).toString("base64"),
  }),
  // Standard Webhooks 1.0: the key is base64 behind its prefix.
  standard: ({ id, body }, key, at) => ({
    "webhook-id": id,
    "webhook-timestamp": String(at),
    "webhook-signature": `v1,${hmac(Buffer.from(key.replace(/^whsec_/, ""), "base64"), `${id}.${at}.${body}`).toString("base64")}`,
  }),
};

function hmac(key: string | Buffer, signed: string): Buffer {
  return createHmac("sha256", key).update(signed).digest();
}
