import { DynamoDBClient, QueryCommand } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { mockClient } from "aws-sdk-client-mock";
import { beforeEach, describe, expect, test } from "vitest";
import { fontReader } from "../../../../core/giving/config/font.store.ts";
import { applyBrand } from "../../../../core/operations/brand/apply-brand.ts";
import type { BrandStore } from "../../../../core/operations/brand/brand.store.ts";
import { compileBrand } from "../../../../core/operations/brand/compile-brand.ts";
import { describeProblem } from "../../../../core/operations/brand/document.ts";
import { FONT_BYTES_MAX, readFont } from "../../../../core/operations/brand/font.ts";
import { communityView } from "../../../../core/site/community/community-view.tsx";
import { serveFont } from "../../../../core/site/community/serve-font.ts";
import { pageFormatter } from "../../../../core/site/ui/page-formatter.ts";
import { pageSecurityHeaders } from "../../../../core/site/ui/security-headers.ts";
import { demoTexts } from "../../../support/demo-texts.ts";
import { everyday } from "../../../support/states.ts";

const dynamo = mockClient(DynamoDBClient);
beforeEach(() => dynamo.reset());

/** As long as it says, and with a font's signature: nothing else of it is looked at. */
function woff2(length = 64, fill = 0): Buffer {
  const file = Buffer.alloc(length, fill);
  file.write("wOF2", 0, "latin1");
  file.writeUInt32BE(length, 8);
  return file;
}

const LICENCE = "SIL Open Font License 1.1, © the makers of Alder Sans";

function textsWith(webFont: string, files: Readonly<Record<string, Uint8Array>>) {
  const texts = demoTexts(["brand", "font: humanist", `font: humanist\n  webFont: ${webFont}`]);
  return { ...texts, brand: { ...texts.brand, pictures: new Map(Object.entries(files)) } };
}

const both = `{ regular: a.woff2, bold: b.woff2, licence: "${LICENCE}", sizeAdjust: 97 }`;
const files = { "a.woff2": woff2(64, 1), "b.woff2": woff2(64, 2) };

function lookWith(webFont: string) {
  const compiled = compileBrand(textsWith(webFont, files));
  if (compiled.outcome === "refused") throw new Error(compiled.problems.map(describeProblem).join());
  return compiled.draft;
}

function hashOf(file: Uint8Array): string {
  const read = readFont(file);
  if (read.outcome === "refused") throw new Error(read.because);
  return read.font.hash;
}

describe("a font of the brand's own", () => {
  test("is named by the hash of its files, which are kept apart", () => {
    const { brand, fonts } = lookWith(both);
    const [regular, bold] = [hashOf(files["a.woff2"]), hashOf(files["b.woff2"])];
    expect(brand.look.webFont).toEqual({ regular, bold, licence: LICENCE, sizeAdjust: 97 });
    expect(fonts.map(({ hash }) => hash)).toEqual([regular, bold]);
  });

  test.each([
    [
      `{ regular: c.woff2, licence: "${LICENCE}" }`,
      {},
      "c.woff2 is not there: put it beside brands/demo/brand.yaml",
    ],
    ["{ regular: a.woff2 }", {}, "say in a line what allows you to serve the font"],
    [`{ regular: ../a.woff2, licence: "${LICENCE}" }`, {}, "name a .woff2 file beside brand.yaml"],
    [both, { "b.woff2": Buffer.from("OTTO".padEnd(64)) }, "b.woff2 is no WOFF2 font, whatever its name says"],
    [both, { "a.woff2": woff2(FONT_BYTES_MAX + 1) }, "a.woff2 has 100001 bytes, more than 100000"],
    [both, { "a.woff2": woff2(80).subarray(0, 70) }, "a.woff2 is cut off or has more in it than a font"],
  ])("is refused as %s with %j", (webFont, other, message) => {
    const result = compileBrand(textsWith(webFont, { ...files, ...other }));
    expect(result.outcome === "refused" && result.problems.map(describeProblem).join()).toContain(message);
  });

  test("is written before the brand that names it, and only where it is new", async () => {
    const log: string[] = [];
    const brands: BrandStore = {
      ...{ prepareCaps: async () => {}, writePool: async () => {}, writeStory: async () => {} },
      removeStory: async () => {},
      writePicture: async () => {},
      writeFont: async ({ hash }) => void log.push(hash),
      publish: async () => void log.push("brand"),
    };
    const { brand } = lookWith(both);
    const { regular, bold } = brand.look.webFont ?? {};
    const applied = (stored: typeof brand | undefined) =>
      applyBrand({
        readStated: async () => ({ ...(stored && { brand: stored }), causes: [], terms: [], pools: [] }),
        brands,
        encodePicture: async () => [],
        drawLogo: async () => Buffer.from(""),
        now: () => "2026-11-22T12:00:00Z",
      })(textsWith(both, files));
    await applied(undefined);
    expect(log.splice(0)).toEqual([regular, bold, "brand"]);
    await applied(brand);
    expect(log).toEqual(["brand"]);
  });
});

