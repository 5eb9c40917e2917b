import { describe, expect, test } from "vitest";
import { reviewBrand } from "../../../../core/operations/brand/apply-brand.ts";
import { describeProblem } from "../../../../core/operations/brand/document.ts";
import { brokenPromises } from "../../../../core/operations/brand/promises.ts";
import { demoTexts, type Edit } from "../../../support/demo-texts.ts";
import { aPool, someTerms } from "../../../support/giving-builders.ts";

const NOTHING = { causes: [], terms: [], pools: [] };
const NOW = "2026-11-28T00:00:00Z";
const percentage = { kind: "percentage" as const, basisPoints: 250 };
const split = [
  { cause: "chosen", weight: 2 },
  { cause: "trees", weight: 1 },
];
const promised = {
  terms: [someTerms({ share: percentage, split })],
  pools: [aPool({ ratioBasisPoints: 5_000 })],
};
const flat = {
  terms: [someTerms({ share: { kind: "flat", amounts: { EUR: 75, JPY: 110 } } })],
  pools: [],
};
const limited = { terms: [someTerms({ share: percentage, minimumOrder: { EUR: 10_00 } })], pools: [] };

describe("words that promise what the terms do not keep", () => {
  test.each([
    ["en", "We give 5 % of every order.", "5 %"],
    ["en", "Of each purchase 10 percent goes to the rivers.", "10 percent"],
    ["de", "Von jedem Einkauf gehen 5 % an die Flüsse.", "5 %"],
    ["de", "Wir spenden 3 Prozent unseres Umsatzes.", "3 Prozent"],
    ["de", "Wir geben 2,4 % von dem, was Sie kaufen.", "2,4 %"],
    ["de", "10 % des Umsatzes werden gespendet.", "10 %"],
    ["de", "Bei jedem Kauf gehen 5 Prozent an die Wege.", "5 Prozent"],
    ["en", "Of every order, 5 % – a good part – goes to rivers.", "5 %"],
    ["en", "Your gift is tax-deductible.", "tax-deductible"],
    ["en", "You get a tax receipt for each purchase.", "tax receipt"],
    ["en", "Not only do you help: it is tax deductible.", "tax deductible"],
    ["de", "Ihr Beitrag ist steuerlich absetzbar.", "absetzbar"],
    ["de", "Sie erhalten eine Spendenquittung.", "Spendenquittung"],
    ["en", "All proceeds go to the rivers.", "All proceeds"],
    ["en", "100% of our profits are given away.", "100% of our profits"],
    ["en", "Every cent goes to the charity.", "Every cent"],
    ["de", "Alle Erlöse gehen an die Bergrettung.", "Alle Erlöse"],
    ["de", "Der gesamte Gewinn fließt in Wege.", "Der gesamte Gewinn"],
    ["de", "Jeder Cent kommt an.", "Jeder Cent"],
    ["de", "Unser gesamter Gewinn geht an die Flüsse.", "Unser gesamter Gewinn"],
    ["de", "Wir spenden den kompletten Gewinn.", "den kompletten Gewinn"],
  ] as const)("%s: %s", (locale, text, said) => {
    expect(brokenPromises(text, locale, promised).join("\n")).toContain(said);
  });

  test.each([
    ["en", "We give €2 for each order."],
    ["en", "80 cents of every purchase go to a cause."],
    ["de", "Wir geben 1 € pro Einkauf."],
    ["de", "Von jeder Bestellung geben wir 80 Cent."],
    ["en", "We give 120 yen for every item sold."],
    ["en", "$5 from each jacket we sell goes to rescue teams."],
    ["de", "Von jeder Jacke geben wir 5 €."],
  ] as const)("an amount that no terms give: %s %s", (locale, text) => {
    expect(brokenPromises(text, locale, flat)).toEqual([
      expect.stringContaining("no terms in force give that"),
    ]);
  });

  test.each([
    ["en", "Every purchase gives."],
    ["en", "Your purchases go to the rivers."],
    ["de", "Jeder Einkauf gibt."],
  ] as const)("that all give, where some do not: %s %s", (locale, text) => {
    expect(brokenPromises(text, locale, limited)).toEqual([
      expect.stringContaining("gives nothing below 10.00 EUR"),
    ]);
  });
});

