import { describe, expect, test } from "vitest";
import { messageLanguage } from "../../../../core/i18n/message-language.ts";
import { GIFTS_MAX, MessageName, messageOf, messages } from "../../../../core/messaging/content/catalog.ts";
import { PictureFact } from "../../../../core/messaging/content/letter-picture.ts";
import { HTML_BYTES_MAX } from "../../../../core/messaging/content/render.ts";
import { translated } from "../../../../core/messaging/content/translated.ts";
import { brand, brandWithLogo, email, links, oneGift } from "../../../support/briefs.ts";

const names = Object.keys(messages).map((name) => MessageName.parse(name));

describe("the picture of a letter", () => {
  const pictured = names.filter((name) => PictureFact.safeParse(messageOf(name).sample["picture"]).success);

  test.for(pictured)("of %s keeps its place, says what it shows, and has one address for all", (name) => {
    for (const locale of ["en", "de"] as const) {
      const sample = PictureFact.parse(messageOf(name).sample["picture"]);
      const { html } = email(name, { locale });
      const [shown, ...others] = html.match(/<img[^>]*>/g) ?? [];
      expect(others).toEqual([]);
      expect(shown).toContain(`src="https://shop.example${sample.url}"`);
      expect(shown).toContain(`alt="${sample.alt[locale]}"`);
      expect(shown).toContain('width="544" height="340"');
    }
  });

  test.for(pictured)("of %s is absent where there is none, and every word stands without it", (name) => {
    const { picture, ...facts } = messageOf(name).sample;
    const [shown, plain] = [email(name), email(name, { facts })];
    expect(plain.html).not.toMatch(/<img|\/pictures\//);
    expect(plain.html.length).toBeLessThan(shown.html.length);
    expect(email(name, { facts: { ...facts, picture: null } })).toEqual(plain);
    expect([plain.text, plain.subject]).toEqual([shown.text, shown.subject]);
    const credit = "Photo: Mara & Lind";
    const credited = email(name, { facts: { ...facts, picture: { ...Object(picture), credit } } });
    expect(credited.html).toContain("Photo: Mara &amp; Lind");
    expect(credited.text).toBe(plain.text);
  });

  test("is told in a language that the brand adds", () => {
    const { alt } = PictureFact.parse(messageOf("milestone-reached").sample["picture"]);
    const language = {
      ...messageLanguage("en"),
      tag: "fr",
      texts: { [alt.en]: "Quelqu’un au bord de l’eau." },
    };
    expect(translated({ picture: { alt, credit: null } }, language)).toMatchObject({
      picture: { alt: { en: "Quelqu’un au bord de l’eau." } },
    });
  });

  test("leaves its address whole, however little room there is", () => {
    const cause = { en: "&".repeat(2000), de: "&".repeat(2000) };
    const gift = { ...oneGift(999_999_999_999, "USD").gifts[0], cause };
    const long = `https://shop.example/${"far/".repeat(120)}end`;
    const { html } = email("impact-update", {
      links: { ...links, site: long },
      facts: {
        ...messageOf("impact-update").sample,
        picture: messages.story.sample.picture,
        gifts: Array.from({ length: GIFTS_MAX }, () => gift),
      },
    });
    expect(Buffer.byteLength(html)).toBeLessThan(HTML_BYTES_MAX);
    expect(html).toContain(`src="${long}/pictures/${"0".repeat(32)}/960.jpg"`);
  });
});

describe("the logo of a letter", () => {
  const written = names.filter((name) => messageOf(name).channels.includes("email"));
  const { logo, ...look } = brandWithLogo.look;

  test.for(written)("stands above %s, named as the brand, and has one address for all", (name) => {
    for (const locale of ["en", "de"] as const) {
      const { html, text } = email(name, { locale, brand: brandWithLogo });
      expect(html.match(/<img[^>]*logo\.png[^>]*>/g)).toEqual([
        expect.stringMatching(/alt="Tarnfell" width="240" height="48"/),
      ]);
      expect(html).toContain(`src="https://shop.example/pictures/${logo.inLetters.light}/logo.png"`);
      expect(html).toContain(
        `srcset="https://shop.example/pictures/${logo.inLetters.dark}/logo.png" media="(prefers-color-scheme: dark)"`,
      );
      expect(text).toBe(email(name, { locale }).text);
    }
  });

  test.for(written)("is not above %s where none was drawn: the name stands there, as before", (name) => {
    const { inLetters: _, ...older } = logo;
    const before = { ...brandWithLogo, look: { ...look, logo: older } };
    const html = email(name, { brand: before }).html;
    expect(html).toBe(email(name, { brand }).html);
    expect(html).not.toContain("logo.png");
    expect(html).toMatch(/text-decoration:none">Tarnfell<\/a>/);
  });
});
