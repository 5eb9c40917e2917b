import { globSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { disclosureVersion } from "../../../../core/disclosures/disclose.ts";
import * as de from "../../../../core/i18n/de.ts";
import * as en from "../../../../core/i18n/en.ts";
import { Locale } from "../../../../core/model/cause.ts";
import { brokenPromises } from "../../../../core/operations/brand/promises.ts";
import { someTerms } from "../../../support/giving-builders.ts";
import { memorySite } from "../../../support/memory-site.ts";
import { everyday } from "../../../support/states.ts";

describe("the form to join", () => {
  test("has all that is said beside an offer, also when it comes back with a mistake", async () => {
    const browser = memorySite().browser();
    const mistaken = await browser.post("/join", {
      email: "no address",
      language: "en",
      wishes: "impact.email",
    });
    for (const answer of [await browser.get("/join"), mistaken]) {
      const [, folded = ""] = /<details class="disclosure">(.*?)<\/details>/s.exec(String(answer.body)) ?? [];
      for (const terms of everyday.terms) expect(folded).toContain(disclosureVersion(terms, "en"));
      expect(folded).toContain("customers cannot claim it on their taxes");
      expect(folded).toContain("https://site.example/");
    }
    expect(mistaken.status).toBe(422);
  });
});

/** Terms of which a general promise is false: some purchases give nothing, and nothing is given without end. */
const narrow = someTerms({
  share: { kind: "perUnit", skus: ["CUP"], amounts: { CHF: 7 } },
  minimumOrder: { CHF: 1_000 },
  capPerCampaign: { CHF: 100_000 },
});

/** All texts of a dictionary; what they are filled with is no figure and no word. */
function textsIn(words: unknown): string[] {
  if (typeof words === "string") return [words];
  if (typeof words === "function") return textsIn(words(...Array.from({ length: words.length }, () => "◆")));
  if (typeof words === "object" && words !== null) return Object.values(words).flatMap(textsIn);
  return [];
}

/** Words that name a whole that is told of, and do not say that each of it gives. */
const SUMS_UP = /^“(?:your|all) purchases”|^“alle Einkäufe”/i;

/** Sentences of “each” that say themselves of which. */
const LIMITED = [
  "Each purchase that gave to it has a part in it.",
  "Jeder Einkauf, der dafür gegeben hat, hat seinen Anteil daran.",
];

/** What a text promises that terms may not keep. */
function promises(text: string, locale: Locale): string[] {
  const said = LIMITED.reduce((rest, sentence) => rest.replaceAll(sentence, ""), text);
  return brokenPromises(said, locale, { terms: [narrow], pools: [] }).filter((one) => !SUMS_UP.test(one));
}

const FILLED = /\{\{.*?\}\}|\{%.*?%\}/gs;
const MARKUP = /<[^>]*>/g;

describe("what the product itself writes, by hand", () => {
  test.for(Locale.options)(
    "promises nothing that is not made of terms: dictionaries and letters in %s",
    (locale) => {
      const letters = globSync(`messages/*/${locale}/*`).map((file) => [
        file,
        readFileSync(file, "utf8").replace(FILLED, "◆").replace(MARKUP, "\n"),
      ]);
      const words = textsIn({ en, de }[locale]).map((text) => [text, text]);
      expect(letters.length).toBeGreaterThan(50);
      expect(words.length).toBeGreaterThan(500);
      const broken = [...letters, ...words].flatMap(([where = "", text = ""]) =>
        promises(text, locale).map((problem) => `${where}: ${problem}`),
      );
      expect(broken).toEqual([]);
    },
  );

  test("promises nothing on receipts, posters and in the files that shops take over", () => {
    const files = globSync(["integrations/**/*.{php,jsx,liquid,js}", "cli/claim/*.ts"], {
      exclude: (name) => /node_modules|tests/.test(String(name)),
    });
    expect(files.length).toBeGreaterThan(5);
    const broken = files.flatMap((file) =>
      Locale.options.flatMap((locale) =>
        [...readFileSync(file, "utf8").matchAll(/"([^"\n]*)"|'([^'\n]*)'|>([^<>{}]+)</g)].flatMap(
          ([, double, single, between]) =>
            promises(double ?? single ?? between ?? "", locale).map((problem) => `${file}: ${problem}`),
        ),
      ),
    );
    expect(broken).toEqual([]);
  });
});
