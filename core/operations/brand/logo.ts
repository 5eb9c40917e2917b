import { createHash } from "node:crypto";
import type { PictureHash } from "../../model/picture.ts";
import { HASH_LETTERS } from "./picture.ts";

/** A logo stands in each page, so it weighs in each: a drawing of a few paths takes 1 to 4 KB. */
export const LOGO_BYTES_MAX = 6_000;
const PNG_PIXELS_MAX = 2_000;
const PNG_SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** After the signature: the length of the first chunk, its name, then width and height. */
const PNG_SIZE_AT = 16;

export type LogoRead =
  | { readonly outcome: "read"; readonly src: string; readonly file: Uint8Array }
  | { readonly outcome: "refused"; readonly because: string };

/** Rises with each change of how a logo is drawn for letters, so that no address ever has other bytes. */
const RECIPE = "1";

/**
 * A logo as letters show it: drawn on its ground, the colour of the band that it stands on. So it can be read also where a mail
 * program turns the band dark by itself.
 */
export interface LetterLogo {
  readonly hash: PictureHash;
  readonly file: Uint8Array;
  readonly ground: string;
}

export function letterLogo(file: Uint8Array, ground: string): LetterLogo {
  const hash = createHash("sha256").update(`logo ${RECIPE} ${ground}\n`).update(file).digest("hex");
  return { hash: hash.slice(0, HASH_LETTERS), file, ground };
}

/** Draws a logo on its ground: the bytes of `logo.png`. */
export type DrawLogo = (logo: LetterLogo) => Promise<Uint8Array>;

/**
 * A logo's file as a page holds it, a `data:` address. Refuses what is no SVG or PNG, what is too large, and an SVG that runs or
 * loads anything: browsers do neither for a picture, and whoever opens the file by itself is safe, too.
 */
export function readLogo(name: string, bytes: Uint8Array): LogoRead {
  const file = Buffer.from(bytes);
  if (file.length > LOGO_BYTES_MAX)
    return refused(
      `has ${file.length} bytes, more than ${LOGO_BYTES_MAX}: it is in each page, so simplify its paths or take a smaller picture`,
    );
  if (name.endsWith(".png")) {
    const because = wrongInPng(file);
    return because === undefined ? read("image/png", file) : refused(because);
  }
  if (!name.endsWith(".svg")) return refused("is no .svg or .png file: save the logo as one of them");
  const because = wrongInSvg(file.toString("utf8"));
  return because === undefined ? read("image/svg+xml", file) : refused(because);
}

function refused(because: string): LogoRead {
  return { outcome: "refused", because };
}

function read(type: string, file: Buffer): LogoRead {
  return { outcome: "read", src: `data:${type};base64,${file.toString("base64")}`, file };
}

function wrongInPng(file: Buffer): string | undefined {
  if (!file.subarray(0, PNG_SIGNATURE.length).equals(PNG_SIGNATURE) || file.length < PNG_SIZE_AT + 8)
    return "is no PNG picture, whatever its name says: save it as one";
  const [width, height] = [file.readUInt32BE(PNG_SIZE_AT), file.readUInt32BE(PNG_SIZE_AT + 4)];
  const fits = width > 0 && height > 0 && width <= PNG_PIXELS_MAX && height <= PNG_PIXELS_MAX;
  return fits ? undefined : `has ${width} × ${height} pixels: at most ${PNG_PIXELS_MAX} a side`;
}

/** What no logo needs, and what each is called in the answer. Checked in the text: none of it may stand even in a comment. */
const FORBIDDEN_IN_SVG: readonly (readonly [RegExp, string])[] = [
  [/<!(?:doctype|entity)/i, "a DOCTYPE or ENTITY"],
  [
    /<\s*(?:[\w-]+:)?(?:script|foreignObject|iframe|object|embed|audio|video|animate\w*|set|handler)\b/i,
    "an element that runs or embeds something",
  ],
  [/\son[a-z]+\s*=/i, "an event handler"],
  [/\b(?:javascript|vbscript)\s*:/i, "a script address"],
  [/\bhref\s*=\s*(?!["']#)/i, "a link to something outside"],
  [/\bsrc\s*=/i, "a link to something outside"],
  [/url\(\s*["']?(?!#)/i, "a url() to something outside"],
  [/@import/i, "an @import"],
  [/<\?xml-stylesheet/i, "a style sheet outside"],
  [/&#?\w+;/, "an escaped character, behind which anything may hide"],
  [/\\/, "a backslash, behind which anything may hide"],
];

function wrongInSvg(text: string): string | undefined {
  const root = /^\uFEFF?\s*(?:<\?xml [^>]*\?>\s*)?(?:<!--[\s\S]*?-->\s*)*<svg\b([^>]*)>/.exec(text)?.[1];
  if (root === undefined) return "is no SVG drawing: it does not begin with <svg>";
  if (!/<\/svg>\s*$/.test(text)) return "is no whole SVG drawing: it does not end with </svg>";
  if (!/\sxmlns\s*=\s*["']http:\/\/www\.w3\.org\/2000\/svg["']/.test(root))
    return 'is not shown as a picture without xmlns="http://www.w3.org/2000/svg" in <svg>';
  if (!/\sviewBox\s*=/.test(root)) return "has no viewBox, so it cannot be sized: write one into <svg>";
  const found = FORBIDDEN_IN_SVG.find(([pattern]) => pattern.test(text))?.[1];
  return found && `holds ${found}: export it as a plain drawing`;
}
