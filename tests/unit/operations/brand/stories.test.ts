import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { StoryWords } from "../../../../core/model/story.ts";
import { type ReviewOptions, reviewBrand } from "../../../../core/operations/brand/apply-brand.ts";
import { compileBrand } from "../../../../core/operations/brand/compile-brand.ts";
import { compileStory } from "../../../../core/operations/brand/compile-story.ts";
import { describeProblem } from "../../../../core/operations/brand/document.ts";
import { readWords } from "../../../../core/operations/brand/story-words.ts";
import { demoStatement, demoStories, demoTexts, demoTextsAndStories } from "../../../support/demo-texts.ts";

const NOW = "2026-11-22T12:00:00Z";
const FACTS = `cause: open-paths
day: 2026-10-01
title: { en: Forty planks, de: Vierzig Bohlen }
summary: { en: They are there., de: Sie sind da. }
by: { en: Tomasz, de: Tomasz }`;
const BODY = "# en\n\nThey came on a Monday.\n\n# de\n\nSie kamen an einem Montag.";

function storyText({ facts = FACTS, body = BODY }: { facts?: string; body?: string } = {}): string {
  return `---\n${facts}\n---\n${body}\n`;
}

function problemsOf(text: string, file = "brands/demo/stories/forty-planks.md"): string[] {
  const compiled = compileStory({ file, text });
  return compiled.outcome === "refused" ? compiled.problems.map(describeProblem) : [];
}

function blocksOf(text: string) {
  const read = readWords(text);
  if (read.outcome === "refused") throw new Error(JSON.stringify(read.problems));
  return read.blocks;
}

function refusals(text: string) {
  const read = readWords(text);
  return read.outcome === "refused" ? read.problems : [];
}

describe("a story's words", () => {
  test("are paragraphs, headings, lists and quotes, with emphasis, strong words and links", () => {
    expect(
      blocksOf(
        "One *two **three*** [four](https://a.example/?b=1&c=2)\\*\nfive\n\n## Six\n\n- seven\n- *eight*\n\n1. nine\n\n> ten",
      ),
    ).toEqual([
      {
        kind: "paragraph",
        runs: [
          { text: "One " },
          { text: "two ", emphasis: true },
          { text: "three", emphasis: true, strong: true },
          { text: " " },
          { text: "four", href: "https://a.example/?b=1&c=2" },
          { text: "* five" },
        ],
      },
      { kind: "heading", runs: [{ text: "Six" }] },
      {
        kind: "list",
        ordered: false,
        items: [[{ text: "seven" }], [{ text: "eight", emphasis: true }]],
      },
      { kind: "list", ordered: true, items: [[{ text: "nine" }]] },
      { kind: "quote", runs: [{ text: "ten" }] },
    ]);
  });

  test.each([
    ["HTML", "a <b>c</b>", /HTML is shown nowhere/],
    ["a block of HTML", "<script>alert(1)</script>", /HTML is shown nowhere/],
    ["code", "a `b`", /signs of code/],
    ["a fence", "```\na\n```", /program code/],
    ["a table", "| a | b |\n|---|---|\n| c | d |", /a table has no place/],
    ["a line across", "a\n\n---\n\nb", /a line across/],
    ["a picture", "![a](b.jpg)", /picture/],
    ["a box to tick", "- [ ] a", /boxes to tick/],
    ["a list in a list", "- a\n  - b", /one paragraph/],
    ["a heading of another level", "### a", /begins with ##/],
    ["a link to a script", "[a](javascript:alert(1))", /https/],
    ["a link without https", "[a](http://b.example)", /https/],
    ["an escaped sign", "a &lt; b", /write the sign itself/],
    ["a link's title", '[a](https://b.example "c")', /no title/],
  ])("are refused with %s", (_, text, message) => {
    expect(refusals(text).map((one) => one.message)).toContainEqual(expect.stringMatching(message));
  });

  test("are refused at the line where the wrong paragraph begins", () => {
    expect(refusals("one\n\ntwo\n\n<i>three</i>\n").map(({ line }) => line)).toContain(5);
  });

  test("hold every letter of any plain paragraph, and nothing that a table cannot keep", () => {
    const plain = fc.stringMatching(/^[A-Za-zäöüß][A-Za-zäöüß ,;?!'"()%€]{0,60}[a-z]$/);
    fc.assert(
      fc.property(fc.array(plain, { minLength: 1, maxLength: 8 }), (paragraphs) => {
        const blocks = blocksOf(paragraphs.join("\n\n"));
        const texts = blocks.map((block) =>
          "runs" in block ? block.runs.map(({ text }) => text).join("") : "",
        );
        expect(texts).toEqual(paragraphs);
      }),
    );
  });

  test("of any text at all are read or refused, and what is read fits the table's schema", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), (text) => {
        const read = readWords(text);
        if (read.outcome === "refused") expect(read.problems.length).toBeGreaterThan(0);
        else if (read.blocks.length > 0)
          expect(StoryWords.parse({ en: read.blocks, de: read.blocks }).en).toEqual(read.blocks);
      }),
      { numRuns: 500 },
    );
  });
});

