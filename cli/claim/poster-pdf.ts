import { PDFDocument, type PDFFont, type PDFPage, rgb, StandardFonts } from "pdf-lib";
import { CliError } from "../cli-error.ts";
import { HEIGHT_MM, LEFT_MM, type Poster, type Shape, WIDTH_MM } from "./poster.ts";
import { qrModules, qrPath } from "./printed-link.ts";

/** PDF measures in points of 1/72 inch, from the lower left corner. */
const POINTS_PER_MM = 72 / 25.4;

interface Sheet {
  readonly page: PDFPage;
  readonly regular: PDFFont;
  readonly bold: PDFFont;
}

/**
 * The poster as a PDF for the printer's: one page of shapes and text, nothing of it pixels. The same poster gives the same bytes. Its
 * fonts are those that every reader of PDFs has: a name with letters beyond theirs is a {@link CliError}, and fits an SVG.
 */
export async function posterPdf({ locale, title, shapes }: Poster): Promise<Uint8Array> {
  const pdf = await PDFDocument.create({ updateMetadata: false });
  pdf.setTitle(title, { showInWindowTitleBar: true });
  pdf.setLanguage(locale);
  const sheet = {
    page: pdf.addPage([WIDTH_MM * POINTS_PER_MM, HEIGHT_MM * POINTS_PER_MM]),
    regular: await pdf.embedFont(StandardFonts.Helvetica),
    bold: await pdf.embedFont(StandardFonts.HelveticaBold),
  };
  for (const shape of shapes) draw(sheet, shape);
  return pdf.save();
}

function draw({ page, regular, bold }: Sheet, shape: Shape): void {
  const x = shape.x * POINTS_PER_MM;
  const y = (HEIGHT_MM - shape.y) * POINTS_PER_MM;
  switch (shape.kind) {
    case "box": {
      const [width, height] = [shape.width * POINTS_PER_MM, shape.height * POINTS_PER_MM];
      page.drawRectangle({ x, y: y - height, width, height, color: colorOf(shape.fill) });
      return;
    }
    case "text": {
      const font = shape.bold ? bold : regular;
      checkLetters(font, shape.words);
      const size = shape.size * POINTS_PER_MM;
      const room = (WIDTH_MM - LEFT_MM) * POINTS_PER_MM - x;
      const fit = Math.min(1, room / font.widthOfTextAtSize(shape.words, size));
      page.drawText(shape.words, { x, y, size: size * fit, font, color: colorOf(shape.fill) });
      return;
    }
    case "code": {
      const modules = qrModules(shape.link);
      const side = shape.side * POINTS_PER_MM;
      page.drawRectangle({ x, y: y - side, width: side, height: side, color: rgb(1, 1, 1) });
      page.drawSvgPath(qrPath(modules), { x, y, scale: side / modules.length, color: rgb(0, 0, 0) });
    }
  }
}

function checkLetters(font: PDFFont, words: string): void {
  const known = new Set(font.getCharacterSet());
  const unknown = [...words].filter((letter) => !known.has(letter.codePointAt(0) ?? 0));
  if (unknown.length === 0) return;
  throw new CliError(
    `The fonts of a PDF have no ${[...new Set(unknown)].join(" ")}.`,
    "Write an SVG (--out <name>.svg): a browser has these letters, and saves it as a PDF.",
  );
}

/** A color of the look, `#1a6a53`. */
function colorOf(hex: string) {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map(
    (from) => Number.parseInt(hex.slice(from, from + 2), 16) / 255,
  );
  return rgb(red, green, blue);
}
