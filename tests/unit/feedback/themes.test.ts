import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { themeReader } from "../../../core/feedback/themes.ts";
import { demoFeedback } from "../../support/demo-texts.ts";

const form = demoFeedback();
const read = themeReader(form);
const themesOf = (words: string) => read(words).map(({ theme }) => theme);
const phrases = form.themes.flatMap(({ id, words }) =>
  (["en", "de"] as const).flatMap((locale) => words[locale].map((phrase) => ({ id, locale, phrase }))),
);
/** Words that no theme has, in any of our languages. */
const filler = fc.constantFrom("hello", "yesterday", "gestern", "jacket", "Laterne", "2026", "☀️");

describe("the themes of what a customer says", () => {
  test.each([
    ["The queue was endless, but your people are lovely.", ["waiting", "people"]],
    ["We QUEUED for an hour", ["waiting"]],
    ["It took us ages at the till", ["waiting"]],
    ["Lange SCHLANGEN, unfreundliches Personal", ["waiting", "people"]],
    ["Die Größe passte nicht", ["sizes"]],
    ["I was overcharged!", ["money-back"]],
    ["The zip broke", ["repairs", "broken"]],
    ["Alles prima, danke", []],
    ["", []],
  ])("are seen in: %s", (words, themes) => {
    expect(themesOf(words)).toEqual(themes);
  });

  test.each([
    "There was no queue at all",
    "It isn't expensive.",
    "It isn’t that expensive",
    "Keine lange Schlange",
    "Ist nicht kaputt",
  ])("are not what somebody denies: %s", (words) => {
    expect(themesOf(words)).toEqual([]);
  });

  test.each([
    ["Not cold, the queue was long", ["waiting"]],
    ["Kein Regen, aber eine Schlange", ["waiting"]],
    ["Not warm but expensive", ["prices"]],
  ])("are seen where a denial ends before them: %s", (words, themes) => {
    expect(themesOf(words)).toEqual(themes);
  });

  test("are found by every phrase of the brand, wherever it stands, in any case and spelling of its accents", () => {
    const said = fc.record({
      before: fc.array(filler, { maxLength: 6 }),
      phrase: fc.constantFrom(...phrases),
      after: fc.array(filler, { maxLength: 6 }),
      shout: fc.boolean(),
      form: fc.constantFrom("NFC", "NFD", "NFKC"),
    });
    fc.assert(
      fc.property(said, ({ before, phrase, after, shout, form: spelling }) => {
        const plain = [...before, phrase.phrase, ...after].join(" ").normalize(spelling);
        expect(themesOf(shout ? plain.toUpperCase() : plain)).toContain(phrase.id);
      }),
    );
  });

  test("are never found right behind a negation of the phrase's language", () => {
    const denied = fc.constantFrom(...phrases).chain((phrase) =>
      fc.record({
        phrase: fc.constant(phrase),
        negation: fc.constantFrom(...form.negations[phrase.locale]),
        between: fc.array(filler, { maxLength: 1 }),
      }),
    );
    fc.assert(
      fc.property(denied, ({ phrase, negation, between }) => {
        const alone = themeReader({ ...form, themes: form.themes.filter(({ id }) => id === phrase.id) });
        const found = alone([negation, ...between, phrase.phrase].join(" ")).filter(
          // Another phrase of the theme may be a later word of this one.
          ({ phrase: seen }) => seen === phrase.phrase,
        );
        expect(found).toEqual([]);
      }),
    );
  });

  test("are each told once, in the brand's order, whatever is said", () => {
    const order = form.themes.map(({ id }) => id);
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 300 }), (words) => {
        const found = themesOf(words);
        expect(found).toEqual(order.filter((id) => found.includes(id)));
      }),
      { numRuns: 60 },
    );
  });
});
