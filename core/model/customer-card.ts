import * as z from "zod";
import { base32Id, withoutPrefix } from "./prefixed-id.ts";

/**
 * What a customer's own card says at a till: chance alone, so it tells nothing of its customer, and another card has another.
 * Capitals, which a QR code holds in its densest mode; the first says what it is where several kinds of codes are scanned.
 */
export const CardToken = z
  .string()
  .regex(/^W[0-9A-HJKMNP-TV-Z]{26}$/)
  .brand("CardToken");
export type CardToken = z.infer<typeof CardToken>;

/** 26 characters of base 32 hold 130 bits. */
export const CARD_TOKEN_BYTES = 17;

export function cardTokenOf(bytes: Uint8Array): CardToken {
  if (bytes.length !== CARD_TOKEN_BYTES) throw new Error(`A card is made of ${CARD_TOKEN_BYTES} bytes`);
  return CardToken.parse(`W${withoutPrefix(base32Id("card", bytes)).toUpperCase()}`);
}

/** Before what it read, a scanner may say what kind of code that was in (ISO/IEC 15424): a QR code is `]Q0` to `]Q6`. */
const SCANNED_AS = /^\]Q[0-6]/;
/** A token in groups, with what a scanner adds, is shorter; longer texts are none. */
const TYPED_CHARS_MAX = 60;

/** A token as it was scanned or typed: case and groups do not matter, and o, i and l are the digits that they look like. */
export function readCardToken(typed: string): CardToken | undefined {
  if (typed.length > TYPED_CHARS_MAX) return undefined;
  const bare = typed.trim().replace(SCANNED_AS, "").replaceAll(/[\s-]/g, "").toUpperCase();
  return CardToken.safeParse(bare.replaceAll("O", "0").replaceAll(/[IL]/g, "1")).data;
}
