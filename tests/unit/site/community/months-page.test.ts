import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { MonthPoint } from "../../../../core/impact/view.ts";
import { Locale } from "../../../../core/model/cause.ts";
import { Funding } from "../../../../core/model/gift.ts";
import { monthsView } from "../../../../core/site/community/months-view.tsx";
import { currencyYear } from "../../../../core/site/community/year-tables.ts";
import { pageFormatter } from "../../../../core/site/ui/page-formatter.ts";
import { figuresSaid, textOf } from "../../../support/said-figures.ts";
import { brand, everyday, monthsOf } from "../../../support/states.ts";

const points = fc.array(
  fc.record({
    month: fc.integer({ min: 1, max: 11 }).map((month) => `2026-${String(month).padStart(2, "0")}`),
    cause: fc.constantFrom("clean-rivers", "open-paths"),
    funding: fc.constantFrom(...Funding.options),
    currency: fc.constantFrom("EUR", "JPY"),
    net: fc.integer({ min: -10_000, max: 1_000_000 }),
    takenBack: fc.nat(),
    gifts: fc.nat(),
  }),
  { maxLength: 40 },
);

function page(year: string, locale: Locale = "en", currency?: string, state = monthsOf(everyday, year)) {
  const context = {
    carryLanguage: false,
    formatter: pageFormatter(locale, brand),
    ...(currency && { currency }),
  };
  return monthsView(state, { brand, causes: everyday.causes }, context).html;
}

const headings = (html: string) => [...html.matchAll(/<h2[^>]*>([^<]+)</g)].map(([, text]) => text);

describe("the tables of a year", () => {
  test("come to the same year by month and by cause, each payer and currency by itself", () => {
    fc.assert(
      fc.property(points, fc.constantFrom("EUR", "JPY"), (some, currency) => {
        const { months, causes, year } = currencyYear(some, currency, "2026-11");
        for (const funding of Funding.options) {
          const wanted = some
            .filter((point) => point.currency === currency && point.funding === funding)
            .reduce((sum, { net }) => sum + net, 0);
          const of = (rows: readonly { readonly net: ReadonlyMap<string, number> }[]) =>
            rows.reduce((sum, { net }) => sum + (net.get(funding) ?? 0), 0);
          expect(year.get(funding) ?? 0).toBe(wanted);
          expect(of(months)).toBe(wanted);
          expect(of(causes)).toBe(wanted);
        }
      }),
    );
  });

  test("have each month so far, also one in which nothing was given", () => {
    const none: MonthPoint[] = [];
    expect(currencyYear(none, "EUR", "2026-02").months.map(({ month }) => month)).toEqual([
      "2026-01",
      "2026-02",
    ]);
  });
});

describe("the page of a year", () => {
  test("has a table of months and one of causes for each currency, the reader's first", () => {
    expect(headings(page("2026", "en", "JPY"))[0]).toBe("Japanese Yen");
    const html = page("2026");
    expect(headings(html)).toEqual(["Euro", "US Dollar", "Japanese Yen", "Other years"]);
    expect(html.match(/<table>/g)).toHaveLength(6);
    expect(html).toContain("November so far");
    expect(html).toContain("Year so far");
    expect(html).not.toContain("December");
  });

  test("of a year that is over has all months", () => {
    expect(page("2025")).toMatch(/<th scope="row">December<\/th>.*<th scope="row">All year<\/th>/s);
  });

  test("says when nothing was given", () => {
    const html = page("2025", "en", undefined, { ...monthsOf(everyday, "2025"), months: [] });
    expect(html).toContain("Nothing was given in 2025.");
    expect(html).not.toContain("<table>");
  });

  test("leads to its figures as data, to the other years and back", () => {
    const html = page("2026", "en", "JPY");
    for (const href of [
      "/api/months/2026",
      "/api/months/2026.csv",
      "/months/2025?currency=JPY",
      "/?currency=JPY",
    ])
      expect(html).toContain(`href="${href}"`);
  });

  test.each(Locale.options)("says the same figures in %s", (locale) => {
    expect(figuresSaid(textOf(page("2026", locale)), locale)).toEqual(
      figuresSaid(textOf(page("2026")), "en"),
    );
  });
});