describe("words that are kept, or promise nothing", () => {
  test.each([
    ["en", "We give 2.5 % of every order."],
    ["de", "Von jedem Einkauf gehen 2,5 % an die Flüsse."],
    ["en", "A third of what we give always goes to the trees: 33 %."],
    ["en", "The pool adds 50 % to what we give."],
    ["en", "Gifts are not tax-deductible."],
    ["en", "No tax receipts are issued."],
    ["de", "Eine Spendenquittung gibt es dafür nicht."],
    ["en", "Eighty percent of the banks are bare, and 20 % of the otters are gone."],
    ["en", "Volunteers give 20 % of their spare time."],
    ["en", "Every purchase gives."],
    ["en", "The best price is 40 % off."],
    ["en", "Our jackets are 100 % wool and give you warmth."],
    ["en", "Our tents sold 20 % better, and we gave a talk."],
    ["en", "Every order ships today; returns go back free."],
    ["de", "Unser Stoff besteht zu 100 % aus Wolle, und es gibt ihn in drei Farben."],
    ["de", "Der Weg geht über 30 % Steigung, und wir gehen ihn."],
    ["en", "This weekend we give you 20 % off every order."],
    ["de", "Wir geben 20 % Rabatt auf jeden Einkauf."],
    ["de", "40 % der Wege sind zu."],
    ["en", "A kit costs 45 €. It is used every week."],
    ["en", "£10 supports one family for each week."],
    ["en", ""],
  ] as const)("%s: %s", (locale, text) => {
    expect(brokenPromises(text, locale, promised)).toEqual([]);
  });

  test.each([
    ["en", "We give 2% of each purchase, up to €1,000 in all.", 1_000_00, true],
    ["de", "Wir geben 2 % jedes Einkaufs, insgesamt bis 1.000,50 €.", 1_000_50, true],
    ["en", "We give 2% of each purchase, up to €1,000,000 in all.", 1_000_000_00, true],
    ["en", "We give 2% of each purchase, up to €1,000 in all.", 100_00, false],
    ["en", "We give 2% of each purchase, up to €10,000 in all.", 1_000_00, false],
  ] as const)("%s: %s where the most is %i cents: %s", (locale, text, most, isKept) => {
    const capped = { causes: [], terms: [someTerms({ capPerCampaign: { EUR: most } })], pools: [] };
    expect(brokenPromises(text, locale, capped)).toHaveLength(isKept ? 0 : 1);
  });

  test.each([
    ["en", "We give 75 cents for each order."],
    ["de", "Von jeder Bestellung geben wir 0,75 €."],
    ["en", "We give 110 yen for every order."],
    ["en", "We give for every order from 10 €."],
  ] as const)("an amount of the terms: %s %s", (locale, text) => {
    const terms = text.includes("from") ? limited.terms : flat.terms;
    expect(brokenPromises(text, locale, { terms, pools: [] })).toEqual([]);
  });
});

describe("a brand's files", () => {
  const review = (...edits: readonly Edit[]) => {
    const reviewed = reviewBrand(demoTexts(...edits), NOTHING, NOW);
    return reviewed.outcome === "refused" ? reviewed.problems.map(describeProblem) : [];
  };

  test("of the sample promise what they keep", () => {
    expect(review()).toEqual([]);
  });

  test("are refused with the place of the promise", () => {
    const said = "So a part of what you";
    expect(review(["brand", said, `We give 7 % of orders. ${said}`])).toEqual([
      expect.stringMatching(/brand\.yaml:\d+:\d+: “7 %”: no terms in force give that.*2\.5 %/),
    ]);
  });

  test("are held to the terms that are in force, not to former ones", () => {
    const said = "So a part of what you";
    const percent: Edit = ["brand", said, `We give 1 % of orders. ${said}`];
    // The payment links begin at 1 %: only their tiers keep it.
    const tiers = ["USD", "EUR", "JPY"].map(
      (): Edit => ["terms", '{ from: "0", percent: "1" }', '{ from: "0", percent: "1.5" }'],
    );
    expect(review(percent)).toEqual([]);
    expect(review(percent, ...tiers)).toEqual([expect.stringContaining("“1 %”")]);
  });

  test("are checked in the words of pages", () => {
    const words = [
      { file: "words/en.yaml", language: "en", text: "community:\n  join: Join, it is tax-deductible\n" },
    ];
    const reviewed = reviewBrand({ ...demoTexts(), words }, NOTHING, NOW);
    expect(reviewed.outcome === "refused" && reviewed.problems.map(describeProblem)).toEqual([
      expect.stringContaining("community.join: “tax-deductible” promises a tax benefit"),
    ]);
  });
});
