import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  formatMinor,
  MINOR_MAX,
  MoneyError,
  parseMoney,
  proportion,
  splitByWeight,
} from "../../../core/model/money.ts";

const amount = fc.integer({ min: 0, max: MINOR_MAX });
const currency = fc.constantFrom("USD", "EUR", "JPY", "KWD", "CLF", "XCG", "XAD", "HRK", "JEP", "IRT");

describe("money", () => {
  test.each([
    ["19.99", "USD", 1999],
    ["19.9", "USD", 1990],
    ["0.005", "KWD", 5],
    ["500", "JPY", 500],
    ["500.00", "JPY", 500],
    ["12.50", "EUR", 1250],
    ["12.50", "XCG", 1250],
    ["12.50", "XAD", 1250],
    ["12.50", "ZWG", 1250],
    ["12.50", "SLL", 1250],
    ["12.50", "GGP", 1250],
    ["12", "BYR", 12],
    ["12", "IRT", 12],
    ["007", "USD", 700],
  ])("reads %s %s as %i minor units", (text, code, minor) => {
    expect(parseMoney(text, code)).toBe(minor);
  });

  test.each([
    ["19.999", "USD"],
    ["500.5", "JPY"],
    ["1e3", "USD"],
    ["-1.00", "USD"],
    ["1,000.00", "USD"],
    ["", "USD"],
    ["10", "XXQ"],
    ["99999999999999", "USD"],
  ])("refuses %s %s", (text, code) => {
    expect(() => parseMoney(text, code)).toThrow(MoneyError);
  });

  test("refuses a float, even a whole one", () => {
    expect(() => Reflect.apply(parseMoney, undefined, [19.99, "USD"])).toThrow(
      "decimal string, not a number",
    );
  });

  test("writes what it reads", () => {
    fc.assert(
      fc.property(amount, currency, (minor, code) => {
        expect(parseMoney(formatMinor(minor, code), code)).toBe(minor);
      }),
    );
  });

  test.each([
    [1, 1, 2, 1],
    [3, 1, 2, 2],
    [5, 1, 10, 1],
    [4, 1, 10, 0],
    [333, 150, 10_000, 5],
    [MINOR_MAX, 10_000, 10_000, MINOR_MAX],
  ])("rounds %i × %i/%i half up to %i", (whole, numerator, denominator, expected) => {
    expect(proportion(whole, numerator, denominator)).toBe(expected);
  });
});

describe("a split over causes (promise 3)", () => {
  const weights = fc.dictionary(fc.stringMatching(/^[a-z]{1,6}$/), fc.integer({ min: 1, max: 10_000 }), {
    minKeys: 1,
  });

  test("sums to the whole, to the minor unit", () => {
    fc.assert(
      fc.property(amount, weights, (total, by) => {
        const parts = splitByWeight(total, new Map(Object.entries(by)));
        expect([...parts.values()].reduce((sum, part) => sum + part, 0)).toBe(total);
      }),
    );
  });

  test("gives each part its exact share, rounded down or up by less than one unit", () => {
    fc.assert(
      fc.property(amount, weights, (total, by) => {
        const sum = BigInt(Object.values(by).reduce((all, weight) => all + weight, 0));
        for (const [name, part] of splitByWeight(total, new Map(Object.entries(by)))) {
          const gap = BigInt(part) * sum - BigInt(total) * BigInt(by[name] ?? 0);
          expect(gap > -sum && gap < sum).toBe(true);
        }
      }),
    );
  });

  test("does not depend on the order in which the causes are named", () => {
    fc.assert(
      fc.property(amount, weights, (total, by) => {
        const named = Object.entries(by);
        const forwards = splitByWeight(total, new Map(named));
        const backwards = splitByWeight(total, new Map(named.toReversed()));
        expect(Object.fromEntries(backwards)).toEqual(Object.fromEntries(forwards));
      }),
    );
  });

  test("gives a tied last cent to the first cause by name", () => {
    expect(
      splitByWeight(
        1,
        new Map([
          ["rivers", 1],
          ["forests", 1],
        ]),
      ),
    ).toEqual(
      new Map([
        ["rivers", 0],
        ["forests", 1],
      ]),
    );
  });

  test("refuses a split without a weight", () => {
    expect(() => splitByWeight(100, new Map([["rivers", 0]]))).toThrow(MoneyError);
  });
});
