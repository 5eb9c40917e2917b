import { describe, expect, test } from "vitest";
import type { Listening } from "../../../../core/giving/config/listening.ts";
import { reviewBrand } from "../../../../core/operations/brand/apply-brand.ts";
import { compileBrand } from "../../../../core/operations/brand/compile-brand.ts";
import { describeProblem } from "../../../../core/operations/brand/document.ts";
import { demoStatement, demoTexts, demoTextsAndListening, type Edit } from "../../../support/demo-texts.ts";

const NOW = "2026-11-22T12:00:00Z";
const { brand, causes, terms, pools } = demoStatement();
const { stores, feedback } = compiled();

function compiled() {
  const result = compileBrand(demoTextsAndListening());
  if (result.outcome === "refused") throw new Error(result.problems.map(describeProblem).join());
  return result.draft;
}

function problemsOf(...edits: Edit[]): string[] {
  const reviewed = compileBrand(demoTextsAndListening(...edits));
  return reviewed.outcome === "refused" ? reviewed.problems.map(describeProblem) : [];
}

function changesOf(listening: Listening | undefined, texts = demoTextsAndListening()) {
  const reviewed = reviewBrand(texts, { brand, causes, terms, pools, ...(listening && { listening }) }, NOW);
  if (reviewed.outcome === "refused") throw new Error(reviewed.problems.map(describeProblem).join());
  return reviewed.changes
    .filter(({ row }) => row.part === "stores" || row.part === "feedback")
    .map(({ how, row }) => [how, row.name] as const);
}

describe("a brand's stores, and what it asks", () => {
  test("are rows of their own, new, the same, changed, or gone with their file", () => {
    expect(changesOf(undefined)).toEqual([
      ["new", "store harbour-street"],
      ["new", "store mill-lane"],
      ["new", "feedback"],
    ]);
    expect(changesOf({ stores, ...(feedback && { form: feedback }) }).map(([how]) => how)).toEqual([
      ...["same", "same", "same"],
    ]);
    const without = demoTexts();
    expect(changesOf({ stores, ...(feedback && { form: feedback }) }, without)).toEqual([
      ["gone", "store harbour-street"],
      ["gone", "store mill-lane"],
      ["gone", "feedback"],
    ]);
    expect(changesOf(undefined, without)).toEqual([]);
  });

  test.each<[Edit, RegExp]>([
    [
      ["stores", "id: mill-lane", "id: harbour-street"],
      /stores\.yaml:11:9: Store harbour-street is stated twice/,
    ],
    [["stores", "id: mill-lane", "id: mill lane"], /stores mill lane, id: letters, digits, hyphens/],
    [["stores", "Europe/Berlin", "Europe/Oberstdorf"], /"Europe\/Oberstdorf" is not a time zone/],
    [["stores", "[de, en]", "[german]"], /"german" is not a language: write its tag/],
    [["stores", "de: Mühlgasse", ""], /name, de: needs a German text/],
    [["stores", "zone:", "hours: 9-5\n    zone:"], /"hours" is not known here/],
    [["feedback", "id: people", "id: waiting"], /Theme waiting is stated twice/],
    [["feedback", "[repair, mend, zip, seam]", '["!!"]'], /"!!" has no letter and no digit/],
    [["feedback", "trouble: true", "trouble: very"], /trouble: Invalid input/],
    [["feedback", "negations:", "negation:"], /"negation" is not known here/],
  ])("are refused where something is wrong: %j", (edit, message) => {
    expect(problemsOf(edit)).toContainEqual(expect.stringMatching(message));
  });

  test("may have a theme in one language alone, and none without any word", () => {
    expect(problemsOf(["feedback", "      en: [repair, mend, zip, seam]\n", ""])).toEqual([]);
    const neither: Edit = [
      "feedback",
      "      en: [repair, mend, zip, seam]\n      de: [Reparatur, repariert, geflickt, Reißverschluss, Naht]",
      "      en: []",
    ];
    expect(problemsOf(neither)).toEqual([expect.stringMatching(/Theme repairs has no word in any language/)]);
  });
});
