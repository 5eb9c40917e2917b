import { describe, expect, it } from "vitest";
import { figuresTable, progressBar, summarise } from "../../../local/report.ts";
import type { SampleReport } from "../../../local/sample/report.ts";

const sample: SampleReport = {
  purchases: 3,
  deliveries: 5,
  sources: ["stripe"],
  currencies: ["JPY", "USD"],
  refunds: 1,
  figures: [
    { cause: "clean-rivers", funding: "brand", currency: "USD", given: 1999, expected: 1999 },
    { cause: "trees", funding: "match", currency: "JPY", given: 500, expected: 501 },
  ],
  mismatches: 1,
  differences: ["trees match JPY given: 500 is shown, 501 expected"],
};

describe("what npm start tells at its end", () => {
  it("sets what was given beside what is expected, in the currency's own decimals", () => {
    expect(figuresTable(sample).split("\n")).toEqual([
      "cause         paid by  currency  given  expected",
      "────────────  ───────  ────────  ─────  ────────  ───────",
      "clean-rivers  brand    USD       19.99     19.99  equal",
      "trees         match    JPY         500       501  DIFFERS",
    ]);
  });

  it("sums the day up with a tenth of a second", () => {
    const pages = { community: "http://site/" };
    expect(summarise(sample, 12.345, pages)).toEqual({
      purchases: 3,
      deliveries: 5,
      sources: ["stripe"],
      currencies: ["JPY", "USD"],
      refunds: 1,
      mismatches: 1,
      readySeconds: 12.3,
      pages,
    });
  });

  it("counts nothing for a day that was left out", () => {
    expect(summarise(undefined, 1, {})).toMatchObject({ purchases: 0, sources: [], mismatches: 0 });
  });

  it("draws progress from empty to full, and full when there is nothing to do", () => {
    expect(progressBar("posting", 0, 4)).toBe(`${"░".repeat(24)} posting 0/4`);
    expect(progressBar("posting", 1, 4)).toBe(`${"█".repeat(6)}${"░".repeat(18)} posting 1/4`);
    expect(progressBar("posting", 0, 0)).toBe(`${"█".repeat(24)} posting 0/0`);
  });
});
