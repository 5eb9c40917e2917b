import jsQR from "jsqr";
import { decodePDFRawStream, PDFArray, PDFDocument, PDFRawStream } from "pdf-lib";
import { describe, expect, test } from "vitest";
import { poster, posterSvg } from "../../../cli/claim/poster.ts";
import { posterPdf } from "../../../cli/claim/poster-pdf.ts";
import { escPosSlip, type Modules, qrModules, starMarkupSlip } from "../../../cli/claim/printed-link.ts";
import type { Locale } from "../../../core/model/cause.ts";
import { claimToken } from "../../../core/model/claim-link.ts";
import { brand } from "../../support/states.ts";

const TOKEN = claimToken("pos", "f2a9c6d41be04f7790d35a1c");
const LINK = `HTTPS://GIVE.EXAMPLE.COM/C/${TOKEN}`;
const TEXT = { above: "Pick a cause.", below: "No name." };
const PIXELS = 4;
/** A module of CommonJS, whose types say otherwise. */
const readCode: typeof jsQR.default = typeof jsQR === "function" ? jsQR : jsQR.default;

/** What a scanner reads of a code: of its picture, as a camera sees it. */
function scanned(modules: Modules): string | undefined {
  const side = modules.length * PIXELS;
  const pixels = new Uint8ClampedArray(side * side * 4);
  for (let y = 0; y < side; y += 1) {
    for (let x = 0; x < side; x += 1) {
      const grey = modules[Math.floor(y / PIXELS)]?.[Math.floor(x / PIXELS)] === true ? 0 : 255;
      pixels.set([grey, grey, grey, 255], (y * side + x) * 4);
    }
  }
  return readCode(pixels, side, side)?.data;
}

describe("a claim link in print", () => {
  test("is a code of version 3 that a scanner reads", () => {
    const modules = qrModules(LINK);
    const [version3, quiet] = [29, 4];
    expect(modules).toHaveLength(version3 + 2 * quiet);
    expect(scanned(modules)).toBe(LINK);
  });

  test("is these bytes for an ESC/POS printer", () => {
    const bytes = Buffer.from(escPosSlip(LINK, { above: "Dürfen?", below: "-" }));
    const data = Buffer.from(LINK);
    expect(bytes.toString("hex")).toBe(
      [
        ...["1b40", "1b6101", Buffer.from("D?rfen?\n\n").toString("hex")],
        ...["1d286b0400314132 00".replace(" ", ""), "1d286b0300314304", "1d286b0300314531"],
        ...[`1d286b${(data.length + 3).toString(16)}00315030`, data.toString("hex"), "1d286b0300315130"],
        ...[Buffer.from("\n-\n\n\n").toString("hex"), "1d564200"],
      ].join(""),
    );
  });

  test("is a line of its own in Star's markup, in which words cannot become commands", () => {
    const markup = starMarkupSlip(LINK, { ...TEXT, above: "[cut] \\ now" });
    expect(markup).toContain(`[barcode: type qr; data ${LINK}; error-correction M; cell 4; model 2]`);
    expect(markup).toContain("\\[cut] \\\\ now");
  });
});

describe("the poster for the counter", () => {
  const CLAIM_PAGE = "https://give.example.com/claim";
  const printed = (name: string, locale: Locale) =>
    poster({ ...brand, name }, locale, "https://give.example.com");

  /** The code as modules, by where its black ones begin. */
  function codeOf(corners: Iterable<readonly [string | undefined, string | undefined]>): Modules {
    const black = new Set([...corners].map(([x, y]) => `${Number(x)} ${Number(y)}`));
    const side = qrModules(CLAIM_PAGE).length;
    return Array.from({ length: side }, (_, y) =>
      Array.from({ length: side }, (_, x) => black.has(`${x} ${y}`)),
    );
  }

  /** What a PDF draws, as operators. */
  async function drawnIn(bytes: Uint8Array): Promise<string> {
    const pdf = await PDFDocument.load(bytes);
    const [page, ...others] = pdf.getPages();
    expect(others).toEqual([]);
    const contents = page?.node.Contents();
    const streams = contents instanceof PDFArray ? contents.asArray() : [];
    return streams
      .map((ref) => pdf.context.lookup(ref))
      .filter((stream) => stream instanceof PDFRawStream)
      .map((stream) => Buffer.from(decodePDFRawStream(stream).decode()).toString("latin1"))
      .join("\n");
  }

  test.each(["en", "de"] as const)(
    "says in %s what to do, with a code for receipts without one",
    (locale) => {
      const svg = posterSvg(printed("Tarn & Fell <Co>", locale));
      expect(svg).toContain("Tarn &amp; Fell &lt;Co&gt;");
      expect(svg).toContain(brand.look.light.accent);
      expect(svg).toContain(
        locale === "en" ? "Scan the code on your receipt" : "Scannen Sie den Code auf dem Beleg",
      );
      const path = /<path [^>]* d="([^"]+)"/.exec(svg)?.[1] ?? "";
      const corners = [...path.matchAll(/M(\d+) (\d+)h/g)].map(([, x, y]) => [x, y] as const);
      expect(scanned(codeOf(corners))).toBe(CLAIM_PAGE);
    },
  );

  test.each(["en", "de"] as const)(
    "is in %s a PDF of shapes that draws the same code, and no picture",
    async (locale) => {
      const bytes = await posterPdf(printed("Tarn & Fell", locale));
      const drawn = await drawnIn(bytes);
      const corners = [...drawn.matchAll(/^([\d.]+) ([\d.]+) m$/gm)].map(([, x, y]) => [x, y] as const);
      expect(scanned(codeOf(corners))).toBe(CLAIM_PAGE);
      expect(drawn).not.toMatch(/\bDo\b/);
      const said = [...drawn.matchAll(/<([0-9A-F]+)> Tj/g)].map(([, hex = ""]) =>
        Buffer.from(hex, "hex").toString("latin1"),
      );
      expect(said).toEqual(
        printed("Tarn & Fell", locale).shapes.flatMap((one) => (one.kind === "text" ? [one.words] : [])),
      );
      expect(Buffer.from(await posterPdf(printed("Tarn & Fell", locale))).equals(bytes)).toBe(true);
    },
  );

  test("makes room for a long name, and says which letters a PDF lacks", async () => {
    const long = "A Brand Whose Name Goes On And On Until The Edge Of The Paper";
    const size = (text: string) => Number(/\/\S*Helvetica-Bold\S* ([\d.]+) Tf/.exec(text)?.[1]);
    expect(size(await drawnIn(await posterPdf(printed(long, "en"))))).toBeLessThan(
      size(await drawnIn(await posterPdf(printed("Tarnfell", "en")))),
    );
    await expect(posterPdf(printed("Łódź", "de"))).rejects.toThrow(/no Ł ź/);
  });
});
