import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { BrandNotAppliedError } from "../../../core/giving/config/brand-in-force.ts";
import { EXAMPLE_COMMUNITY } from "../../../core/impact/api/examples.ts";
import { calendar } from "../../../core/impact/calendar.ts";
import { figures } from "../../../core/impact/figures.ts";
import { foldEntries, foldTotals, withoutSettlement } from "../../../core/impact/fold.ts";
import type { MonthTotals } from "../../../core/impact/impact.store.ts";
import { readMonths, yearsOf } from "../../../core/impact/read-months.ts";
import { MonthList } from "../../../core/impact/view.ts";
import { accrual, clawback } from "../../support/ledger-entries.ts";

const { brand } = EXAMPLE_COMMUNITY;
const zone = calendar(brand.timeZone);

function months(stored: readonly MonthTotals[], applied = true) {
  return readMonths({
    brandConfig: async () => ({ ...(applied && { brand }), causes: [], terms: [], pools: [] }),
    impact: { months: async (year) => stored.filter(({ month }) => month.startsWith(`${year}-`)) },
    now: () => "2026-11-22T23:35:45Z",
  });
}

const gifts = fc.array(
  fc.record({
    placedAt: fc
      .date({
        min: new Date("2024-12-30T00:00:00Z"),
        max: new Date("2026-11-20T00:00:00Z"),
        noInvalidDate: true,
      })
      .map((date) => `${date.toISOString().slice(0, "2026-01-15T10:30:00".length)}Z`),
    currency: fc.constantFrom("EUR", "JPY"),
    cause: fc.constantFrom("clean-rivers", "bike-paths"),
    funding: fc.constantFrom("brand" as const, "match" as const),
    minor: fc.integer({ min: 1, max: 100_000 }),
    isReturned: fc.boolean(),
  }),
  { maxLength: 30 },
);

describe("the years of a brand", () => {
  test("begin with its first terms and end with this year, by its own clock", () => {
    const terms = [{ from: "2026-01-01T00:00:00Z" }, { from: "2024-12-31T23:30:00Z" }];
    expect(yearsOf(terms, { timeZone: "Europe/Berlin" }, "2026-12-31T23:30:00Z")).toEqual([
      "2027",
      "2026",
      "2025",
    ]);
    expect(yearsOf(terms, { timeZone: "America/Denver" }, "2026-12-31T23:30:00Z")).toEqual([
      "2026",
      "2025",
      "2024",
    ]);
    expect(yearsOf([], { timeZone: "UTC" }, "2026-12-31T23:30:00Z")).toEqual(["2026"]);
    expect(yearsOf([{ from: "2028-01-01T00:00:00Z" }], { timeZone: "UTC" }, "2026-12-31T23:30:00Z")).toEqual([
      "2026",
    ]);
  });
});

describe("the months of a year", () => {
  test("add up, over all years, to the totals of all time", async () => {
    await fc.assert(
      fc.asyncProperty(gifts, async (some) => {
        const entries = some.flatMap(({ placedAt, currency, cause, funding, minor, isReturned }, at) => {
          const given = { orderId: String(at), placedAt, currency };
          const gift = accrual({ ...given, parts: [{ cause, funding, minor }] });
          return isReturned ? [gift, clawback(gift, { sequence: 1 })] : [gift];
        });
        const stored = [
          ...Map.groupBy(entries, ({ placedAt }) => zone.dayOf(placedAt).slice(0, "2026-01".length)),
        ].map(([month, of]) => ({ month, totals: withoutSettlement(foldEntries(of, zone)) }));
        const allTime = foldTotals(stored.map(({ totals }) => totals));
        const read = months(stored);
        const lists = await Promise.all(["2024", "2025", "2026"].map(read));
        const points = lists.flatMap((list) => MonthList.parse(list).months);
        for (const figure of figures({ today: "2026-11-23", allTime, days: [] }, "everything")) {
          const of = points.filter(
            ({ funding, currency }) => funding === figure.funding && currency === figure.currency,
          );
          expect(of.reduce((sum, { net }) => sum + net, 0)).toBe(figure.settled);
          expect(of.reduce((sum, { takenBack }) => sum + takenBack, 0)).toBe(figure.takenBack);
          expect(of.reduce((sum, one) => sum + one.gifts, 0)).toBe(figure.gifts);
        }
        expect(points.reduce((sum, one) => sum + one.gifts, 0)).toBe(some.length);
      }),
    );
  });

  test("say of when they are, by the brand's clock, and are an empty list where nothing was given", async () => {
    expect(await months([])("2025")).toEqual({
      asOf: "2026-11-23",
      readAt: "2026-11-22T23:35:00Z",
      year: "2025",
      years: ["2026"],
      months: [],
    });
  });

  test("are refused before a brand is applied", async () => {
    await expect(months([], false)("2026")).rejects.toThrow(BrandNotAppliedError);
  });
});
