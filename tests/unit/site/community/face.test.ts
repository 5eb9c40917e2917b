import { describe, expect, test } from "vitest";
import { communityTranslations } from "../../../../core/i18n/dictionaries.ts";
import { type Brand, Locale, Shape } from "../../../../core/model/cause.ts";
import { communityView } from "../../../../core/site/community/community-view.tsx";
import { pageFormatter } from "../../../../core/site/ui/page-formatter.ts";
import { everyday } from "../../../support/states.ts";

function pageOf(face: Partial<Brand>, locale: Locale = "en"): string {
  const brand = { ...everyday.brand, ...face };
  return communityView(
    { ...everyday, brand },
    { carryLanguage: false, formatter: pageFormatter(locale, brand) },
  ).html;
}

function headlineOf(html: string): string | undefined {
  return /<h1>(.*?)<\/h1>/s.exec(html)?.[1];
}

describe("the headline of the community's page", () => {
  test("is the product's own words where the brand has none", () => {
    for (const locale of Locale.options) {
      const [loud, soft] = communityTranslations[locale].headline;
      expect(headlineOf(pageOf({}, locale))).toBe(`${loud} <em>${soft}</em>`);
    }
  });

  test("is the brand's own in each language, loud and soft", () => {
    const headline = { en: ["Every cup gives.", "You say where."], de: ["Jede Tasse gibt."] };
    expect(headlineOf(pageOf({ headline }, "en"))).toBe("Every cup gives. <em>You say where.</em>");
    expect(headlineOf(pageOf({ headline }, "de"))?.trim()).toBe("Jede Tasse gibt.");
  });
});

describe("the shape behind the headline", () => {
  const withShape = (shape?: Shape) => pageOf({ look: { ...everyday.brand.look, ...(shape && { shape }) } });
  const drawn = (html: string) => /<svg class="shape (\w+)"/.exec(html)?.[1];

  test.each(Shape.options)("is %s if the brand says so", (shape) => {
    expect(drawn(withShape(shape))).toBe(shape === "none" ? undefined : shape);
  });

  test("is a map's height lines unless the brand says otherwise", () => {
    expect(drawn(withShape())).toBe("contours");
  });

  test("is not read out, and not shown in colours that the reader chose", () => {
    const html = withShape("waves");
    expect(html).toMatch(/<svg class="shape waves"[^>]*aria-hidden="true"/);
    expect(html).toMatch(/@media\(forced-colors:active\)\{\.shape\{display:none\}/);
  });
});

describe("the brand's logo", () => {
  const picture = (text: string) => `data:image/svg+xml;base64,${Buffer.from(text).toString("base64")}`;
  const withLogo = (light: string, dark: string) =>
    pageOf({ look: { ...everyday.brand.look, logo: { light: picture(light), dark: picture(dark) } } });

  test("stands in the place of the name, and is read out as the name", () => {
    const html = withLogo("<svg/>", "<svg/>");
    expect(html).toContain(`<img src="${picture("<svg/>")}" alt="${everyday.brand.name}"`);
    expect(html).not.toContain('<source srcset="data:');
  });

  test("may be another one in dark", () => {
    expect(withLogo("<svg/>", "<svg><g/></svg>")).toContain(
      `<source srcset="${picture("<svg><g/></svg>")}" media="screen and (prefers-color-scheme:dark)"`,
    );
  });
});
