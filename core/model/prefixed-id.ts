import { createHash } from "node:crypto";

/** Crockford's base 32 in lower case: without i, l, o and u. */
const BASE32 = "0123456789abcdefghjkmnpqrstvwxyz";
const BITS_OF_CHARACTER = 5;
const ID_CHARACTERS = 26;

/** `cus_…`, `gift_…`: a prefix and the first 130 bits of these bytes, five a character. 16 bytes or more fill it. */
export function base32Id(prefix: string, bytes: Uint8Array): string {
  return `${prefix}_${base32(bytes, ID_CHARACTERS)}`;
}

/** The first bits of these bytes, five a character, in letters that survive where capitals are lost, as in an address of mail. */
export function base32(bytes: Uint8Array, characters: number): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  return Array.from({ length: characters }, (_, index) =>
    BASE32.charAt(Number.parseInt(bits.slice(index * BITS_OF_CHARACTER, (index + 1) * BITS_OF_CHARACTER), 2)),
  ).join("");
}

/** `join_…`, `text_…`: a prefix and the first 26 hex digits (104 bits) of a text's SHA-256, the same for the same text. */
export function hashId(prefix: string, text: string): string {
  return `${prefix}_${createHash("sha256").update(text).digest("hex").slice(0, ID_CHARACTERS)}`;
}

/** What of an id is behind its prefix. */
export function withoutPrefix(id: string): string {
  return id.slice(id.indexOf("_") + 1);
}
