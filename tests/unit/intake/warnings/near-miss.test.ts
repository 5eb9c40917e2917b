import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { nearest } from "../../../../core/intake/warnings/near-miss.ts";

const NAMES = ["cause", "orderId", "placedAt", "clean-rivers", "of"];

describe("the name that a word was meant to be", () => {
  test.each([
    ["couse", "cause"],
    ["acuse", "cause"],
    ["order_id", "orderId"],
    ["OrderID", "orderId"],
    ["placed-at", "placedAt"],
    ["clean rivers", "clean-rivers"],
    ["claen-river", "clean-rivers"],
  ])("of %s is %s", (word, name) => {
    expect(nearest(word, NAMES)).toBe(name);
  });
  test.each(["amount", "customer", "on", "", "___", "x".repeat(10_000)])("is none for %s", (word) => {
    expect(nearest(word, NAMES)).toBeUndefined();
  });
  test("is always one of the names, and a name is its own", () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom(...NAMES), (word, name) => {
        expect([undefined, ...NAMES]).toContain(nearest(word, NAMES));
        expect(nearest(name, NAMES)).toBe(name);
      }),
    );
  });
});
