import { describe, expect, test } from "vitest";
import { reviewBrand } from "../../../../core/operations/brand/apply-brand.ts";
import { textSizes } from "../../../../core/operations/brand/check-texts.ts";
import { compileBrand } from "../../../../core/operations/brand/compile-brand.ts";
import { describeProblem } from "../../../../core/operations/brand/document.ts";
import { demoStatement, demoTexts, type Edit } from "../../../support/demo-texts.ts";

const NOTHING = { causes: [], terms: [], pools: [] };

function noticesOf(...edits: Edit[]): string[] {
  const reviewed = reviewBrand(demoTexts(...edits), NOTHING, "2026-01-01T00:00:00Z");
  return reviewed.outcome === "accepted" ? reviewed.notices.map(describeProblem) : [reviewed.outcome];
}
function problemsOf(...edits: Edit[]): string[] {
  const compiled = compileBrand(demoTexts(...edits));
  return compiled.outcome === "refused" ? compiled.problems.map(describeProblem) : [];
}

describe("the texts of the sample brand", () => {
  test("take one or two parts each, in both languages, and lose nothing", () => {
    const sizes = textSizes(demoStatement());
    expect(new Set(sizes.map(({ locale }) => locale))).toEqual(new Set(["en", "de"]));
    expect(sizes.filter(({ parts, omits }) => parts > 2 || omits !== undefined)).toEqual([]);
    expect(noticesOf()).toEqual([]);
  });
});

describe("a letter that texts carry at twice the price", () => {
  test("in the brand's name is told with its place, its price and what to write", () => {
    const [notice = "", ...more] = noticesOf(["brand", "name: Tarnfell", "name: Tarňfell"]);
    expect(more).toEqual([]);
    expect(notice).toMatch(/^brands\/demo\/brand\.yaml:2:7: The brand's name, "Tarňfell", has "ň": /);
    expect(notice).toMatch(
      /\d+ of 32 texts take more parts: [a-z-]+ in (en|de) is sent as \d in place of \d, about \$0\.0\d more/,
    );
    expect(notice).toMatch(/To save it, write "n" for "ň"\.$/);
  });

  test("in a cause's name or a milestone's label is told for its language alone", () => {
    const inName = noticesOf(["causes", "en: Clean rivers", "en: Clean rivers 💧"]);
    expect(inName).toHaveLength(1);
    expect(inName[0]).toMatch(
      /^brands\/demo\/causes\.yaml:6:11: The name of clean-rivers in en, .* leave "💧" out\.$/,
    );
    const inLabel = noticesOf(["causes", "de: Ein Kilometer Ufer aufgeräumt", "de: Один километр берега"]);
    expect(inLabel).toHaveLength(1);
    expect(inLabel[0]).toMatch(/label in de, .*find another spelling without "О"/);
  });

  test("is none where a text carries it plainly anyway", () => {
    expect(noticesOf(["brand", "name: Tarnfell", "name: “Tarnfell” – Größe ½"])).toEqual([]);
  });

  test("is told even of a name that is cut, and no text of it is refused", () => {
    const long = "Ř".repeat(80);
    const sizes = textSizes(demoStatement(["brand", "name: Tarnfell", `name: ${long}`]));
    expect(Math.max(...sizes.map(({ parts }) => parts))).toBeLessThanOrEqual(3);
    expect(sizes.some(({ omits }) => omits === "letters")).toBe(true);
  });
});

describe("a name that a text or a subject cannot hold", () => {
  test.for([
    ["brand", "name: Tarnfell", 'name: "Tarn\\nfell"', /brand\.yaml:2:7: name: a name is one line/],
    ["causes", "en: Clean rivers", 'en: "Clean\\u2028rivers"', /causes\.yaml:6:11: .*a name is one line/],
    ["causes", "name: Silverbeck River Trust", 'name: "Silver\\u202ebeck"', /a name is one line/],
    ["causes", "en: Clean rivers", `en: ${"river ".repeat(30)}`, /more than 120 letters/],
    ["causes", "en: One kilometer of bank cleared", 'en: " "', /write a name/],
  ] as const)("is refused with its place: %s %s", ([part, from, to, message]) => {
    const problems = problemsOf([part, from, to]);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(message);
  });

  test("is mended where only the end of the line is too much", () => {
    const [cause] = demoStatement(["causes", "en: Clean rivers", "en: |\n        Clean rivers"]).causes;
    expect(cause?.name.en).toBe("Clean rivers");
  });
});
