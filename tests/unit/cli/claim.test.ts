import jsQR from "jsqr";
import { describe, expect, test } from "vitest";
import { poster } from "../../../cli/claim/poster.ts";
import { escPosSlip, type Modules, qrModules, starMarkupSlip } from "../../../cli/claim/printed-link.ts";
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
  test.each(["en", "de"] as const)("says in %s what to do, with a code that leads to the site", (locale) => {
    const svg = poster({ ...brand, name: "Tarn & Fell <Co>" }, locale, "https://give.example.com");
    expect(svg).toContain("Tarn &amp; Fell &lt;Co&gt;");
    expect(svg).toContain(brand.look.light.accent);
    expect(svg).toContain(
      locale === "en" ? "Scan the code on your receipt" : "Scannen Sie den Code auf dem Beleg",
    );
    const path = /<path [^>]* d="([^"]+)"/.exec(svg)?.[1] ?? "";
    const black = new Set([...path.matchAll(/M(\d+) (\d+)h/g)].map(([, x, y]) => `${x} ${y}`));
    const side = qrModules("https://give.example.com/").length;
    const modules = Array.from({ length: side }, (_, y) =>
      Array.from({ length: side }, (_, x) => black.has(`${x} ${y}`)),
    );
    expect(scanned(modules)).toBe("https://give.example.com/");
  });
});
