import { encode } from "uqr";

/** A QR code as rows of modules, true for black, with the quiet zone that scanners need. */
export type Modules = readonly (readonly boolean[])[];

const QUIET_MODULES = 4;

/** A text as a QR code at level M, which bears a crease in a receipt. Capitals take the densest mode by themselves. */
export function qrModules(text: string): Modules {
  return encode(text, { ecc: "M", boostEcc: false, border: QUIET_MODULES }).data;
}

/** A QR code as one path of an SVG, a unit for each module. */
export function qrPath(modules: Modules): string {
  return modules
    .flatMap((row, y) => row.flatMap((black, x) => (black ? [`M${x} ${y}h1v1h-1z`] : [])))
    .join("");
}

const ESC = 0x1b;
const GS = 0x1d;
const MODULE_DOTS = 4;

/** The lines above and below the code. Printers' code pages differ beyond ASCII, so other letters become a question mark. */
export interface SlipText {
  readonly above: string;
  readonly below: string;
}

/**
 * What an ESC/POS printer prints of a claim link: the words, the code in the printer's own commands (`GS ( k`: model 2, four dots
 * a module, level M), and a cut. A code of version 3 is then 18.5 mm wide at 203 dpi, and fits a roll of 58 mm.
 */
export function escPosSlip(link: string, { above, below }: SlipText): Uint8Array {
  const data = ascii(link);
  const length = data.length + 3;
  return Uint8Array.from([
    ...[ESC, 0x40],
    ...[ESC, 0x61, 1],
    ...ascii(`${above}\n\n`),
    ...[GS, 0x28, 0x6b, 4, 0, 0x31, 0x41, 0x32, 0],
    ...[GS, 0x28, 0x6b, 3, 0, 0x31, 0x43, MODULE_DOTS],
    ...[GS, 0x28, 0x6b, 3, 0, 0x31, 0x45, 0x31],
    ...[GS, 0x28, 0x6b, length & 0xff, length >> 8, 0x31, 0x50, 0x30],
    ...data,
    ...[GS, 0x28, 0x6b, 3, 0, 0x31, 0x51, 0x30],
    ...ascii(`\n${below}\n\n\n`),
    ...[GS, 0x56, 0x42, 0],
  ]);
}

/** The same as Star Document Markup, which CloudPRNT servers turn into a printer's bytes (`text/vnd.star.markup`). */
export function starMarkupSlip(link: string, { above, below }: SlipText): string {
  const plain = (text: string) => text.replaceAll("\\", "\\\\").replaceAll("[", "\\[");
  return [
    "[align: middle]",
    plain(above),
    "",
    `[barcode: type qr; data ${link}; error-correction M; cell ${MODULE_DOTS}; model 2]`,
    "",
    plain(below),
    "[cut: feed; partial]",
    "",
  ].join("\n");
}

function ascii(text: string): number[] {
  return [...text].map((letter) => (/^[\n -~]$/.test(letter) ? letter.charCodeAt(0) : 0x3f));
}
