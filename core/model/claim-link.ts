import { createHash } from "node:crypto";
import * as z from "zod";
import type { ClaimHash } from "./claim-hash.ts";
import { base32Id, withoutPrefix } from "./prefixed-id.ts";

/**
 * The link by which whoever holds a receipt picks the cause of its gift. Shop and brand make its token alike, from a fact of the
 * order that nobody else can guess, so no call is needed between the sale and the receipt. Only the token's hash is stored, and
 * in events: neither of them opens the link.
 */

/** 128 bits in hexadecimal have 32 characters, in base 64 have 22: shorter facts can be guessed. */
export const CLAIM_FACT_CHARS_MIN = 22;
export const CLAIM_FACT_CHARS_MAX = 255;

/** A fact as a shop may state it: printable characters of ASCII, so that both ends hash the same bytes. */
export const ClaimFact = z
  .string()
  .regex(/^[\x21-\x7e]+$/, "printable ASCII without spaces")
  .min(CLAIM_FACT_CHARS_MIN, `at least ${CLAIM_FACT_CHARS_MIN} characters, of random`)
  .max(CLAIM_FACT_CHARS_MAX);

/**
 * The token of an order's link: 130 bits as 26 characters of Crockford's base 32, in capitals, which a QR code holds in its
 * densest mode. `connection` is the last part of the address to which the shop posts its webhooks.
 */
export function claimToken(connection: string, fact: string): string {
  const digest = createHash("sha256").update(`wellspring/claim/v1\n${connection}\n${fact}`).digest();
  return withoutPrefix(base32Id("claim", digest)).toUpperCase();
}

/** A token as somebody typed it: case does not matter, and o, i and l are the digits that they look like. */
export function readClaimToken(typed: string): string | undefined {
  const token = typed.toUpperCase().replaceAll(/[\s-]/g, "").replaceAll("O", "0").replaceAll(/[IL]/g, "1");
  return /^[0-9A-HJKMNP-TV-Z]{26}$/.test(token) ? token : undefined;
}

export function claimHash(token: string): ClaimHash {
  return createHash("sha256").update(token).digest("base64url");
}
