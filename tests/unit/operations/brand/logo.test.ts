import fc from "fast-check";
import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { Brand } from "../../../../core/model/cause.ts";
import { LOGO_SIZE, PICTURE_FILES } from "../../../../core/model/picture.ts";
import { compileBrand } from "../../../../core/operations/brand/compile-brand.ts";
import { describeProblem } from "../../../../core/operations/brand/document.ts";
import { drawLogo, wrongInLogo } from "../../../../core/operations/brand/encode-picture.ts";
import { LOGO_BYTES_MAX, letterLogo, readLogo } from "../../../../core/operations/brand/logo.ts";
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

describe("a logo in letters", () => {
  const [width, height] = [2 * LOGO_SIZE.width, 2 * LOGO_SIZE.height];
  const noise = { type: "gaussian", mean: 128, sigma: 60 } as const;
  const field = (wide: number, high: number) =>
    sharp({ create: { width: wide, height: high, channels: 3, background: "#ffffff", noise } });

  test.each([
    ["a drawing", async () => drawing(...PARTS)],
    ["one that is tall", async () => Buffer.from(OPEN.replace("120 36", "9 99").concat("<path/></svg>"))],
    ["noise, which nothing makes smaller", async () => field(1_200, 210).png().toBuffer()],
  ])("is of one size, stands on its ground, and is within its limit: %s", async (_, file) => {
    const bytes = await drawLogo(letterLogo(await file(), "#1c6b52"));
    expect(bytes.length).toBeLessThanOrEqual(PICTURE_FILES["logo.png"].bytesMax);
    const { data, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true });
    expect(info).toMatchObject({ width, height, channels: 3 });
    const at = (x: number, y: number) => [...data.subarray((y * width + x) * 3).subarray(0, 3)];
    for (const [x, y] of [
      [0, 0],
      [width - 1, 0],
      [0, height - 1],
      [width - 1, height - 1],
    ] as const)
      expect(at(x, y)).toEqual([0x1c, 0x6b, 0x52]);
  });

  test("is drawn sharp, from the left edge on", async () => {
    const file = drawing('<path d="M0 0h60v36H0z" fill="#fff"/>');
    const { data } = await sharp(await drawLogo(letterLogo(file, "#000000")))
      .greyscale()
      .raw()
      .toBuffer({ resolveWithObject: true });
    const row = [...data.subarray((height / 2) * width).subarray(0, width)];
    const [first, last] = [row.findIndex((one) => one > 128), row.findLastIndex((one) => one > 128)];
    expect(first).toBe(16);
    expect(last - first + 1).toBe(120);
    expect(row.filter((one) => one > 8 && one < 247).length).toBeLessThanOrEqual(2);
  });

  test("has an address of its own for each file and each ground", () => {
    const [one, other] = [drawing(), drawing(...PARTS)];
    const hashes = [one, other].flatMap((file) =>
      ["#000000", "#1c6b52"].map((ground) => letterLogo(file, ground).hash),
    );
    expect(new Set(hashes).size).toBe(4);
    expect(letterLogo(drawing(), "#000000").hash).toBe(hashes[0]);
  });

  test("that no program can draw is told before anything is applied", async () => {
    const broken = drawing("<g>");
    expect(readLogo("mark.svg", broken).outcome).toBe("read");
    expect(await wrongInLogo(broken)).toMatch(/^cannot be drawn \(.+\): export it anew$/);
    expect(await wrongInLogo(drawing(...PARTS))).toBeUndefined();
    const texts = demoTexts(["brand", "look:\n", "look:\n  logo: mark.svg\n"]);
    const pictures = new Map([["mark.svg", broken]]);
    const undrawable = new Map([["mark.svg", "cannot be drawn (a tag is open): export it anew"]]);
    const result = compileBrand({ ...texts, brand: { ...texts.brand, pictures, undrawable } });
    const problems = result.outcome === "refused" ? result.problems.map(describeProblem) : [];
    expect(problems).toEqual([expect.stringMatching(/brand\.yaml:\d+:\d+: mark\.svg cannot be drawn/)]);
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
    expect(Brand.parse(two.draft.brand).look.logo?.inLetters).toEqual({
      light: two.draft.logos[0]?.hash,
      dark: two.draft.logos[1]?.hash,
    });
    // One drawing stands on two grounds: the accent in light, the surface in dark.
    expect(one.draft.logos.map(({ file }) => file)).toEqual([light, light]);
    expect(one.draft.logos.map(({ ground }) => ground)).toEqual([
      one.draft.brand.look.light.accent,
      one.draft.brand.look.dark.surface,
    ]);
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
