import { describe, expect, test } from "vitest";
import { reviewBrand } from "../../../../core/operations/brand/apply-brand.ts";
import { compileBrand } from "../../../../core/operations/brand/compile-brand.ts";
import { describeProblem } from "../../../../core/operations/brand/document.ts";
import { ratesYaml, readReferenceRates } from "../../../../core/operations/brand/reference-rates.ts";
import { demoStatement, demoTexts, type Edit } from "../../../support/demo-texts.ts";

const NOTHING = { causes: [], terms: [], pools: [] };
const own: readonly Edit[] = [["rates", "sample: true", "sample: false"]];

function review(now: string, ...edits: readonly Edit[]) {
  const reviewed = reviewBrand(demoTexts(...own, ...edits), NOTHING, now);
  return (reviewed.outcome === "refused" ? reviewed.problems : reviewed.notices).map(describeProblem);
}

const XML = `<?xml version="1.0" encoding="UTF-8"?>
<gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01">
  <Cube>
    <Cube time='2026-11-25'><Cube currency='USD' rate='1.0700'/></Cube>
    <Cube time='2026-11-26'>
      <Cube currency='USD' rate='1.0842'/>
      <Cube currency='JPY' rate='162.4'/>
      <Cube currency='XDR' rate='0.8'/>
    </Cube>
  </Cube>
</gesmes:Envelope>`;

describe("a file of the European Central Bank", () => {
  test("is read as XML: the latest day, currencies that shops are paid in", () => {
    expect(readReferenceRates(XML)).toMatchObject({
      outcome: "read",
      rates: { day: "2026-11-26", base: "EUR", rates: { USD: "1.0842", JPY: "162.4" } },
    });
  });

  test.each([
    ["of one day", "Date, USD, JPY, BGN, \n26 November 2026, 1.0842, 162.4, N/A, \n"],
    ["of many days", "Date,USD,JPY,BGN,\r\n2026-11-26,1.0842,162.4,N/A,\r\n2026-11-25,1.07,160,1.9,\r\n"],
  ])("is read as CSV %s", (_, text) => {
    expect(readReferenceRates(text)).toMatchObject({
      outcome: "read",
      rates: { day: "2026-11-26", rates: { USD: "1.0842", JPY: "162.4" } },
    });
  });

  test.each([
    "",
    "<html>Not found</html>",
    "a,b\n1,2",
    "Date,USD\n31 Smarch 2026,1",
    "<Cube time='2026-13-01'></Cube>",
  ])("is refused when it is none: %j", (text) => {
    expect(readReferenceRates(text)).toMatchObject({ outcome: "refused" });
  });

  test("is written as a brand's file, which compiles to the same rates", () => {
    const read = readReferenceRates(XML);
    if (read.outcome === "refused") throw new Error(read.because);
    const rates = { file: "brands/demo/rates.yaml", text: ratesYaml(read.rates) };
    const compiled = compileBrand({ ...demoTexts(), rates });
    expect(compiled).toMatchObject({ outcome: "compiled", draft: { brand: { rates: read.rates } } });
  });
});

describe("a brand's rates", () => {
  test("are part of the brand, and may be left out", () => {
    expect(demoStatement().brand.rates).toMatchObject({
      base: "EUR",
      rates: { USD: "1.0800" },
      sample: true,
    });
    const { rates: _, ...without } = demoTexts();
    const compiled = compileBrand(without);
    expect(compiled.outcome === "compiled" && "rates" in compiled.draft.brand).toBe(false);
  });

  test("are refused when they are of a day to come", () => {
    expect(review("2025-12-30T12:00:00Z")).toEqual([]);
    expect(review("2025-12-29T12:00:00Z")).toEqual([
      expect.stringMatching(/rates\.yaml:\d+:\d+: The rates are of 2025-12-30, and today is 2025-12-29/),
    ]);
  });

  test("are told to be old after a week, unless they are invented", () => {
    expect(review("2026-01-06T12:00:00Z")).toEqual([]);
    expect(review("2026-01-07T12:00:00Z")).toEqual([expect.stringContaining("more than 7 days ago")]);
    expect(review("2030-01-07T12:00:00Z", ["rates", "sample: false", "sample: true"])).toEqual([]);
  });

  test("are told to lack a currency that the brand's files name", () => {
    expect(review("2025-12-30T12:00:00Z", ["rates", '  JPY: "162.50"\n', ""])).toEqual([
      expect.stringContaining("There is no rate for JPY"),
    ]);
  });

  test.each([
    [["rates", '"1.0800"', "1.08"], /a rate is decimal text in quotes/],
    [["rates", '"1.0800"', '"0.000"'], /a rate is more than zero/],
    [["rates", "USD", "USX"], /not a currency of ISO 4217/],
    [["rates", "USD", "EUR"], /EUR is the base/],
    [["rates", "day: 2025-12-30", "day: yesterday"], /day/],
    [["rates", "url:", "site:"], /"site" is not known here/],
  ] as const)("with %j are refused, with the place", (edit, message) => {
    const found = review("2026-01-01T12:00:00Z", edit);
    expect(found.join("\n")).toMatch(message);
    expect(found.join("\n")).toMatch(/brands\/demo\/rates\.yaml:\d+:\d+/);
  });
});
