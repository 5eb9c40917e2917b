import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import { base32 } from "../../model/prefixed-id.ts";

const MAC_BYTES = 24;
const MAIL_MAC_CHARS = 20;

/**
 * Signs a text for one purpose, under a key of its own that is derived from the contact key: what is signed for one purpose
 * is worth nothing for another.
 */
export function signature(key: string, purpose: string, text: string): string {
  return mac(key, purpose, text).subarray(0, MAC_BYTES).toString("base64url");
}

/** The same for an address of mail, where capitals may be lost: 100 bits in 20 characters. */
export function mailSignature(key: string, purpose: string, text: string): string {
  return base32(mac(key, purpose, text), MAIL_MAC_CHARS);
}

function mac(key: string, purpose: string, text: string): Buffer {
  const own = new Uint8Array(hkdfSync("sha256", key, "", `wellspring ${purpose}`, 32));
  return createHmac("sha256", own).update(text).digest();
}

/** Compares texts: base64url has several spellings of the same bytes, and we write only one of them. */
export function isSame(given: string, right: string): boolean {
  const [one, other] = [Buffer.from(given, "utf8"), Buffer.from(right, "utf8")];
  return one.length === other.length && timingSafeEqual(one, other);
}
