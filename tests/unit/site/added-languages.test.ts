import { describe, expect, test } from "vitest";
import { consentStatement } from "../../../core/i18n/consent-words.ts";
import { chooseLanguage, spokenLanguages } from "../../../core/i18n/language.ts";
import { causeView } from "../../../core/site/community/cause-view.tsx";
import { communityView } from "../../../core/site/community/community-view.tsx";
import { pageFormatter } from "../../../core/site/ui/page-formatter.ts";
import { memorySite } from "../../support/memory-site.ts";
import { spokenBrand, wordsOf } from "../../support/spoken-brand.ts";
import { brand, detail, everyday } from "../../support/states.ts";

const spoken = spokenLanguages(spokenBrand);
const formatterOf = (tag: string) => pageFormatter(tag, everyday.brand, spoken);
const at = "2026-11-27T15:30:00Z";

function pageIn(tag: string): string {
  const context = { carryLanguage: true, formatter: formatterOf(tag), address: "https://site.example/" };
  return communityView(everyday, context).html;
}

describe("a page in a language that the brand adds", () => {
  const page = pageIn("nl");

  test("is in it, says so, and is offered beside ours", () => {
    expect(page).toMatch(/<html lang="nl">/);
    expect(page).toMatch(/<link rel="alternate" hreflang="nl" href="https:\/\/site\.example\/\?lang=nl"\/>/);
    expect(page).toMatch(/<link rel="canonical" href="https:\/\/site\.example\/\?lang=nl"\/>/);
    expect(page).toMatch(/<a href="\?lang=nl" lang="nl" hreflang="nl" aria-current="true">Nederlands<\/a>/);
    expect(page).toMatch(/<a href="\?lang=en-GB" lang="en-GB" hreflang="en-GB">British English<\/a>/);
    expect(page).toMatch(/<a class="first" href="\/join\?lang=nl">Doe mee<\/a>/);
  });

  test("has the brand's words, causes, terms and addresses in it, and its base's for what is missing", () => {
    expect(page).toMatch(/Aankopen die geven\. <em>Dit levert het samen op\.<\/em>/);
    for (const text of ["Schone rivieren", "Webwinkels", "Waar het heen gaat", "Wij maken kleren"])
      expect(page).toContain(text);
    expect(page).toContain('href="https://tarnfell.example/colofon"');
    expect(page).toContain('href="https://tarnfell.example/privacy"');
    expect(page).toContain("Open paths");
  });

  test("writes figures and days as the language does", () => {
    const { money, date, counted, words } = formatterOf("nl");
    expect(money(120_450, "EUR").replaceAll(/\s/g, " ")).toBe("€ 1.204,50");
    expect(date(at)).toBe("27 november 2026");
    expect(counted(1_204, words.purchases)).toBe("1.204 aankopen die gaven");
    expect([formatterOf("en").date(at), formatterOf("en-GB").date(at)]).toEqual([
      "November 27, 2026",
      "27 November 2026",
    ]);
  });

  test("is a cause's own page, too", () => {
    const context = { carryLanguage: false, formatter: formatterOf("nl") };
    expect(causeView(detail(everyday, "clean-rivers"), { ...everyday, stories: [] }, context).html).toMatch(
      /<h1>Schone rivieren/,
    );
  });

  test("leaves pages in our languages as they are, but for the link to it", () => {
    const without = (html: string) =>
      html
        .replaceAll(/<li><a href="\?lang=(?:nl|en-GB)".*?<\/li>/g, "")
        .replaceAll(/<link rel="alternate" hreflang="(?:nl|en-GB)"[^>]*>/g, "");
    const ours = communityView(everyday, {
      ...{ carryLanguage: true, address: "https://site.example/" },
      formatter: pageFormatter("de", everyday.brand),
    }).html;
    expect(without(pageIn("de")) === ours).toBe(true);
  });
});

describe("the language of an answer, where a brand adds some", () => {
  test.for([
    ["nl", "de", "nl"],
    ["nl-BE", undefined, "nl"],
    ["en-gb", undefined, "en-GB"],
    ["en-US", undefined, "en"],
    [undefined, "fr, nl;q=0.8, de;q=0.5", "nl"],
    [undefined, "en-GB,en;q=0.9", "en-GB"],
    [undefined, "en-AU", "en"],
  ] as const)("?lang=%s with Accept-Language %s is %s", ([asked, header, tag]) => {
    expect(chooseLanguage(asked, header, spoken).tag).toBe(tag);
  });
});

describe("customers' own pages in a language that the brand adds", () => {
  const readerAt = async (path: string, lang: string) =>
    String((await memorySite({ brandWords: spokenBrand }).browser().get(`${path}?lang=${lang}`)).body);

  test("ask for agreement in our words, marked as what they are", async () => {
    const page = await readerAt("/join", "nl");
    expect(page).toMatch(/<html lang="nl">/);
    expect(page).toContain("Zie wat je aankopen geven.");
    expect(page).toContain(
      `<p class="words" lang="en">${consentStatement({ tag: "en", locale: "en" }, "join", "email", brand.name)}</p>`,
    );
    expect(page).toMatch(/<option value="NL"[^>]*>Nederland<\/option>/);
  });

  test("offer for messages the languages in which there are any", async () => {
    const page = await readerAt("/join", "nl");
    expect([...page.matchAll(/<option value="(en|de|nl|en-GB)"/g)].map(([, tag]) => tag)).toEqual([
      "en",
      "de",
    ]);
  });
});

describe("a brand's own texts in a language that it adds", () => {
  const dutch = (texts: string) => () => wordsOf({ nl: `language: { base: en }\n${texts}` });

  test.each([
    ["causes: { clean-river: { name: x } }", 'There is no cause "clean-river": "clean-rivers" is meant'],
    ["terms: { tils: { title: x } }", 'There is no name of terms in termsInWords "tils": "tills" is meant'],
    ["causes: { clean-rivers: { milestones: [x] } }", "labels are needed, in the order of causes.yaml"],
    ["causes: { clean-rivers: { nom: x } }", '"nom" is not known here'],
    ["brand: { imprint: colofon }", "write the address of a page, https://…"],
  ])("are refused as %s", (texts, message) => {
    expect(dutch(texts)).toThrow(message);
  });

  test("of one of ours stand beside one another, in the files of the brand", () => {
    expect(() => wordsOf({ en: "causes: {}" })).toThrow("causes has its texts in causes.yaml");
  });

  test("stand back when the text that they translate is another", () => {
    const { text } = formatterOf("nl");
    expect(text({ en: "Clean rivers", de: "x" })).toBe("Schone rivieren");
    expect(text({ en: "Cleaner rivers", de: "x" })).toBe("Cleaner rivers");
  });
});