describe("a page with a font of the brand's own", () => {
  const pageOf = (look: typeof everyday.brand.look) => {
    const brand = { ...everyday.brand, look };
    return communityView(
      { ...everyday, brand },
      {
        carryLanguage: false,
        formatter: pageFormatter("en", brand),
      },
    );
  };

  test("loads it from the site itself, and shows letters until it has come", () => {
    const { look } = lookWith(both).brand;
    const { html, hasFont, hasPictures } = pageOf(look);
    expect(html).toContain(
      `@font-face{font-family:own;src:url(/fonts/${look.webFont?.regular}.woff2)format("woff2");font-weight:400;font-display:swap;size-adjust:97%}`,
    );
    expect(html).toContain(`url(/fonts/${look.webFont?.bold}.woff2)format("woff2");font-weight:600 700`);
    expect(html).toContain("--font:own,Seravek");
    expect(hasFont).toBe(true);
    expect(pageSecurityHeaders("x", "'none'", { hasFont, hasPictures })["content-security-policy"]).toContain(
      "font-src 'self'",
    );
  });

  test("differs from one without it in nothing else", () => {
    const { look } = lookWith(both).brand;
    const { webFont: _, ...plain } = look;
    const bare = pageOf(plain);
    const without = pageOf(look)
      .html.replaceAll(/@font-face\{[^}]*\}/g, "")
      .replace("--font:own,", "--font:");
    expect(without === bare.html).toBe(true);
    expect(bare.hasFont).toBe(false);
    expect(pageSecurityHeaders("x", "'none'", bare)["content-security-policy"]).not.toContain("font-src");
  });
});

describe("the address of a font", () => {
  const file = files["a.woff2"];
  const hash = hashOf(file);

  test("answers its bytes, for a year and for good", async () => {
    const answer = await serveFont(`/fonts/${hash}.woff2`, async (asked) =>
      asked === hash ? file : undefined,
    );
    expect(answer?.headers).toMatchObject({
      "content-type": "font/woff2",
      "cache-control": "public, max-age=31536000, immutable",
    });
    expect(answer?.isBase64).toBe(true);
    expect(Buffer.from(answer?.body ?? "", "base64").equals(file)).toBe(true);
  });

  test("is a 404 of a line for a font that no brand had, and no font's for anything else", async () => {
    const none = async () => undefined;
    expect((await serveFont(`/fonts/${hash}.woff2`, none))?.status).toBe(404);
    for (const path of ["/fonts/a.woff2", `/fonts/${hash}.ttf`, `/fonts/../${hash}.woff2`, "/fonts/"])
      expect(serveFont(path, none)).toBeUndefined();
  });

  test("is read once while a function is warm", async () => {
    dynamo.on(QueryCommand).resolves({ Items: [marshall({ pk: "fonts", sk: hash, bytes: file })] });
    const read = fontReader(new DynamoDBClient({}), "Ledger");
    expect(Buffer.from((await read(hash)) ?? []).equals(file)).toBe(true);
    await read(hash);
    expect(dynamo.commandCalls(QueryCommand)).toHaveLength(1);
  });
});
