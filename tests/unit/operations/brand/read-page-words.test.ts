import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { stringify } from "yaml";
import { VERSIONED_TEXTS } from "../../../../core/i18n/consent-words.ts";
import { PAGE_AREAS } from "../../../../core/i18n/own-words.ts";
import { describeProblem } from "../../../../core/operations/brand/document.ts";
import { missingWords, readPageWords } from "../../../../core/operations/brand/read-page-words.ts";
import { asWritten, treeOf } from "../../../support/written-words.ts";

function read(text: string, language = "en") {
  return readPageWords({ file: `words/${language}.yaml`, language, text });
}

function problemsOf(text: string, language?: string): readonly string[] {
  return read(text, language).problems.map(describeProblem);
}

const texts = new Map(PAGE_AREAS.flatMap((area) => [...asWritten(area, "en")]));
const isVersioned = (path: string) =>
  VERSIONED_TEXTS.some((one) => path === one || path.startsWith(`${one}.`));
const open = [...texts].filter(([path]) => !isVersioned(path));
/** Parts of a list are written together. */
const anyOpen = fc.constantFrom(...open.filter(([path]) => !/\.\d+$/.test(path)));
const file = (path: string, text: string) => stringify(treeOf([[path, text]]));
const values = (text: string) => text.match(/\{[A-Za-z]+\}/g) ?? [];

describe("a brand's own word of a page", () => {
  test("may stand in the place of each text of the dictionaries but those that a withdrawal keeps", () => {
    expect(texts.size).toBeGreaterThan(500);
    const { words, problems } = read(stringify(treeOf(open)));
    expect(problems).toEqual([]);
    expect(words?.words).toEqual(Object.fromEntries(open));
  });

  test("is taken with the values of ours in it, in any order", () => {
    fc.assert(
      fc.property(anyOpen, fc.nat(), ([path, text], turn) => {
        const own = values(text);
        const turned = [...own.slice(turn % (own.length || 1)), ...own.slice(0, turn % (own.length || 1))];
        const written = turned.join(" ") || "x";
        expect(read(file(path, written)).words?.words).toEqual({ [path]: written });
      }),
    );
  });

  test("is refused with another value, or with one of them missing", () => {
    fc.assert(
      fc.property(anyOpen, ([path, text]) => {
        const [first] = values(text);
        expect(problemsOf(file(path, `${text} {nobody}`)).join()).toMatch(
          /\{nobody\} is not known here|has \d+ letters/,
        );
        if (first !== undefined && !path.endsWith(".one"))
          expect(problemsOf(file(path, `x${text.replaceAll(first, "")}`))).toHaveLength(1);
      }),
    );
  });

  test("is told where it is wrong, and what is meant", () => {
    const text = [
      "comunity: {}",
      "community:",
      "  asOff: x",
      "  asOf: 'As of {when} by {watch}'",
      "  clock: 'Local time'",
      "  join: Become one of us, who give with each purchase, today",
      "  ledger: '<b>All</b> of it'",
      "  days: { one: day, few: days }",
      "  pendingText: { with: 'For {days}.', without: 'For {days}.' }",
      "  headline: [One]",
      "  skip: 3",
      "auth: { unsubscribe: { stop: Away } }",
      "consent: {}",
      "message: {}",
    ].join("\n");
    expect(problemsOf(text)).toEqual([
      'words/en.yaml:1:1: "comunity" is not known here: "community" is meant, perhaps.',
      'words/en.yaml:3:3: community: "asOff" is not known here: "asOf" is meant, perhaps.',
      "words/en.yaml:4:9: community, asOf: {watch} is not known here: it takes {when}, {clock}.",
      "words/en.yaml:5:10: community, clock: lacks {city}: ours is “{city} time”.",
      "words/en.yaml:6:9: community, join: has 52 letters, and there is room for 32: shorten it.",
      "words/en.yaml:7:11: community, ledger: is plain text, and pages show a tag or an escaped character as it is written: remove it.",
      'words/en.yaml:8:21: community, days: "few" is not known here: known are one, other.',
      "words/en.yaml:9:48: community, pendingText, without: {days} is not known here: this text takes no value.",
      "words/en.yaml:10:13: community, headline: write a list of 2 texts, as ours is.",
      "words/en.yaml:11:9: community, skip: write one text here.",
      "words/en.yaml:12:30: auth, unsubscribe, stop: is kept with what a customer withdraws, word for word and under a version of ours: it cannot be changed here.",
      "words/en.yaml:13:1: consent is what customers agree to: it is kept with each consent, word for word and under a version of ours, and cannot be changed here.",
      "words/en.yaml:14:1: message stands around letters and texts, not on pages: their words are in messages/.",
    ]);
  });
});

describe("a language that a brand adds", () => {
  const dutch = "language: { base: en }\ncommunity: { join: Doe mee, days: { one: dag, other: dagen } }\n";

  test("is called as it calls itself, and says what it falls back to", () => {
    expect(read(dutch, "nl").words).toEqual({
      ...{ language: "nl", base: "en", name: "Nederlands" },
      words: { "community.join": "Doe mee", "community.days.one": "dag", "community.days.other": "dagen" },
    });
    expect(read("language: { base: en, name: UK }\ncommunity: {}", "en-GB").words?.name).toBe("UK");
  });

  test("may tell apart as many forms of a noun as it has, and no others", () => {
    const polish =
      "language: { base: en }\ncommunity: { days: { one: dzień, few: dni, many: dni, other: dnia } }";
    expect(problemsOf(polish, "pl")).toEqual([]);
    expect(problemsOf(polish, "nl")).toHaveLength(2);
  });

  test("is told which of our texts it has not", () => {
    const { words } = read(dutch, "nl");
    expect(words && missingWords(words)).toMatch(
      /^3 of \d+ texts of pages are written in nl, for the others those in en stand: community\.skip, /,
    );
    const whole = read(`language: { base: en }\n${stringify(treeOf(open))}`, "nl").words;
    expect(whole && missingWords(whole)).toMatch(/^\d+ of \d+ .*: auth\.unsubscribe\.text/);
  });

  test.each([
    ["Dutch", dutch, "words/Dutch.yaml is named after no language"],
    ["nl_NL", dutch, "words/nl_NL.yaml is named after no language"],
    ["xx", dutch, "words/xx.yaml is named after no language"],
    ["nl", "community: {}", "say whose texts stand where this file has none: language: { base: en or de }"],
    ["nl", "language: { base: fr }", "write its base and, if you like, its own name"],
    ["nl", "", "words/nl.yaml has no words"],
    ["de", "language: { base: en }", "de is complete without it: remove this"],
  ])("is refused as %s.yaml with %j", (language, text, message) => {
    expect(problemsOf(text, language)).toEqual([expect.stringContaining(message)]);
  });
});

test("the longest words that are taken fit in one item of the table", () => {
  const ITEM_BYTES_MAX = 400 * 1024;
  const BYTES_OF_A_LETTER_MAX = 3;
  const longest = open.map(([path, text]) => {
    const room = /there is room for (\d+)/.exec(problemsOf(file(path, "x".repeat(3000))).join())?.[1];
    return path.length + (room === undefined ? 3 * text.length : Number(room) * BYTES_OF_A_LETTER_MAX);
  });
  expect(longest.reduce((sum, bytes) => sum + bytes, 0)).toBeLessThan(0.75 * ITEM_BYTES_MAX);
});
