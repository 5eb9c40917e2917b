import type { Brand, Locale } from "../../core/model/cause.ts";
import { qrModules, qrPath } from "./printed-link.ts";

/** What the counter says, in each language. */
const WORDS: Readonly<
  Record<
    Locale,
    { readonly title: readonly string[]; readonly text: readonly string[]; readonly site: string }
  >
> = {
  en: {
    title: ["You pick", "who gets it."],
    text: [
      "Scan the code on your receipt and pick a cause:",
      "it gets what your purchase gives.",
      "No name, no number, no account.",
    ],
    site: "What all purchases add up to:",
  },
  de: {
    title: ["Sie wählen,", "wer es bekommt."],
    text: [
      "Scannen Sie den Code auf dem Beleg und wählen Sie ein Anliegen:",
      "Es bekommt, was Ihr Einkauf gibt.",
      "Kein Name, keine Nummer, kein Konto.",
    ],
    site: "Was alle Einkäufe zusammen geben:",
  },
};

const WIDTH_MM = 210;
const HEIGHT_MM = 297;
const CODE_MM = 52;
const LEFT_MM = 18;

/** A poster for the counter (DIN A4, SVG) in the brand's light colours, with a code that leads to the site's start page. */
export function poster(brand: Brand, locale: Locale, siteUrl: string): string {
  const { title, text, site } = WORDS[locale];
  const { accent, onAccent, background, text: ink } = brand.look.light;
  const start = `${siteUrl}/`;
  const modules = qrModules(start);
  const scale = CODE_MM / modules.length;
  const codeTop = HEIGHT_MM - CODE_MM - 24;
  const line = (words: string, y: number, size: number, fill: string, weight = 400) =>
    `<text x="${LEFT_MM}" y="${y}" font-size="${size}" font-weight="${weight}" fill="${fill}">${escaped(words)}</text>`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH_MM}mm" height="${HEIGHT_MM}mm" viewBox="0 0 ${WIDTH_MM} ${HEIGHT_MM}" font-family="${escaped(FONTS)}" lang="${locale}">`,
    `<title>${escaped(title.join(" "))}</title>`,
    `<rect width="${WIDTH_MM}" height="${HEIGHT_MM}" fill="${background}"/>`,
    `<rect width="${WIDTH_MM}" height="150" fill="${accent}"/>`,
    line(brand.name, 34, 9, onAccent, 700),
    ...title.map((words, index) => line(words, 88 + index * 26, 24, onAccent, 700)),
    ...text.map((words, index) => line(words, 172 + index * 9, 6, ink)),
    `<rect x="${LEFT_MM}" y="${codeTop}" width="${CODE_MM}" height="${CODE_MM}" fill="#fff"/>`,
    `<path transform="translate(${LEFT_MM} ${codeTop}) scale(${scale})" fill="#000" d="${qrPath(modules)}"/>`,
    `<text x="${LEFT_MM + CODE_MM + 8}" y="${codeTop + 24}" font-size="6" fill="${ink}">${escaped(site)}</text>`,
    `<text x="${LEFT_MM + CODE_MM + 8}" y="${codeTop + 34}" font-size="5" fill="${ink}">${escaped(start.replace(/^https?:\/\//, "").replace(/\/$/, ""))}</text>`,
    "</svg>",
    "",
  ].join("\n");
}

const FONTS = "Seravek, 'Gill Sans', Ubuntu, Calibri, sans-serif";

function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
