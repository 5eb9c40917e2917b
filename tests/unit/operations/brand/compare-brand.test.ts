import { describe, expect, test } from "vitest";
import { describeChanges } from "../../../../cli/brand/brand-ledger.ts";
import { type Reviewed, reviewBrand } from "../../../../core/operations/brand/apply-brand.ts";
import type { StatedBrand } from "../../../../core/operations/brand/compare-brand.ts";
import { describeProblem } from "../../../../core/operations/brand/document.ts";
import { demoStatement, demoTexts, type Edit } from "../../../support/demo-texts.ts";

const NOW = "2026-11-22T12:00:00Z";
const NOTHING = { causes: [], terms: [], pools: [] };

/** The sample as it is deployed, before any of its stories. */
function stated(): StatedBrand {
  return { ...demoStatement(), stories: [] };
}

function review(edits: readonly Edit[], stored: StatedBrand = stated()): Reviewed {
  return reviewBrand(demoTexts(...edits), stored, NOW);
}

function problemsOf(...edits: Edit[]): string[] {
  const reviewed = review(edits);
  return reviewed.outcome === "refused" ? reviewed.problems.map(describeProblem) : [];
}

function changesOf(edits: readonly Edit[], stored: StatedBrand = stated()): string[] {
  const reviewed = review(edits, stored);
  if (reviewed.outcome === "refused") throw new Error(reviewed.problems.map(describeProblem).join("\n"));
  return reviewed.changes
    .filter(({ how }) => how !== "same")
    .map(
      (change) => `${change.how} ${change.row.name}${change.how === "changed" ? `: ${change.fields}` : ""}`,
    );
}

/** Terms for the tills that begin at `from`, put before the payment links. */
function nextTills(from: string): Edit {
  const terms = `  - id: tills
    version: 2
    from: ${from}
    connections: [square/till]
    share: { kind: flat, amounts: { USD: "1.00" } }
    roundUp: false
    defaultCause: open-paths
    returnDays: 14
    claimDays: 60
    onMatchRefund: lapse
`;
  return ["terms", "  # Payment links", `${terms}  # Payment links`];
}

describe("beside what is deployed, a brand's files", () => {
  test("change nothing when they say the same", () => {
    expect(changesOf([])).toEqual([]);
  });

  test("are all new to an empty ledger, terms of the past included", () => {
    const reviewed = reviewBrand(demoTexts(), NOTHING, NOW);
    expect(reviewed.outcome === "accepted" && reviewed.changes.every(({ how }) => how === "new")).toBe(true);
  });

  test("may change a cause's words and goal", () => {
    const edits: Edit[] = [["causes", "en: Clean rivers", "en: Clear rivers"]];
    expect(changesOf(edits)).toEqual(["changed cause clean-rivers: name"]);
  });

  test("may not have another brand's name, unless the brand was renamed", () => {
    const edits: Edit[] = [["brand", "name: Tarnfell", "name: Moorhead"]];
    expect(problemsOf(...edits)).toEqual([
      expect.stringMatching(
        /brand\.yaml:\d+:7: The brand that is applied is Tarnfell, and this one is Moorhead: .*--rename/,
      ),
    ]);
    const renamed = reviewBrand(demoTexts(...edits), stated(), NOW, { mayRename: true });
    expect(renamed.outcome).toBe("accepted");
    expect(describeChanges(renamed.outcome === "accepted" ? renamed.changes : [])).toEqual([
      "~ brand",
      '    name: "Tarnfell" → "Moorhead"',
    ]);
  });

  test("may not change the time zone", () => {
    expect(problemsOf(["brand", "Europe/Berlin", "Europe/Vienna"])).toEqual([
      expect.stringMatching(
        /^brands\/demo\/brand\.yaml:\d+:11: The brand's time zone is Europe\/Berlin and cannot/,
      ),
    ]);
  });

  test("may not change a version of the terms", () => {
    expect(problemsOf(["terms", 'percent: "2.5"', 'percent: "2"'])).toEqual([
      expect.stringMatching(
        /terms\.yaml:\d+:12: Terms web-shops@2 are deployed and never change, but "share"/,
      ),
    ]);
  });

  test("may not leave out a cause, terms or a pool that gifts name", () => {
    const stored = demoStatement();
    const [cause, terms, pool] = [stored.causes[0], stored.terms[0], stored.pools[0]];
    if (!(cause && terms && pool)) throw new Error("the sample brand has these");
    const more = {
      ...{ brand: stored.brand, words: [] },
      causes: [...stored.causes, { ...cause, slug: "old-cause" }],
      terms: [...stored.terms, { ...terms, id: "old-terms" }],
      pools: [...stored.pools, { ...pool, id: "old-pool" }],
    };
    const reviewed = review([], more);
    expect(reviewed.outcome === "refused" && reviewed.problems.map(({ message }) => message)).toEqual([
      expect.stringMatching(
        /^old-cause is deployed but no longer in this file: write it back with status paused/,
      ),
      expect.stringMatching(/^old-terms@1 is deployed/),
      expect.stringMatching(/^old-pool is deployed/),
    ]);
  });
});

describe("a new version of terms", () => {
  test("is taken when it begins five minutes from now", () => {
    expect(changesOf([nextTills("2026-11-22T12:05:00Z")])).toEqual(["new terms tills@2"]);
  });

  test("is refused when it begins sooner than warm functions would notice", () => {
    expect(problemsOf(nextTills("2026-11-22T12:04:59Z"))).toEqual([
      expect.stringMatching(
        /Terms tills@2 begin too early: tills@1 is in force .* Begin at 2026-11-22T12:05:00Z or later/,
      ),
    ]);
  });

  test("may begin in the past where nothing was in force", () => {
    const stored = stated();
    const without = { ...stored, terms: stored.terms.filter(({ id }) => id !== "tills") };
    expect(changesOf([], without)).toEqual(["new terms tills@1"]);
  });
});

describe("a deployed pool", () => {
  test("may grow and last longer", () => {
    const edits: Edit[] = [
      ["pools", '"90.00"', '"120.00"'],
      ["pools", "until: 2044", "until: 2045"],
    ];
    expect(changesOf(edits)).toEqual(["changed pool river-match: until,amount"]);
  });

  test.each<[string, Edit, RegExp]>([
    [
      "shrink",
      ["pools", '"90.00"', '"89.99"'],
      /pools\.yaml:\d+:13: Pool river-match holds 90\.00 EUR and can only grow/,
    ],
    ["end earlier", ["pools", "until: 2044", "until: 2043"], /promised until 2044-01-01T00:00:00Z/],
    ["match at another ratio", ["pools", 'ratio: "1"', 'ratio: "2"'], /its "ratioBasisPoints" cannot change/],
    ["match another cause", ["pools", "[clean-rivers]", "[native-seeds]"], /its "causes" cannot change/],
    ["spread over other shards", ["pools", "shards: 4", "shards: 5"], /its "shards" cannot change/],
  ])("may not %s", (_, edit, message) => {
    expect(problemsOf(edit)).toEqual([expect.stringMatching(message)]);
  });
});