describe("a story's file", () => {
  test("is facts and words in each language, under the name of its address", () => {
    const compiled = compileStory({ file: "brands/demo/stories/forty-planks.md", text: storyText() });
    expect(compiled).toMatchObject({
      outcome: "compiled",
      story: {
        draft: {
          slug: "forty-planks",
          cause: "open-paths",
          day: "2026-10-01",
          bought: [],
          version: 1,
          sample: false,
          words: { en: [{ kind: "paragraph" }], de: [{ kind: "paragraph" }] },
        },
      },
    });
  });

  test.each([
    ["no facts", "# en\n\na", /forty-planks\.md:1:1: A story begins with its facts/],
    ["facts that do not end", "---\ncause: a\n", /:1:1: A story begins with its facts/],
    ["an unknown fact", storyText({ facts: `${FACTS}\nphoto: a.jpg` }), /:7:1: "photo" is not known here/],
    [
      "a missing language of a fact",
      storyText({ facts: FACTS.replace(", de: Vierzig Bohlen", "") }),
      /:4:8: title, de: needs a German text/,
    ],
    [
      "an amount that is no text",
      storyText({
        facts: `${FACTS}\nbought:\n  - { amount: 12.5, currency: EUR, what: { en: a, de: b } }`,
      }),
      /:8:15: bought 1, amount: .*in quotes/,
    ],
    ["words in one language", storyText({ body: "# en\n\na" }), /There is no # de/],
    [
      "words before a language",
      storyText({ body: `Hello\n\n${BODY}` }),
      /:8:1: Words begin under # en or # de/,
    ],
    [
      "an unknown language",
      storyText({ body: `${BODY}\n\n# fr\n\na` }),
      /:16:1: # begins the words of a language/,
    ],
    ["a language twice", storyText({ body: `${BODY}\n\n# en\n\na` }), /:16:1: # en stands here twice/],
    ["no words under a language", storyText({ body: "# en\n\n# de\n\na" }), /:8:1: # en has no words/],
    [
      "HTML in its words",
      storyText({ body: BODY.replace("They", "<b>They</b>") }),
      /:10:1: HTML is shown nowhere/,
    ],
  ])("with %s is refused at its line", (_, text, message) => {
    expect(problemsOf(text)).toContainEqual(expect.stringMatching(message));
  });

  test("with a name that is no address is refused", () => {
    expect(problemsOf(storyText(), "brands/demo/stories/Forty Planks.md")).toEqual([
      expect.stringMatching(/Forty Planks\.md:1:1: The file's name is the end of the story's address/),
    ]);
  });
});

describe("a story in a language that the brand adds", () => {
  const file = "brands/demo/stories/forty-planks.md";
  const french = FACTS.replaceAll(/, de: ([^}]+) \}/g, ", de: $1, fr: F-$1 }");
  const body = `${BODY}\n\n# fr\n\nIls sont venus un lundi.`;
  const bought = "bought:\n  - { amount: '12.50', currency: EUR, what: { en: a, de: b, fr: c } }";

  test("is kept beside ours, which stay as they were", () => {
    const told = compileStory({ file, text: storyText({ facts: `${french}\n${bought}`, body }) }, ["fr"]);
    expect(told).toMatchObject({
      story: {
        draft: {
          title: { en: "Forty planks", de: "Vierzig Bohlen" },
          bought: [{ amount: 1250, what: { en: "a", de: "b" } }],
          added: {
            fr: { title: "F-Vierzig Bohlen", summary: "F-Sie sind da.", by: "F-Tomasz", bought: ["c"] },
          },
          words: { added: { fr: [{ kind: "paragraph" }] } },
        },
      },
    });
    expect(JSON.stringify(told.outcome === "compiled" && told.story.draft.title)).not.toContain("fr");
  });

  test.each(["title", "summary", "by", "what", "alt"])("has all its parts, or it is refused: %s", (part) => {
    const picture = "picture:\n  file: a.jpg\n  alt: { en: a, de: b, fr: c }";
    const whole = `${french}\n${bought}\n${picture}`;
    const facts = whole.replace(new RegExp(`(${part}: \\{[^}]*), fr: [^}]+\\}`), "$1 }");
    expect(facts).not.toBe(whole);
    const compiled = compileStory({ file, text: storyText({ facts, body }) }, ["fr"]);
    expect(compiled.outcome === "refused" && compiled.problems.map(({ message }) => message)).toEqual([
      expect.stringMatching(new RegExp(`${part}, fr: is missing\\. A story is told in a language with all`)),
    ]);
  });

  test("has words, or it is refused", () => {
    const compiled = compileStory({ file, text: storyText({ facts: french }) }, ["fr"]);
    expect(compiled.outcome === "refused" && compiled.problems.map(({ message }) => message)).toEqual([
      "There is no # fr: write the words in each language.",
    ]);
  });

  test("may be missing", () => {
    const told = compileStory({ file, text: storyText() }, ["fr"]);
    expect(told.outcome === "compiled" && "added" in told.story.draft).toBe(false);
  });

  test("needs the brand's file of words, else its texts are not known", () => {
    const problems = problemsOf(storyText({ facts: french, body }), file);
    expect(problems).toHaveLength(4);
    expect(problems.filter((problem) => problem.includes('"fr" is not known here'))).toHaveLength(3);
    expect(problems).toContainEqual(
      expect.stringMatching(/:16:1: # begins the words of a language: write # en or # de, and/),
    );
  });
});

describe("a brand with stories", () => {
  const FILE = "brands/demo/stories/ten-test-kits.md";

  function reviewed(text: string, more: ReviewOptions = {}) {
    const stated = { ...demoStatement(), stories: [] };
    return reviewBrand(demoTextsAndStories({ [FILE]: text }), stated, NOW, more);
  }

  function problems(text: string, more: ReviewOptions = {}) {
    const review = reviewed(text, more);
    return review.outcome === "refused" ? review.problems.map(describeProblem) : [];
  }

  test("tells of causes that it has", () => {
    expect(problems(storyText({ facts: FACTS.replace("open-paths", "open-pahts") }))).toEqual([
      expect.stringMatching(/ten-test-kits\.md:2:8: There is no cause open-pahts/),
    ]);
  });

  test("tells nothing before its day", () => {
    expect(problems(storyText({ facts: FACTS.replace("2026-10-01", "2026-11-23") }))).toEqual([
      expect.stringMatching(/ten-test-kits\.md:3:6: 2026-11-23 is yet to come/),
    ]);
    expect(problems(storyText({ facts: FACTS.replace("2026-10-01", "2026-11-22") }))).toEqual([]);
  });

  test("tells what is wrong in a story and in another file in the same round", () => {
    const texts = {
      ...demoTextsAndStories({ [FILE]: "nothing" }),
      pools: { file: "pools.yaml", text: "pools: 1" },
    };
    const compiled = compileBrand(texts);
    expect(compiled.outcome === "refused" && compiled.problems.map(({ file }) => file)).toEqual(
      expect.arrayContaining(["pools.yaml", FILE]),
    );
  });

  test("is not applied for customers while a story is invented", () => {
    const found = problems(storyText(), { forCustomers: true });
    expect(found).toContainEqual(
      expect.stringMatching(/bridge-at-alder-ford\.md:\d+:9: The story bridge-at-alder-ford is invented/),
    );
    expect(found.filter((line) => line.includes("ten-test-kits"))).toEqual([]);
  });

  test("writes what is new, what changed and what is gone, and nothing else", () => {
    const first = reviewed(storyText());
    if (first.outcome === "refused") throw new Error(JSON.stringify(first.problems));
    const rows = first.changes.flatMap(({ row }) => (row.part === "stories" ? [row.value] : []));
    const review = (texts = demoTextsAndStories({ [FILE]: storyText() }), stories = rows) => {
      const again = reviewBrand(texts, { ...demoStatement(), stories }, NOW);
      if (again.outcome === "refused") throw new Error(JSON.stringify(again.problems));
      return again.changes.filter(({ how }) => how !== "same").map(({ how, row }) => [how, row.name]);
    };
    expect(rows).toHaveLength(demoStories().length);
    expect(review()).toEqual([]);
    const corrected = storyText({ body: BODY.replace("Monday", "Tuesday") });
    expect(review(demoTextsAndStories({ [FILE]: corrected }))).toEqual([["changed", "story ten-test-kits"]]);
    expect(review(demoTexts())).toEqual(rows.map(({ slug }) => ["gone", `story ${slug}`]));
  });
});
