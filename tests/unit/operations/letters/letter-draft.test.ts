import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { startingFiles } from "../../../../cli/letter/starting-files.ts";
import { LetterTopic } from "../../../../core/model/topic.ts";
import { describeProblem } from "../../../../core/operations/brand/document.ts";
import { readLetter } from "../../../../core/operations/letters/letter-draft.ts";
import { someTerms } from "../../../support/giving-builders.ts";
import { englishWords, letterTexts } from "../../../support/letter-builders.ts";

const promised = { terms: [], pools: [] };
const of = { brand: { letters: ["offers" as const] }, causes: [{ slug: "clean-rivers" }], promised };

function problems(over: Parameters<typeof letterTexts>[0], brand: Parameters<typeof readLetter>[1] = of) {
  const read = readLetter(letterTexts(over), brand);
  return read.outcome === "refused"
    ? read.problems.map((one) => describeProblem(one).replace("brands/demo/letters/winter-repair/", ""))
    : [];
}

describe("the files of a letter", () => {
  test("are read slot by slot, in each language", () => {
    const read = readLetter(letterTexts(), of);
    expect(read).toMatchObject({
      outcome: "read",
      draft: {
        content: {
          topic: "offers",
          audience: {},
          words: {
            subject: { en: "We mend your jacket", de: "Wir flicken Ihre Jacke" },
            paragraphs: [{ en: "Bring one thing that is torn." }, { de: "It costs nothing." }],
            lede: null,
            text: null,
          },
        },
      },
    });
  });

  test("with which a letter begins pass every check, once the brand writes on their topic", () => {
    for (const topic of LetterTopic.options) {
      const files = startingFiles(topic);
      const texts = letterTexts({
        letter: files["letter.yaml"] ?? "",
        en: files["en.yaml"] ?? "",
        de: files["de.yaml"] ?? "",
      });
      expect(readLetter(texts, { brand: { letters: [topic] }, causes: [], promised }).outcome).toBe("read");
      // The lines that are left out are right, too, when they are put in.
      const all = (text: string) => text.replaceAll(/^# ?(?=(until|text|offer):)/gm, "");
      const full = letterTexts({
        letter: all(texts.letter.text),
        en: all(texts.en.text),
        de: all(texts.de.text),
      });
      expect(
        problems(
          { letter: full.letter.text, en: full.en.text, de: full.de.text },
          { brand: { letters: [topic] }, causes: [], promised },
        ),
      ).toEqual([]);
    }
  });

  test.for<[string, string, string | undefined]>([
    ["in English", "en", "Each Saturday 2% of your purchase goes to rivers."],
    ["in German", "de", "Wir geben 2 % von jedem Einkauf an Flüsse."],
    ["without a figure", "en", "Your purchases support rivers."],
    ["of what was given", "en", "Your purchases gave €500. We have given all of it to rivers."],
    ["in German, of what was given", "de", "Wir haben von Ihren Einkäufen 500 € an Flüsse gegeben."],
    ["that nothing is given", "en", "We do not give anything of these purchases."],
    ["of a discount", "en", "10% off your purchase this week."],
  ])("promise what the terms in force give where their words do: %s", ([_, locale, said = ""]) => {
    const given = { terms: [someTerms()], pools: [] };
    const words = englishWords.replace("It costs nothing.", said);
    const read = (brand: typeof given, over = {}) => {
      const one = readLetter(letterTexts({ [locale]: words, ...over }), { ...of, promised: brand });
      return one.outcome === "read" ? one.draft.content.promise : one.problems;
    };
    const promises = / goes to|Wir geben|support/.test(said);
    expect(read(given)).toEqual(promises ? { terms: ["everyday@1"], inText: false } : undefined);
    expect(read(given, { letter: "topic: offers\npresentation: words\noffer: true\n" })).toEqual({
      terms: ["everyday@1"],
      inText: true,
    });
    const texts = Object.fromEntries(["en", "de"].map((one) => [one, `${englishWords}text: ${said}\n`]));
    if (locale === "en")
      expect(read(given, texts)).toEqual(promises ? { terms: ["everyday@1"], inText: true } : undefined);
    if (!/2%|2 %/.test(said)) expect(read(promised)).toBeUndefined();
  });

  test("of the sample brand are right", () => {
    const file = (name: string) => readFileSync(`brands/demo/letters/winter-repair/${name}.yaml`, "utf8");
    expect(problems({ letter: file("letter"), en: file("en"), de: file("de") })).toEqual([]);
  });

  test("are refused with the place of each mistake, and what to do", () => {
    expect(problems({ letter: "topic: offers\npresentation: words\nsubjet: no\n" })).toEqual([
      'letter.yaml:3:1: "subjet" is not known here: correct its spelling or remove it.',
    ]);
    expect(problems({ letter: "topic: offers\naudience: { cause: rivers }\npresentation: words\n" })).toEqual(
      ["letter.yaml:2:20: audience, cause: causes.yaml has no cause rivers: name one of clean-rivers."],
    );
    expect(problems({ en: englishWords.replace("We mend your jacket", "Every cent helps") })).toEqual([
      expect.stringMatching(/^en.yaml:1:10: “Every cent” promises more than any terms give/),
    ]);
    expect(problems({}, { ...of, brand: {} })[0]).toMatch(
      /^letter.yaml:1:8: topic: the brand writes no letters on offers/,
    );
    expect(problems({ de: `${englishWords}text: Kurz\n` })).toEqual([
      "de.yaml:10:7: text: en.yaml has none. Write it in each language, or in none.",
    ]);
    expect(problems({ de: englishWords.replace("  - It costs nothing.\n", "") })[0]).toContain(
      "paragraphs: 1 here, 2 in en.yaml",
    );
  });

  test.each([
    ["**Now** or never", "signs of markdown"],
    ["See [here](https://tarnfell.example)", "a link in markdown"],
    ["# News", "at its beginning"],
    ["<b>Now</b>", "a tag of HTML"],
    ["Hello {{ name }}", "signs of a template"],
  ])("are refused for words that are not plain: %s", (headline, what) => {
    const quoted = englishWords.replace("We mend what you wear.", JSON.stringify(headline));
    const [problem] = problems({ en: quoted });
    expect(problem).toMatch(/^en\.yaml:3:11: headline: /);
    expect(problem).toContain(what);
  });

  test("property: never throw, whatever is in them", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (letter, en, de) => {
        expect(["read", "refused"]).toContain(readLetter(letterTexts({ letter, en, de }), of).outcome);
      }),
    );
  });
});
