import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { draftName, storyDraft } from "../../../cli/money/story-draft.ts";
import { StorySlug } from "../../../core/model/story-slug.ts";
import { readWords } from "../../../core/operations/brand/story-words.ts";
import { CharityStory } from "../../../core/settlement/charity-file.ts";
import { paidOut } from "../../support/payment-site.ts";

const payout = paidOut();
const day = "2026-11-28";
const aStory = (over: Partial<CharityStory> = {}): CharityStory =>
  CharityStory.parse({
    title: "Größere Brücke: fertig!",
    text: "It has beams.",
    language: "de",
    mayShare: true,
    ...over,
  });
const spoken = (text: string) => text.replaceAll(/\s+/g, " ").trim();

describe("the draft of a charity's story", () => {
  test("has what the charity wrote as a file of the brand's, and lacks what it did not write", () => {
    const picture = { sha256: "0".repeat(64), ending: "jpg" as const, alt: 'Balken: "zwei"' };
    const [, facts = "", words] = storyDraft(aStory({ picture }), { payout, day, picture: "x.jpg" }).split(
      "---\n",
    );
    expect(parse(facts)).toEqual({
      ...{ cause: payout.causes[0], day, title: { de: "Größere Brücke: fertig!" }, by: { de: payout.name } },
      picture: { file: "x.jpg", alt: { de: 'Balken: "zwei"' } },
    });
    expect(words).toBe("\n# de\n\nIt has beams.\n");
  });

  test("has a name that a story may have, whatever its heading is", () => {
    expect(draftName(aStory(), day, "abcdef0123")).toBe("2026-11-28-groessere-bruecke-fertig-abcdef");
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", minLength: 1, maxLength: 120 }), (title) => {
        StorySlug.parse(draftName({ ...aStory(), title }, day, "abcdef0123"));
      }),
      { numRuns: 100 },
    );
  });

  test("says in Markdown exactly what stood there, and nothing in it is HTML, a link or a heading", () => {
    const sign = fc.constantFrom(
      ..."\\`*_[]<>&~|@#+-=:.!()123 \n",
      "\n\n",
      "    ",
      "https://a.example",
      "www.a.example",
      "a@b.example",
      "&amp;",
      "<b>",
      "![x](y)",
      "Word",
    );
    fc.assert(
      fc.property(fc.array(sign, { minLength: 1, maxLength: 30 }), (signs) => {
        const text = `A${signs.join("")}z`;
        const [, , words = ""] = storyDraft(aStory({ text }), { payout, day }).split(/^---$/m);
        const read = readWords(words.replace("# de", ""));
        if (read.outcome === "refused") throw new Error(JSON.stringify([text, read.problems]));
        const said = read.blocks.map((block) => {
          if (block.kind !== "paragraph") throw new Error(`${block.kind} of ${JSON.stringify(text)}`);
          expect(block.runs.map(({ text: _, ...marks }) => marks)).toEqual([{}]);
          return block.runs.map((run) => run.text).join("");
        });
        expect(spoken(said.join(" "))).toBe(spoken(text));
      }),
      { numRuns: 400 },
    );
  });
});
