import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { equivalent } from "../../../core/impact/equivalent.ts";
import { SUM_MAX } from "../../../core/impact/exact-sum.ts";
import type { Figure } from "../../../core/impact/view.ts";
import { ExchangeRates, localised } from "../../../core/model/cause.ts";
import { minorDigits } from "../../../core/model/money.ts";
import { figure, rates } from "../../support/states.ts";

const CODES = ["CHF", "EUR", "GBP", "JPY", "KWD", "USD"] as const;

/** Rates of 0.1 to 1,000: no sum of the figures below comes to its limit in any currency. */
const anyRate = fc
  .integer({ min: 1_000, max: 10_000_000 })
  .map((size) => `${Math.floor(size / 10_000)}.${String(size % 10_000).padStart(4, "0")}`);
const anyRates = fc
  .record(Object.fromEntries(CODES.filter((code) => code !== "EUR").map((code) => [code, anyRate])))
  .map((drawn) => ExchangeRates.parse({ ...rates, rates: drawn }));
const anyFigure = fc
  .record({
    funding: fc.constantFrom("brand", "match", "customer" as const),
    currency: fc.constantFrom(...CODES),
    pending: fc.integer({ min: -1_000_000, max: 1_000_000 }),
    settled: fc.integer({ min: -1_000_000, max: 10_000_000 }),
  })
  .map(({ funding, currency, ...amounts }) => figure(funding, currency, amounts));
const anyFigures = fc.array(anyFigure, { maxLength: 18 });
const isSeveral = (figures: readonly Figure[]) => new Set(figures.map(({ currency }) => currency)).size > 1;

describe("about what all currencies are worth", () => {
  test("is worked out by hand: 5,000 yen and 10 dollars are 40.03 euros, said as 40", () => {
    const figures = [
      figure("brand", "JPY", { pending: 0, settled: 5_000 }),
      figure("match", "USD", { pending: 400, settled: 600 }),
    ];
    expect(equivalent(figures, rates)?.about).toEqual([
      { currency: "JPY", amount: 6_505 },
      { currency: "USD", amount: 4_300 },
    ]);
    const inEuro = equivalent([...figures, figure("brand", "EUR", { pending: 0, settled: 0 })], rates);
    expect(inEuro?.about[0]).toEqual({ currency: "EUR", amount: 4_000 });
  });

  test("is less than half a unit from the exact sum, and a whole number of units", () => {
    fc.assert(
      fc.property(anyFigures.filter(isSeveral), anyRates, (figures, drawn) => {
        const { about = [] } = equivalent(figures, drawn) ?? {};
        expect(about.map(({ currency }) => currency)).toEqual(
          [...new Set(figures.map(({ currency }) => currency))].toSorted(),
        );
        for (const { currency, amount } of about) {
          const unit = 10 ** minorDigits(currency);
          expect(amount % unit === 0).toBe(true);
          const rate = (code: string) =>
            BigInt(Math.round(Number(code === "EUR" ? 1 : drawn.rates[code]) * 10_000));
          // Both sides times all rates: whole numbers, so that the comparison is exact without a fraction.
          const all = CODES.map(rate).reduce((product, one) => product * one, 1n);
          const exact = figures.reduce(
            (sum, one) =>
              sum +
              (BigInt(one.pending + one.settled) * 1_000n * all * rate(currency)) /
                (rate(one.currency) * 10n ** BigInt(minorDigits(one.currency))),
            0n,
          );
          const said = (BigInt(amount) * 1_000n * all) / BigInt(unit);
          const apart = exact > said ? exact - said : said - exact;
          // A figure may lose less than one in each division.
          expect(2n * apart <= 1_000n * all + 2n * BigInt(figures.length)).toBe(true);
        }
      }),
    );
  });

  test("is the same whatever the order of figures, and however they are divided among payers", () => {
    fc.assert(
      fc.property(anyFigures.filter(isSeveral), anyRates, (figures, drawn) => {
        const joined = [...Map.groupBy(figures, ({ currency }) => currency)].map(([currency, same]) =>
          figure("brand", currency, {
            pending: 0,
            settled: same.reduce((sum, { pending, settled }) => sum + pending + settled, 0),
          }),
        );
        expect(equivalent(figures.toReversed(), drawn)).toEqual(equivalent(figures, drawn));
        expect(equivalent(joined, drawn)).toEqual(equivalent(figures, drawn));
      }),
    );
  });

  test("leaves the figures as they are", () => {
    fc.assert(
      fc.property(anyFigures, anyRates, (figures, drawn) => {
        const before = structuredClone(figures);
        equivalent(figures, drawn);
        expect(figures).toEqual(before);
      }),
    );
  });

  test("is not said without rates, of one currency, or of a sum that stays at its limit", () => {
    const both = [figure("brand", "EUR"), figure("brand", "USD")];
    expect(equivalent(both, undefined)).toBeUndefined();
    expect(equivalent([], rates)).toBeUndefined();
    expect(equivalent([figure("brand", "USD"), figure("match", "USD")], rates)).toBeUndefined();
    const full = figure("customer", "USD", { settled: SUM_MAX });
    expect(equivalent([...both, full], rates)).toBeUndefined();
  });

  test("leaves out a currency in which it is more than a number holds exactly", () => {
    const figures = [figure("brand", "EUR", { settled: SUM_MAX - 100_000 }), figure("brand", "JPY")];
    const worth = equivalent(figures, { ...rates, rates: { JPY: "1000000" } });
    expect(worth?.about.map(({ currency }) => currency)).toEqual(["EUR"]);
  });

  test("is not said while one currency has no rate, and names it", () => {
    const figures = [figure("brand", "EUR"), figure("brand", "CHF"), figure("brand", "USD")];
    expect(equivalent(figures, rates)).toMatchObject({
      about: [],
      missing: ["CHF"],
      rates: { USD: "1.0800" },
    });
  });

  test("says the rates that it is made of, and no others", () => {
    const source = localised({ en: "A bank" });
    const worth = equivalent([figure("brand", "EUR"), figure("brand", "USD")], { ...rates, source });
    expect(worth).toMatchObject({ source, day: rates.day, base: "EUR", rates: { USD: "1.0800" } });
    expect(Object.keys(worth?.rates ?? {})).toEqual(["USD"]);
  });
});
