import type { Brand } from "../model/cause.ts";
import { contrast } from "./contrast.ts";

type Palette = Brand["look"]["light"];

/** WCAG 2.2: 1.4.3 for text, 1.4.11 for what a graphic is understood by. */
export const TEXT_CONTRAST = 4.5;
export const GRAPHIC_CONTRAST = 3;

/** In steps of this size a colour is moved until it can be read. */
const STEP = 0.04;

function channels(colour: string): readonly [number, number, number] {
  const at = (start: number) => Number.parseInt(colour.slice(start, start + 2), 16);
  return [at(1), at(3), at(5)];
}

/** `amount` of `over` on `under`, both `#rrggbb`: 0 is `under`, 1 is `over`. */
export function mix(over: string, under: string, amount: number): string {
  const below = channels(under);
  const mixed = channels(over).map((channel, at) =>
    Math.round(channel * amount + (below[at] ?? 0) * (1 - amount)),
  );
  return `#${mixed.map((channel) => channel.toString(16).padStart(2, "0")).join("")}`;
}

/** The colour nearest to `colour` on the way to `towards` that reaches `least` on each of `under`. */
export function readable(colour: string, towards: string, under: readonly string[], least: number): string {
  for (let amount = 0; amount < 1; amount += STEP) {
    const candidate = mix(towards, colour, amount);
    if (under.every((ground) => contrast(candidate, ground) >= least)) return candidate;
  }
  return towards;
}

/** The nearest lighter or darker colour that reaches `least` on each of `under`; undefined: neither white nor black does. */
export function nearestReadable(colour: string, under: readonly string[], least: number): string | undefined {
  for (let step = 0; step <= 100; step += 1) {
    for (const towards of ["#000000", "#ffffff"]) {
      const candidate = mix(towards, colour, step / 100);
      if (under.every((ground) => contrast(candidate, ground) >= least)) return candidate;
    }
  }
  return undefined;
}

/** The palest mixture of `colour` with the background that still reads as a graphic on all of `under`. */
function pale(colour: string, background: string, under: readonly string[]): string {
  for (let amount = 0.3; amount < 1; amount += STEP) {
    const candidate = mix(colour, background, amount);
    if (under.every((ground) => contrast(candidate, ground) >= GRAPHIC_CONTRAST)) return candidate;
  }
  return colour;
}

/**
 * All colours of a page in one scheme, by the name of their CSS property. What the brand states is kept wherever it
 * can be read, and moved towards its text colour where it cannot. The rest is mixed from it:
 * - `head`, `onHead`: the first screen: the accent in light; in dark, where that would glare, the surface
 * - `brand`, `match`, `customer`: the payers, in bars and charts; they differ in lightness, not only by hue
 * - `wrong`: what is wrong with a form, in red as far as it can be read
 * - `track`, `line`: decoration that nothing is read from
 */
export function colours(palette: Palette, scheme: "light" | "dark") {
  const { background, surface, text, accent } = palette;
  const under = [background, surface];
  const head = scheme === "light" ? accent : surface;
  const onHead = scheme === "light" ? palette.onAccent : text;
  const brand = readable(accent, text, under, GRAPHIC_CONTRAST);
  const link = readable(accent, text, under, TEXT_CONTRAST);
  return {
    background,
    surface,
    text: readable(text, scheme === "light" ? "#000000" : "#ffffff", under, TEXT_CONTRAST),
    muted: readable(palette.muted, text, under, TEXT_CONTRAST),
    link,
    wrong: readable(scheme === "light" ? "#b3261e" : "#ff9d94", text, under, TEXT_CONTRAST),
    head,
    onHead,
    softOnHead: readable(mix(onHead, head, 0.8), onHead, [head], TEXT_CONTRAST),
    contour: mix(scheme === "light" ? onHead : accent, head, 0.17),
    brand,
    match: pale(brand, surface, under),
    customer: text,
    track: mix(text, surface, 0.09),
    line: mix(text, background, 0.16),
  };
}

export type Colours = ReturnType<typeof colours>;

/** Each pair that is written or drawn: what stands on what, and how much contrast it needs. */
export const PAIRS: readonly (readonly [keyof Colours, keyof Colours, number])[] = [
  ["text", "background", TEXT_CONTRAST],
  ["text", "surface", TEXT_CONTRAST],
  ["muted", "background", TEXT_CONTRAST],
  ["muted", "surface", TEXT_CONTRAST],
  ["link", "background", TEXT_CONTRAST],
  ["link", "surface", TEXT_CONTRAST],
  ["wrong", "background", TEXT_CONTRAST],
  ["wrong", "surface", TEXT_CONTRAST],
  ["onHead", "head", TEXT_CONTRAST],
  ["softOnHead", "head", TEXT_CONTRAST],
  ["brand", "background", GRAPHIC_CONTRAST],
  ["brand", "surface", GRAPHIC_CONTRAST],
  ["match", "background", GRAPHIC_CONTRAST],
  ["match", "surface", GRAPHIC_CONTRAST],
  ["customer", "background", GRAPHIC_CONTRAST],
  ["customer", "surface", GRAPHIC_CONTRAST],
];

export const fonts: Readonly<Record<Brand["look"]["font"], string>> = {
  humanist: `Seravek,"Gill Sans Nova",Ubuntu,Calibri,"Open Sans","DejaVu Sans",source-sans-pro,sans-serif`,
  geometric: `Avenir,Montserrat,Corbel,"URW Gothic",source-sans-pro,sans-serif`,
  serif: `"Iowan Old Style","Palatino Linotype","URW Palladio L",P052,Georgia,serif`,
  system: `system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif`,
};

function properties(scheme: Colours): string {
  return Object.entries(scheme)
    .map(([name, colour]) => `--${name}:${colour}`)
    .join(";");
}

/** What a page calls the brand's font. */
const OWN_FONT = "own";

/** The faces of the brand's font; while one is on its way, the letters of the stack stand. */
function facesOf({ webFont }: Brand["look"]): string {
  if (webFont === undefined) return "";
  const { regular, bold, sizeAdjust } = webFont;
  const face = (hash: string, weight: string) =>
    `@font-face{font-family:${OWN_FONT};src:url(/fonts/${hash}.woff2)format("woff2");font-weight:${weight};font-display:swap${sizeAdjust === undefined ? "" : `;size-adjust:${sizeAdjust}%`}}`;
  return bold === undefined ? face(regular, "400") : `${face(regular, "400")}${face(bold, "600 700")}`;
}

/** The brand's look as CSS: custom properties for light and dark, and the font. Paper is always light. */
export function lookOf(look: Brand["look"]): string {
  const light = properties(colours(look.light, "light"));
  const dark = properties(colours(look.dark, "dark"));
  const own = look.webFont === undefined ? "" : `${OWN_FONT},`;
  return `${facesOf(look)}:root{color-scheme:light dark;--font:${own}${fonts[look.font]};${light}}@media screen and (prefers-color-scheme:dark){:root{${dark}}}`;
}

/** The look of pages before a brand has stated its own: ink on paper. */
export const plainLook: Brand["look"] = {
  font: "system",
  light: {
    background: "#f5f5f2",
    surface: "#ffffff",
    text: "#1f2422",
    muted: "#5a625e",
    accent: "#2f5d50",
    onAccent: "#ffffff",
  },
  dark: {
    background: "#141716",
    surface: "#1d2220",
    text: "#eef1ef",
    muted: "#a9b3ae",
    accent: "#8cc7b2",
    onAccent: "#10211b",
  },
};
