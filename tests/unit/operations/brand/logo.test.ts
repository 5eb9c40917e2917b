import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Brand } from "../../../../core/model/cause.ts";
import { compileBrand } from "../../../../core/operations/brand/compile-brand.ts";
import { describeProblem } from "../../../../core/operations/brand/document.ts";
import { LOGO_BYTES_MAX, readLogo } from "../../../../core/operations/brand/logo.ts";
import { demoTexts } from "../../../support/demo-texts.ts";

const OPEN = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 36">';
const PARTS = ['<g fill="#fff">', '<path d="M0 0h9v9z"/>', "</g>", '<use href="#a"/>'];

function drawing(...parts: readonly string[]): Uint8Array {
  return Buffer.from(`${OPEN}${parts.join("")}</svg>`);
}

function png(width: number, height: number): Uint8Array {
  const file = Buffer.alloc(64);
  Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]).copy(file);
  file.writeUInt32BE(width, 16);
  file.writeUInt32BE(height, 20);
  return file;
}

describe("a logo", () => {
  test("is a plain drawing or a small picture, kept byte for byte", () => {
    const file = drawing(...PARTS);
    const read = readLogo("logo.svg", file);
    if (read.outcome === "refused") throw new Error(read.because);
    expect(Buffer.from(read.src.split(",")[1] ?? "", "base64")).toEqual(file);
    expect(readLogo("logo.png", png(300, 90)).outcome).toBe("read");
  });

  test("as large as it may be fits into what the brand stores", () => {
    const padding = "z".repeat(LOGO_BYTES_MAX - drawing('<path d=""/>').length);
    const read = readLogo("logo.svg", drawing(`<path d="${padding}"/>`));
    if (read.outcome === "refused") throw new Error(read.because);
    const logo = Brand.shape.look.shape.logo;
    expect(logo.safeParse({ light: read.src, dark: read.src }).success).toBe(true);
    expect(readLogo("logo.svg", drawing(`<path d="z${padding}"/>`)).outcome).toBe("refused");
  });

  test("never runs or loads anything, wherever that stands in the drawing", () => {
    const hostile = fc.constantFrom(
      "<script>1</script>",
      "<svg:script/>",
      "< SCRIPT >",
      "<foreignObject/>",
      '<g onload="1"/>',
      "<g\nonclick = '1'/>",
      '<a href="https://example.com/"/>',
      '<a xlink:href="javascript:1"/>',
      "<a href=x/>",
      '<image src="//example.com/a.png"/>',
      '<g style="fill:url(https://example.com/a#b)"/>',
      "<style>@import 'a.css'</style>",
      "<style>@\\69mport</style>",
      '<a href="&#106;avascript:1"/>',
      '<set attributeName="href" to="x"/>',
      '<!ENTITY a "b">',
    );
    fc.assert(
      fc.property(fc.subarray(PARTS), fc.nat(), hostile, (parts, at, bad) => {
        const place = at % (parts.length + 1);
        const read = readLogo("logo.svg", drawing(...parts.slice(0, place), bad, ...parts.slice(place)));
        expect(read.outcome).toBe("refused");
      }),
    );
  });

  test.each([
    ["logo.svg", Buffer.from("<html></html>"), /no SVG drawing/],
    ["logo.svg", Buffer.from(`${OPEN}<path`), /no whole SVG/],
    ["logo.svg", Buffer.from('<svg viewBox="0 0 1 1"></svg>'), /xmlns/],
    ["logo.svg", Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"></svg>'), /viewBox/],
    ["logo.png", Buffer.from(`${OPEN}</svg>`), /no PNG picture/],
    ["logo.png", png(2_001, 10), /2001 × 10 pixels/],
    ["logo.gif", png(10, 10), /no \.svg or \.png/],
  ])("in %s is refused with what to do", (name, file, because) => {
    expect(readLogo(name, file)).toMatchObject({ because: expect.stringMatching(because) });
  });
});

describe("a brand's logo", () => {
  const compiled = (logo: string, pictures: Record<string, Uint8Array>) => {
    const texts = demoTexts(["brand", "look:\n", `look:\n  logo: ${logo}\n`]);
    return compileBrand({ ...texts, brand: { ...texts.brand, pictures: new Map(Object.entries(pictures)) } });
  };

  test("is stored as pages hold it, one for both schemes or one for each", () => {
    const [light, dark] = [drawing(), drawing(...PARTS)];
    const one = compiled("mark.svg", { "mark.svg": light });
    const two = compiled("{ light: mark.svg, dark: night.svg }", { "mark.svg": light, "night.svg": dark });
    if (one.outcome === "refused" || two.outcome === "refused") throw new Error("A logo is refused.");
    expect(one.draft.brand.look.logo?.light).toBe(one.draft.brand.look.logo?.dark);
    expect(two.draft.brand.look.logo?.light).not.toBe(two.draft.brand.look.logo?.dark);
    expect(Brand.safeParse(two.draft.brand).success).toBe(true);
  });

  test.each([
    ["mark.svg", {}, /brand\.yaml:\d+:\d+: mark\.svg is not there: put it beside brands\/demo\/brand\.yaml/],
    ["mark.svg", { "mark.svg": drawing("<script/>") }, /mark\.svg holds an element that runs/],
    ["../mark.svg", {}, /look, logo: name an \.svg or \.png file beside brand\.yaml/],
    ["https://example.com/a.svg", {}, /look, logo: name an \.svg or \.png file/],
  ])("cannot be %s with %j", (logo, pictures, message) => {
    const result = compiled(logo, pictures);
    const problems = result.outcome === "refused" ? result.problems.map(describeProblem) : [];
    expect(problems).toEqual([expect.stringMatching(message)]);
  });
});
