import { PDFDocument, type PDFFont, type PDFPage, rgb, StandardFonts } from "pdf-lib";
import { qrModules, qrPath } from "../claim/printed-link.ts";
import { known } from "./evidence-pdf.ts";
import type { WrittenLetter } from "./payment-letter-text.ts";

/** A4, in points of 1/72 inch. */
const [WIDTH, HEIGHT, MARGIN] = [595, 842, 64];
const LABELS = 165;
const SIZE = 10;
const LEADING = 15;
const CODE = 96;

/**
 * A letter as a sheet to print, with its link as a code, too. The same letter gives the same bytes. Its fonts are those that every
 * reader of PDFs has: a letter beyond theirs is a question mark, and stands in the text beside it.
 */
export async function letterPdf(letter: WrittenLetter): Promise<Uint8Array> {
  const pdf = await PDFDocument.create({ updateMetadata: false });
  pdf.setTitle(letter.title, { showInWindowTitleBar: true });
  pdf.setLanguage(letter.locale);
  const regular = await pdf.embedFont(StandardFonts.Helvetica);
  const bold = await pdf.embedFont(StandardFonts.HelveticaBold);
  let page: PDFPage = pdf.addPage([WIDTH, HEIGHT]);
  let y = HEIGHT - MARGIN;
  const room = (height: number) => {
    if (y - height >= MARGIN) return;
    page = pdf.addPage([WIDTH, HEIGHT]);
    y = HEIGHT - MARGIN;
  };
  const paragraph = (text: string, { font = regular, size = SIZE, x = MARGIN } = {}) => {
    for (const line of wrapped(font, known(font, text), size, WIDTH - MARGIN - x)) {
      room(LEADING);
      y -= LEADING;
      page.drawText(line, { x, y, size, font });
    }
  };
  paragraph(letter.title, { font: bold, size: 15 });
  for (const text of letter.before) {
    y -= LEADING;
    paragraph(text);
  }
  y -= LEADING;
  for (const [label, value] of letter.facts) {
    const names = wrapped(bold, known(bold, label), SIZE, LABELS - SIZE);
    room(LEADING * names.length);
    const top = y;
    const on = page;
    for (const [at, line] of names.entries())
      on.drawText(line, { x: MARGIN, y: top - LEADING * (at + 1), size: SIZE, font: bold });
    paragraph(value, { x: MARGIN + LABELS });
    if (page === on) y = Math.min(y, top - LEADING * names.length);
  }
  y -= LEADING;
  paragraph(letter.ask);
  paragraph(letter.link, { font: bold, size: 9 });
  room(CODE + LEADING);
  const modules = qrModules(letter.link);
  page.drawSvgPath(qrPath(modules), { x: MARGIN, y, scale: CODE / modules.length, color: rgb(0, 0, 0) });
  y -= CODE;
  for (const text of letter.after) {
    paragraph(text);
    y -= LEADING / 3;
  }
  return pdf.save();
}

/** A text in lines of a width; a word that is wider is cut, as a link may be. */
export function wrapped(font: PDFFont, text: string, size: number, width: number): string[] {
  const fits = (line: string) => font.widthOfTextAtSize(line, size) <= width;
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && fits(`${line} ${word}`)) {
      line = `${line} ${word}`;
      continue;
    }
    if (line !== "") lines.push(line);
    line = word;
    while (!fits(line)) {
      let cut = line.length - 1;
      while (cut > 1 && !fits(line.slice(0, cut))) cut -= 1;
      lines.push(line.slice(0, cut));
      line = line.slice(cut);
    }
  }
  return [...lines, line];
}
