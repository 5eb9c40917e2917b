import { createHmac, timingSafeEqual } from "node:crypto";
import * as z from "zod";
import type { Instant } from "../../model/purchase.ts";
import { withoutRepeats } from "./repeated-header.ts";

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
export interface ClaimedSignatures {
  readonly kind: "claimed";
  readonly signatures: readonly string[];
  readonly sign: (key: string, secret: ConnectionSecret) => string;
}

export type SignatureHeader =
  | { readonly kind: "refused"; readonly why: SignatureRefusal }
  | ClaimedSignatures;

/** How a shop system signs its webhooks. */
export interface SignatureScheme {
  /** Reads what the headers claim, without any secret. */
  readonly readHeader: (signed: SignedRequest, now: Instant) => SignatureHeader;
  /** The address that the shop was given is part of what it signs. */
  readonly signsAddress?: true;
  /** What is wrong with a connection's secret, or nothing; absent where any key will do. */
  readonly secretProblem?: (secret: ConnectionSecret) => string | undefined;
}

export function refusedSignature(why: SignatureRefusal): SignatureHeader {
  return { kind: "refused", why };
}

/** HMAC-SHA256 over the parts, one after the other. */
export function hmac(key: string | Buffer, ...parts: readonly (string | Buffer)[]) {
  const keyed = createHmac("sha256", key);
  for (const part of parts) keyed.update(part);
  return keyed;
}

/** One HMAC over the body in one header, in base64; `before` is signed before the body. */
export function hmacInHeader(
  header: string,
  before: (secret: ConnectionSecret) => string = () => "",
): SignatureScheme {
  return {
    readHeader({ headers, body }) {
      const signature = withoutRepeats(headers[header] ?? "");
      if (signature === "") return refusedSignature("noSignature");
      return {
        kind: "claimed",
        signatures: [signature],
        sign: (key, secret) => hmac(key, before(secret), body).digest("base64"),
      };
    },
  };
}

/**
 * The signatures of a header that also signs its time, in epoch seconds: refused when either is not of that form, or the
 * time is more than {@link TOLERANCE_SECONDS} from ours. At most {@link SIGNATURES_MAX} are looked at.
 */
export function timedSignatures(
  { seconds, signatures }: { readonly seconds: string; readonly signatures: readonly string[] },
  now: Instant,
  sign: ClaimedSignatures["sign"],
): SignatureHeader {
  if (!/^\d{1,12}$/.test(seconds) || signatures.length === 0) return refusedSignature("badSignature");
  const isInWindow = Math.abs(Date.parse(now) / 1000 - Number(seconds)) <= TOLERANCE_SECONDS;
  if (!isInWindow) return refusedSignature("outsideTheWindow");
  return { kind: "claimed", signatures: signatures.slice(0, SIGNATURES_MAX), sign };
}

/** Compares texts and not the bytes they stand for: base64 has several spellings of the same bytes. */
function isSame(given: string, expected: string): boolean {
  const a = Buffer.from(given, "utf8");
  const b = Buffer.from(expected, "utf8");
  return a.byteLength === b.byteLength && timingSafeEqual(a, b);
}

/** Whether one of the claimed signatures is what one of the keys gives. Takes the same time wherever they differ. */
export function isSignedWith(claimed: ClaimedSignatures, secret: ConnectionSecret): boolean {
  return secret.secrets
    .map((key) => claimed.sign(key, secret))
    .map((expected) => claimed.signatures.map((given) => isSame(given, expected)).includes(true))
    .includes(true);
}
