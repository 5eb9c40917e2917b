import type { Brand, Locale } from "../../core/model/cause.ts";
import { qrModules, qrPath } from "./printed-link.ts";

/** What the counter says, in each language. */
const WORDS: Readonly<
  Record<
    Locale,
    { readonly title: readonly string[]; readonly text: readonly string[]; readonly site: readonly string[] }
  >
> = {
  en: {
    title: ["You pick", "who gets it."],
    text: [
      "Scan the code on your receipt and pick a cause:",
      "it gets what your purchase gives.",
      "No name, no number, no account.",
    ],
    site: ["No code on your receipt?", "Scan this one."],
  },
  de: {
    title: ["Sie wählen,", "wer es bekommt."],
    text: [
      "Scannen Sie den Code auf dem Beleg und wählen Sie",
      "ein Anliegen: Es bekommt, was Ihr Einkauf gibt.",
      "Kein Name, keine Nummer, kein Konto.",
    ],
    site: ["Kein Code auf dem Beleg?", "Scannen Sie diesen hier."],
  },
};

/** DIN A4, in millimetres, as all that stands on it. */
export const WIDTH_MM = 210;
export const HEIGHT_MM = 297;
export const LEFT_MM = 18;
const CODE_MM = 52;
const CODE_TOP_MM = HEIGHT_MM - CODE_MM - 24;
const BESIDE_CODE_MM = LEFT_MM + CODE_MM + 8;

/** One thing on the poster, in millimetres from its upper left corner; a text stands on its base line. */
export type Shape =
  | {
      readonly kind: "box";
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      readonly fill: string;
    }
  | {
      readonly kind: "text";
      readonly words: string;
      readonly x: number;
      readonly y: number;
      readonly size: number;
      readonly fill: string;
      readonly bold: boolean;
    }
  | {
      readonly kind: "code";
      readonly link: string;
      readonly x: number;
      readonly y: number;
      readonly side: number;
    };

export interface Poster {
  readonly locale: Locale;
  readonly title: string;
  readonly shapes: readonly Shape[];
}

/** A poster for the counter, with a code for those whose receipt has none. */
export function poster(brand: Brand, locale: Locale, siteUrl: string): Poster {
  const link = `${siteUrl}/claim`;
  return sheetWithCode(brand, { ...WORDS[locale], locale, link, below: link.replace(/^https?:\/\//, "") });
}

/** `site`: beside the code; `below`: under that, small. */
export interface SheetWords {
  readonly locale: Locale;
  readonly title: readonly string[];
  readonly text: readonly string[];
  readonly site: readonly string[];
  readonly link: string;
  readonly below: string;
}

/** A sheet in the brand's light colours: what it says loud, what it says plainly, and a code. */
export function sheetWithCode(brand: Brand, { locale, title, text, site, link, below }: SheetWords): Poster {
  const { accent, onAccent, background, text: ink } = brand.look.light;
  const line = (words: string, x: number, y: number, size: number, fill: string, bold = false): Shape => ({
    kind: "text",
    words,
    x,
    y,
    size,
    fill,
    bold,
  });
  return {
    locale,
    title: title.join(" "),
    shapes: [
      { kind: "box", x: 0, y: 0, width: WIDTH_MM, height: HEIGHT_MM, fill: background },
      { kind: "box", x: 0, y: 0, width: WIDTH_MM, height: 150, fill: accent },
      line(brand.name, LEFT_MM, 34, 9, onAccent, true),
      ...title.map((words, index) => line(words, LEFT_MM, 88 + index * 26, 22, onAccent, true)),
      ...text.map((words, index) => line(words, LEFT_MM, 172 + index * 9, 6, ink)),
      { kind: "code", link, x: LEFT_MM, y: CODE_TOP_MM, side: CODE_MM },
      ...site.map((words, index) => line(words, BESIDE_CODE_MM, CODE_TOP_MM + 22 + index * 8, 6, ink)),
      line(below, BESIDE_CODE_MM, CODE_TOP_MM + 40, 5, ink),
    ],
  };
}

export function posterSvg({ locale, title, shapes }: Poster): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH_MM}mm" height="${HEIGHT_MM}mm" viewBox="0 0 ${WIDTH_MM} ${HEIGHT_MM}" font-family="${escaped(FONTS)}" lang="${locale}">`,
    `<title>${escaped(title)}</title>`,
    ...shapes.map(inSvg),
    "</svg>",
    "",
  ].join("\n");
}

function inSvg(shape: Shape): string {
  switch (shape.kind) {
    case "box":
      return `<rect x="${shape.x}" y="${shape.y}" width="${shape.width}" height="${shape.height}" fill="${shape.fill}"/>`;
    case "text":
      return `<text x="${shape.x}" y="${shape.y}" font-size="${shape.size}" font-weight="${shape.bold ? 700 : 400}" fill="${shape.fill}">${escaped(shape.words)}</text>`;
    case "code": {
      const modules = qrModules(shape.link);
      const at = `translate(${shape.x} ${shape.y}) scale(${shape.side / modules.length})`;
      return [
        `<rect x="${shape.x}" y="${shape.y}" width="${shape.side}" height="${shape.side}" fill="#fff"/>`,
        `<path transform="${at}" fill="#000" d="${qrPath(modules)}"/>`,
      ].join("\n");
    }
  }
}

const FONTS = "Seravek, 'Gill Sans', Ubuntu, Calibri, sans-serif";

function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
