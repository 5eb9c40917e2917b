import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { consentStatement, topicWords } from "../../../core/i18n/consent-words.ts";
import { type AddedLanguage, textedWords } from "../../../core/i18n/message-language.ts";
import type { BrandWords } from "../../../core/model/brand-words.ts";
import { Preferences } from "../../../core/model/preferences.ts";
import { readMessageWords } from "../../../core/operations/brand/read-message-words.ts";
import { readText } from "../../../core/people/sms/read-text.ts";
import { joinFields } from "../../../core/site/auth/join-form.ts";
import { INVENTED, inventedFile, inventedWords, turned } from "../../support/invented-language.ts";
import { memorySite } from "../../support/memory-site.ts";
import { brand } from "../../support/states.ts";

function languageOf(words = inventedWords()): AddedLanguage {
  const text = inventedFile(words);
  const read = readMessageWords({ file: `messages/${INVENTED}.yaml`, language: INVENTED, text });
  if (read.outcome === "refused") throw new Error(read.problems.map(({ message }) => message).join());
  return { ...read.language, isWhole: true };
}

const invented = languageOf();
const english = { tag: "en", locale: "en" } as const;
const pages: BrandWords = { language: INVENTED, base: "en", name: "Vairagrq", words: {} };
const site = () => memorySite({ brandWords: [pages] });
const words = [...inventedWords()];

beforeEach(() => {
  globalThis.BRAND_LANGUAGES = [invented];
});
afterEach(() => {
  globalThis.BRAND_LANGUAGES = undefined;
});

/** Joins for one's own impact by email, in the language of the page, and returns what is stored. */
async function joined(language: string) {
  const world = site();
  const [email, wishes] = ["ann@example.com", joinFields.wish("impact", "email")];
  await world.browser().post(`/join?lang=${INVENTED}`, { email, language, wishes });
  const customer = world.asked.map((one) => one["customer"]).find((one) => typeof one === "string");
  const found = customer as Parameters<typeof world.people.consents>[0];
  const [now] = await world.people.consents(found);
  const record = now && (await world.people.consentRecord(found, now));
  return { record, preferences: await world.people.preferences(found) };
}

describe("what customers agree to in a language that the brand adds", () => {
  test("stands beside the boxes in it, and in no other", async () => {
    const page = String((await site().browser().get(`/join?lang=${INVENTED}`)).body);
    const [ours, own] = ["email", "sms"].map((channel) =>
      consentStatement(english, "join", channel as "email", "x"),
    );
    expect(ours).not.toBe(own);
    expect(page).toContain(turned(consentStatement(english, "join", "email", "")).slice(0, 20));
    expect(page).toContain(turned(topicWords(english, "impact").about));
    expect(page).not.toContain(consentStatement(english, "join", "email", brand.name));
    expect(page).toContain(`<p class="words">`);
    expect(page).toContain(`<option value="${INVENTED}" selected>`);
  });

  test("is kept to the letter, with its language and a version that is a hash of it", async () => {
    const { record, preferences } = await joined(INVENTED);
    expect(record).toMatchObject({ locale: INVENTED, wordsVersion: `join.email.${invented.version}` });
    expect(record?.words.split("\n")[0]).toBe(
      consentStatement({ tag: INVENTED, locale: "en" }, "join", "email", brand.name),
    );
    expect(preferences?.language).toBe(INVENTED);
  });

  test("is ours while a word of the brand's is missing, and the version is ours then", async () => {
    const { words: _, ...stub } = invented;
    globalThis.BRAND_LANGUAGES = [{ ...stub, isWhole: false }];
    const { record } = await joined("en");
    expect(record?.locale).toBe("en");
    expect(record?.words.split("\n")[0]).toBe(consentStatement(english, "join", "email", brand.name));
    const page = String((await site().browser().get(`/join?lang=${INVENTED}`)).body);
    expect(page).toContain(`<p class="words" lang="en">`);
    expect(page).not.toContain(`<option value="${INVENTED}"`);
  });

  test("has another version whenever one of its letters is another, and only then", () => {
    const isAgreed = (path: string) => /^(?:consent\.|auth\.)/.test(path);
    fc.assert(
      fc.property(fc.constantFrom(...words), ([path, text]) => {
        const changed = languageOf(new Map([...words, [path, text.replace(/[a-z](?=[^{}]*(?:\{|$))/, "é")]]));
        const isAnother = changed.words?.[path] !== invented.words?.[path];
        expect(changed.version === invented.version).toBe(!(isAgreed(path) && isAnother));
      }),
      { numRuns: 40 },
    );
    expect(invented.version.length + "preferences.email.".length).toBeLessThanOrEqual(40);
  });

  test("stays a choice that the preferences keep, though the brand takes it back", () => {
    globalThis.BRAND_LANGUAGES = undefined;
    expect(Preferences.shape.language.parse(INVENTED)).toBe(INVENTED);
  });
});

describe("a word that customers text in a language that the brand adds", () => {
  test("is heard beside ours, while the brand has the language", () => {
    const more = textedWords();
    expect(
      [turned("YES"), "lrf!", turned("STOP"), turned("HELP")].map((text) => readText(text, "", more).kind),
    ).toEqual(["yes", "yes", "stop", "help"]);
    expect(readText(turned("YES"), "").kind).toBe("other");
  });

  test("takes nothing from those of ours", () => {
    const ours = [
      "STOP",
      "STOPP",
      "Stop it please",
      "YES",
      "JA",
      "START",
      "HELP",
      "HILFE",
      "no more texts",
      "ENDE",
      "GIVE",
    ];
    for (const text of ours) expect(readText(text, "GIVE", textedWords())).toEqual(readText(text, "GIVE"));
  });
});
