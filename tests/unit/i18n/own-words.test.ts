import { globSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { communityTranslations } from "../../../core/i18n/dictionaries.ts";
import { languageNamed, type SpokenLanguage, spokenLanguages } from "../../../core/i18n/language.ts";
import { PAGE_AREAS } from "../../../core/i18n/own-words.ts";
import { accountWords, authWords, communityWords } from "../../../core/i18n/page-words.ts";
import { Locale } from "../../../core/model/cause.ts";
import { communityView } from "../../../core/site/community/community-view.tsx";
import { pageFormatter } from "../../../core/site/ui/page-formatter.ts";
import { everyday } from "../../support/states.ts";
import { asWritten } from "../../support/written-words.ts";

function language(words: Readonly<Record<string, string>>, tag = "en", base: Locale = "en"): SpokenLanguage {
  return languageNamed(tag, spokenLanguages([{ language: tag, base, name: tag, words }]));
}

describe("words that a brand wrote", () => {
  test("stand in the place of ours, with the values of the page in them", () => {
    const words = communityWords({
      language: language({
        "community.join": "Come in",
        "community.asOf": "{clock}: {when}",
        "community.headline.1": "And so it goes.",
        "community.pendingText.with": "For {days}.",
      }),
    });
    expect(words.join).toBe("Come in");
    expect(words.asOf("Monday", "Berlin time")).toBe("Berlin time: Monday");
    expect(words.headline).toEqual([communityTranslations.en.headline[0], "And so it goes."]);
    expect(words.pendingText("14 days")).toBe("For 14 days.");
    expect(words.pendingText(undefined)).toBe(communityTranslations.en.pendingText(undefined));
    expect(words.signIn).toBe(communityTranslations.en.signIn);
  });

  test("choose their form by channel, by what is absent, and by number as the language counts", () => {
    const own = {
      "auth.errors.one": "Jeden błąd",
      "auth.errors.few": "{count} błędy",
      "auth.errors.other": "{count} błędów",
      "auth.unsubscribe.done.without.sms": "{brand}: no texts",
      "account.impact.yearHeadline.1": "gave in {year}",
    };
    const { errors, unsubscribe } = authWords({ language: language(own, "pl") });
    expect([1, 3, 5].map(errors)).toEqual(["Jeden błąd", "3 błędy", "5 błędów"]);
    expect(unsubscribe.done("Alder", undefined, "sms")).toBe("Alder: no texts");
    expect(unsubscribe.done("Alder", "Offers", "sms")).toMatch(/^Alder will no longer/);
    expect(accountWords({ language: language(own) }).impact.yearHeadline("2026")).toEqual([
      "Your purchases",
      "gave in 2026",
    ]);
  });

  test("that name a value which a text takes no longer, since a later release, stand back for ours", () => {
    const { clock } = communityWords({ language: language({ "community.clock": "{town} clock" }) });
    expect(clock("Berlin")).toBe("Berlin time");
  });

  test("show a value as it is, whatever stands in it", () => {
    const { asOf } = communityWords({ language: language({ "community.asOf": "{when} {clock}" }) });
    expect(asOf("{clock}", "$&")).toBe("{clock} $&");
  });
});

describe("every text of the product", () => {
  test.each(Locale.options)("can be written in %s without a change of what pages say", (locale) => {
    const words = Object.fromEntries(PAGE_AREAS.flatMap((area) => [...asWritten(area, locale)]));
    const { name } = languageNamed(locale);
    const own = spokenLanguages([{ language: locale, base: locale, name, words }]);
    const [plain, written] = [
      pageFormatter(locale, everyday.brand),
      pageFormatter(locale, everyday.brand, own),
    ].map((formatter) => communityView(everyday, { carryLanguage: false, formatter }).html);
    expect(written === plain).toBe(true);
  });

  test("that the community's page shows is the brand's where it wrote one", () => {
    const words = Object.fromEntries(
      [...asWritten("community", "en")].map(([path, text]) => [path, `◆${text}`]),
    );
    const spoken = spokenLanguages([{ language: "en", base: "en", name: "English", words }]);
    const html = (languages?: typeof spoken) =>
      communityView(everyday, {
        carryLanguage: false,
        formatter: pageFormatter("en", everyday.brand, languages),
      }).html.replaceAll(/<style>.*?<\/style>/gs, "");
    const [plain, marked] = [html(), html(spoken)];
    const fixed = Object.values(communityTranslations.en).filter((text) => typeof text === "string");
    const shown = fixed.filter((text) => plain.includes(`>${text}<`));
    expect(shown.length).toBeGreaterThan(15);
    expect(shown.filter((text) => !marked.includes(`>◆${text}<`))).toEqual([]);
  });
});

test("every page finds its words where a brand's own are laid over them", () => {
  const files = globSync("core/site/**/*.{ts,tsx}");
  expect(files.length).toBeGreaterThan(80);
  const past = files.filter((file) =>
    /\b(?:community|auth|account|elements)Translations\b/.test(readFileSync(file, "utf8")),
  );
  expect(past).toEqual([]);
});
