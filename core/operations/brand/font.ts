import { createHash } from "node:crypto";

/** A visitor's first page waits for none of it, but pays for it: a face with the letters of Western Europe takes 15 to 60 KB. */
export const FONT_BYTES_MAX = 100_000;
/** https://www.w3.org/TR/WOFF2/#woff20Header: a signature, a flavour, and the length of the whole file. */
const SIGNATURE = "wOF2";
const LENGTH_AT = 8;
const HEADER_BYTES = 48;
const HASH_LETTERS = 32;

/** A font's file with the hash that its address and its row are named after. */
export interface BrandFont {
  readonly hash: string;
  readonly bytes: Uint8Array;
}

export type FontRead =
  | { readonly outcome: "read"; readonly font: BrandFont }
  | { readonly outcome: "refused"; readonly because: string };

/** A file of a font, if it is one that a page may load: WOFF2, whole, and not too large. */
export function readFont(bytes: Uint8Array): FontRead {
  const file = Buffer.from(bytes);
  const because = wrongIn(file);
  if (because !== undefined) return { outcome: "refused", because };
  const hash = createHash("sha256").update(file).digest("hex").slice(0, HASH_LETTERS);
  return { outcome: "read", font: { hash, bytes } };
}

function wrongIn(file: Buffer): string | undefined {
  if (file.length > FONT_BYTES_MAX)
    return `has ${file.length} bytes, more than ${FONT_BYTES_MAX}: take the letters that your languages need, as a subset of it`;
  if (file.length < HEADER_BYTES || file.toString("latin1", 0, SIGNATURE.length) !== SIGNATURE)
    return "is no WOFF2 font, whatever its name says: convert it to WOFF2";
  if (file.readUInt32BE(LENGTH_AT) !== file.length)
    return "is cut off or has more in it than a font: take the whole file";
  return undefined;
}
