import { PDFDocument, type PDFFont, StandardFonts } from "pdf-lib";

/** A line of a summary: a heading, or cells of which all but the first stand to the right. */
export type SummaryLine = { readonly heading: string } | { readonly cells: readonly string[] };

/** A4, in points of 1/72 inch. */
const [WIDTH, HEIGHT, MARGIN] = [595, 842, 56];
const SIZES = { heading: 13, cells: 9 } as const;
const LEADING = 1.6;

/**
 * A summary as a PDF of text, as many pages as it needs. The same lines give the same bytes. Its fonts are those that every reader
 * of PDFs has: a letter beyond theirs is a question mark, and stands in the files beside it.
 */
export async function summaryPdf(title: string, lines: readonly SummaryLine[]): Promise<Uint8Array> {
  const pdf = await PDFDocument.create({ updateMetadata: false });
  pdf.setTitle(title, { showInWindowTitleBar: true });
  pdf.setLanguage("en");
  const regular = await pdf.embedFont(StandardFonts.Helvetica);
  const bold = await pdf.embedFont(StandardFonts.HelveticaBold);
  let page = pdf.addPage([WIDTH, HEIGHT]);
  let y = HEIGHT - MARGIN;
  for (const line of lines) {
    const isHeading = "heading" in line;
    const size = isHeading ? SIZES.heading : SIZES.cells;
    y -= size * LEADING * (isHeading ? 1.5 : 1);
    if (y < MARGIN) {
      page = pdf.addPage([WIDTH, HEIGHT]);
      y = HEIGHT - MARGIN - size;
    }
    const font = isHeading ? bold : regular;
    const cells = isHeading ? [line.heading] : line.cells;
    const column = (WIDTH - 2 * MARGIN) / Math.max(1, cells.length);
    for (const [at, cell] of cells.entries()) {
      const words = fitting(font, known(font, cell), size, column);
      const indent = at === 0 ? 0 : column - font.widthOfTextAtSize(words, size);
      page.drawText(words, { x: MARGIN + at * column + indent, y, size, font });
    }
  }
  return pdf.save();
}

/** A text with a question mark for each letter that a font lacks. */
export function known(font: PDFFont, text: string): string {
  const letters = new Set(font.getCharacterSet());
  return [...text].map((letter) => (letters.has(letter.codePointAt(0) ?? 0) ? letter : "?")).join("");
}

/** As much of a text as its column holds. */
function fitting(font: PDFFont, text: string, size: number, width: number): string {
  let words = text;
  while (words.length > 1 && font.widthOfTextAtSize(words, size) > width)
    words = `${words.slice(0, -2).trimEnd()}…`;
  return words;
}
