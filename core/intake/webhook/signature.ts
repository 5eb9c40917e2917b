import { isUtf8 } from "node:buffer";
import { createHmac, timingSafeEqual } from "node:crypto";
import { Webhook } from "standardwebhooks";
import * as z from "zod";
import type { Instant, Source } from "../../model/purchase.ts";

/** How far the time in a signature may be from ours, both ways. Stripe and Standard Webhooks advise five minutes. */
export const TOLERANCE_SECONDS = 300;
/** Both of a rotation, and some room for one that was never finished. */
export const SECRETS_MAX = 5;
/** Signatures in one header that are looked at: senders sign with each of their valid secrets. */
const SIGNATURES_MAX = 10;

/**
 * A connection's secret as Secrets Manager holds it: the keys that verify, newest first. Square signs its
 * notification URL too, byte for byte as it was entered there, so it is kept with the key.
 */
export const ConnectionSecret = z.object({
  secrets: z.array(z.string().min(8)).min(1).max(SECRETS_MAX),
  notificationUrl: z.url().optional(),
});
export type ConnectionSecret = z.infer<typeof ConnectionSecret>;

export interface SignedRequest {
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  /** The bytes as they came. */
  readonly body: Buffer;
}

/** Why a webhook is not taken as genuine. The first three need no secret to see. */
export type SignatureRefusal = "noSignature" | "badSignature" | "outsideTheWindow" | "signatureDoesNotVerify";

/** What a webhook's headers claim: the signatures, and how each key would sign this body. */
export type SignatureHeader =
  | { readonly kind: "refused"; readonly why: SignatureRefusal }
  | {
      readonly kind: "claimed";
      readonly signatures: readonly string[];
      readonly sign: (key: string, secret: ConnectionSecret) => string;
    };

function hmac(key: string, ...parts: readonly (string | Buffer)[]) {
  const keyed = createHmac("sha256", key);
  for (const part of parts) keyed.update(part);
  return keyed;
}

function refused(why: SignatureRefusal): SignatureHeader {
  return { kind: "refused", why };
}

/** One HMAC over the body in one header, in base64. */
function plain(header: string, sign: (key: string, body: Buffer, secret: ConnectionSecret) => string) {
  return ({ headers, body }: SignedRequest): SignatureHeader => {
    const signature = headers[header];
    if (!signature) return refused("noSignature");
    return {
      kind: "claimed",
      signatures: [signature],
      sign: (key, secret) => sign(key, body, secret),
    };
  };
}

function isInWindow(seconds: string, now: Instant): boolean {
  return Math.abs(Date.parse(now) / 1000 - Number(seconds)) <= TOLERANCE_SECONDS;
}

/** `t=1690000000,v1=5257a8…,v1=…`; v0 is for Stripe's own tests. */
function stripe({ headers, body }: SignedRequest, now: Instant): SignatureHeader {
  const header = headers["stripe-signature"];
  if (!header) return refused("noSignature");
  const items = header.split(",").map((item) => item.trim());
  const valuesOf = (name: string) =>
    items.flatMap((item) => (item.startsWith(`${name}=`) ? [item.slice(name.length + 1)] : []));
  const [seconds = ""] = valuesOf("t");
  const signatures = valuesOf("v1").filter((value) => value !== "");
  if (!/^\d{1,12}$/.test(seconds) || signatures.length === 0) return refused("badSignature");
  if (!isInWindow(seconds, now)) return refused("outsideTheWindow");
  return {
    kind: "claimed",
    signatures: signatures.slice(0, SIGNATURES_MAX),
    sign: (key) => hmac(key, `${seconds}.`, body).digest("hex"),
  };
}

/**
 * https://www.standardwebhooks.com: `v1,<base64>`, several separated by spaces. The library signs text; a body that is
 * not UTF-8 would be signed as something else than its bytes, so it is refused. The library's own check
 * of the window reads the machine's clock and is not used.
 */
function standard({ headers, body }: SignedRequest, now: Instant): SignatureHeader {
  const { "webhook-id": id, "webhook-timestamp": seconds, "webhook-signature": header } = headers;
  if (!id || !seconds || !header) return refused("noSignature");
  const signatures = header.split(" ").filter((signature) => signature.startsWith("v1,"));
  if (!/^\d{1,12}$/.test(seconds) || signatures.length === 0 || !isUtf8(body)) return refused("badSignature");
  if (!isInWindow(seconds, now)) return refused("outsideTheWindow");
  return {
    kind: "claimed",
    signatures: signatures.slice(0, SIGNATURES_MAX),
    sign: (key) => new Webhook(key).sign(id, new Date(Number(seconds) * 1000), body.toString("utf8")),
  };
}

const claims: Readonly<Record<Source, (signed: SignedRequest, now: Instant) => SignatureHeader>> = {
  shopify: plain("x-shopify-hmac-sha256", (key, body) => hmac(key, body).digest("base64")),
  square: plain("x-square-hmacsha256-signature", (key, body, secret) =>
    hmac(key, secret.notificationUrl ?? "", body).digest("base64"),
  ),
  woocommerce: plain("x-wc-webhook-signature", (key, body) => hmac(key, body).digest("base64")),
  stripe,
  standard,
};

/** Reads what a webhook claims of itself, without any secret. */
export function readSignatureHeader(source: Source, signed: SignedRequest, now: Instant): SignatureHeader {
  return claims[source](signed, now);
}

/** Compares texts and not the bytes they stand for: base64 has several spellings of the same bytes. */
function isSame(given: string, expected: string): boolean {
  const a = Buffer.from(given, "utf8");
  const b = Buffer.from(expected, "utf8");
  return a.byteLength === b.byteLength && timingSafeEqual(a, b);
}

/** Whether one of the claimed signatures is what one of the keys gives. Takes the same time wherever they differ. */
export function verifySignature(
  claim: Extract<SignatureHeader, { kind: "claimed" }>,
  secret: ConnectionSecret,
): boolean {
  return secret.secrets
    .map((key) => claim.sign(key, secret))
    .map((expected) => claim.signatures.map((given) => isSame(given, expected)).includes(true))
    .includes(true);
}

const STANDARD_KEY = /^(whsec_)?(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** What is wrong with a connection's secret, or nothing. */
export function secretProblem(source: Source, secret: ConnectionSecret): string | undefined {
  if (source === "square" && secret.notificationUrl === undefined)
    return "Square signs its notification URL, and none is stored";
  if (source === "standard" && !secret.secrets.every((key) => STANDARD_KEY.test(key)))
    return "a Standard Webhooks secret is whsec_ followed by base64";
  return undefined;
}
