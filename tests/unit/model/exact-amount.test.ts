import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { exactAmount, roundExact } from "../../../core/model/exact-amount.ts";
import { formatMinor, MINOR_MAX, MoneyError } from "../../../core/model/money.ts";

describe("an exact amount", () => {
  test.each([
    ["12.345", "USD", 1235],
    ["12.3449999999999999999", "USD", 1234],
    ["0.005", "EUR", 1],
    ["0.0049", "EUR", 0],
    ["909.09", "JPY", 909],
    ["909.50", "JPY", 910],
    ["1.23456", "KWD", 1235],
    ["-12.345", "USD", -1235],
    ["-0.004", "USD", 0],
    ["7.", "USD", 700],
    ["+3.10", "USD", 310],
    ["18.333333333333332", "GBP", 1833],
  ])("%s %s is %i minor units, rounded half up once", (text, code, minor) => {
    expect(roundExact(exactAmount(text), code)).toBe(minor);
  });

  test.each(["", " ", "1e3", "1,50", "1.2.3", "NaN", ".", "0x10", "9".repeat(16)])("refuses %j", (text) => {
    expect(() => exactAmount(text)).toThrow(MoneyError);
  });

  test("of any whole number of minor units is that number, and its negative the same below zero", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: MINOR_MAX }),
        fc.constantFrom("USD", "JPY", "KWD", "CLF"),
        (minor, code) => {
          const text = formatMinor(minor, code);
          expect(roundExact(exactAmount(text), code)).toBe(minor);
          expect(roundExact(exactAmount(`-${text}`), code) + minor).toBe(0);
        },
      ),
    );
  });

  test("is computed with before it is rounded: three times 0.333 is 1.00, and not 0.99", () => {
    expect(roundExact(exactAmount("0.333") * 3n, "USD")).toBe(100);
  });
});
