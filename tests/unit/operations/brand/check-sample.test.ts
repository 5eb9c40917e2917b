import { describe, expect, test } from "vitest";
import { reviewBrand } from "../../../../core/operations/brand/apply-brand.ts";
import type { BrandFile } from "../../../../core/operations/brand/brand-draft.ts";
import { checkSample } from "../../../../core/operations/brand/check-sample.ts";
import { compileBrand } from "../../../../core/operations/brand/compile-brand.ts";
import { describeProblem } from "../../../../core/operations/brand/document.ts";
import { demoTexts } from "../../../support/demo-texts.ts";
import { demoPictures } from "../../../support/pictures.ts";

const NOTHING = { causes: [], terms: [], pools: [] };
const NOW = "2026-01-01T00:00:00Z";

/** The sample brand's files as a brand of its own would have them. */
function ownTexts(change: (text: string) => string = (text) => text) {
  const texts = demoTexts();
  const own = (part: BrandFile) => ({
    file: texts[part]?.file ?? "",
    text: change(
      (texts[part]?.text ?? "")
        .replaceAll("Tarnfell", "Alder")
        .replaceAll("Quellenweg 7", "Mill Lane 3")
        .replaceAll(/[a-z-]+\.example\b/g, "alder.org")
        .replaceAll("sample: true", "sample: false"),
    ),
  });
  return {
    brand: own("brand"),
    causes: own("causes"),
    terms: own("terms"),
    pools: own("pools"),
    rates: own("rates"),
    pictures: demoPictures,
  };
}

function examples(texts: ReturnType<typeof demoTexts>): string[] {
  const reviewed = reviewBrand(texts, NOTHING, NOW, { forCustomers: true });
  return reviewed.outcome === "refused" ? reviewed.problems.map(describeProblem) : [];
}

describe("a brand that customers read", () => {
  test("is refused with each example that is left, at its place", () => {
    const found = examples(demoTexts());
    expect(found).toContainEqual(
      expect.stringMatching(
        /brand\.yaml:\d+:\d+: https:\/\/tarnfell\.example\/impressum is a name for examples/,
      ),
    );
    expect(found).toContainEqual(expect.stringMatching(/brand\.yaml:.*hello@tarnfell\.example/));
    expect(found).toContainEqual(expect.stringMatching(/brand\.yaml:.*Quellenweg 7.*the sample brand's/));
    expect(found.filter((line) => /causes\.yaml:.*invented/.test(line))).toHaveLength(4);
    expect(found.filter((line) => /causes\.yaml:.*charity's own page/.test(line))).toHaveLength(4);
  });

  test("is accepted once all of it is the brand's own", () => {
    expect(examples(ownTexts())).toEqual([]);
  });

  test.each(["example.com", "www.example.org", "shop.test", "a.b.invalid"])("has no page at %s", (host) => {
    const found = examples(ownTexts((text) => text.replaceAll("alder.org/privacy", `${host}/privacy`)));
    expect(found).toEqual([expect.stringContaining(host)]);
  });

  test("may have an address that only sounds like an example", () => {
    const own = ownTexts((text) => text.replaceAll("alder.org", "counterexample.org"));
    expect(examples(own)).toEqual([]);
  });
});

test("on this machine the sample brand may be tried", () => {
  expect(reviewBrand(demoTexts(), NOTHING, NOW).outcome).toBe("accepted");
  const compiled = compileBrand(demoTexts());
  if (compiled.outcome === "refused") throw new Error("The sample brand has problems.");
  expect(checkSample(compiled.draft, compiled.problemAt).length).toBeGreaterThan(0);
});
