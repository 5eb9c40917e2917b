import fc from "fast-check";
import semver from "semver";
import { describe, expect, test } from "vitest";
import { advisoriesOfNpm, advisoriesOfOsv } from "../../../../tools/check/advisory-sources.ts";

const fixed = (...events: object[]) => ({ type: "ECOSYSTEM", events });
const osv = (affected: object[], more = {}) => ({ vulns: [{ id: "PYSEC-2026-1", affected, ...more }] });
const snake = { name: "Snake", ecosystem: "PyPI" };
const rangeOf = (answer: unknown) => advisoriesOfOsv("snake", answer)[0]?.vulnerable;

describe("what the registry of npm answers", () => {
  test("becomes advisories by their ids and ranges", () => {
    const answer = {
      fine: [
        {
          id: 1,
          url: "https://github.com/advisories/GHSA-2222-3333-4444",
          title: "A fault",
          severity: "high",
          vulnerable_versions: ">=1.0.0 <1.2.3",
        },
      ],
      other: [],
    };
    expect(advisoriesOfNpm(answer)).toEqual([
      { id: "GHSA-2222-3333-4444", ecosystem: "npm", package: "fine", vulnerable: ">=1.0.0 <1.2.3" },
    ]);
  });

  test.each([{ error: "no" }, [], "busy", { fine: [{ url: "x" }] }])("is refused as %j", (answer) => {
    expect(() => advisoriesOfNpm(answer)).toThrow();
  });
});

describe("what OSV answers", () => {
  test("is none for a package without faults", () => {
    expect(advisoriesOfOsv("snake", {})).toEqual([]);
  });

  test.each([
    ["fixed once", [fixed({ introduced: "0" }, { fixed: "1.10" })], ">=0.0.0 <1.10.0"],
    [
      "fixed in two lines",
      [fixed({ introduced: "2.0" }, { fixed: "2.0.7" }, { introduced: "0" }, { fixed: "1.26.18" })],
      ">=2.0.0 <2.0.7 || >=0.0.0 <1.26.18",
    ],
    ["never fixed", [fixed({ introduced: "3" })], ">=3.0.0"],
    ["said by its last version", [fixed({ introduced: "0" }, { last_affected: "1.4" })], ">=0.0.0 <=1.4.0"],
    [
      "in two ranges",
      [fixed({ introduced: "1" }, { fixed: "2" }), fixed({ introduced: "3" })],
      ">=1.0.0 <2.0.0 || >=3.0.0",
    ],
  ])("becomes a range that holds every version with the fault: %s", (_, ranges, expected) => {
    expect(rangeOf(osv([{ package: snake, ranges }]))).toBe(expected);
  });

  test("holds what is between its beginning and its end, and nothing else", () => {
    const version = fc.tuple(fc.nat(9), fc.nat(9), fc.nat(9)).map((numbers) => numbers.join("."));
    fc.assert(
      fc.property(version, version, version, (from, to, asked) => {
        const range = rangeOf(
          osv([{ package: snake, ranges: [fixed({ introduced: from }, { fixed: to })] }]),
        );
        expect(semver.satisfies(asked, range ?? "")).toBe(semver.gte(asked, from) && semver.lt(asked, to));
      }),
    );
  });

  test("may list versions instead of ranges, or ranges of commits beside them", () => {
    const commits = { type: "GIT", events: [{ introduced: "0" }, { fixed: "4e98d57" }] };
    expect(rangeOf(osv([{ package: snake, ranges: [commits], versions: ["1.0", "1.0.1"] }]))).toBe(
      "1.0.0 || 1.0.1",
    );
  });

  test("counts nothing that was withdrawn, and nothing of another package", () => {
    const ranges = [fixed({ introduced: "0" })];
    expect(rangeOf(osv([{ package: snake, ranges }], { withdrawn: "2026-01-01T00:00:00Z" }))).toBeUndefined();
    expect(rangeOf(osv([{ package: { ...snake, name: "viper" }, ranges }]))).toBeUndefined();
  });

  test("is refused when there is more of it than one page", () => {
    expect(() => advisoriesOfOsv("snake", { vulns: [], next_page_token: "more" })).toThrow("second page");
  });
});
