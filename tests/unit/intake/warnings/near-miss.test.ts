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
  test("is what comparing every letter with every other says, however early it gives up", () => {
    const word = fc
      .array(fc.constantFrom("a", "b", "c"), { minLength: 1, maxLength: 13 })
      .map((all) => all.join(""));
    fc.assert(
      fc.property(word, fc.array(word, { minLength: 1, maxLength: 6 }), (sought, names) => {
        const near = names
          .map((name) => ({ name, slips: slips(sought, name) }))
          .filter(
            (one) => one.slips <= (one.name.length < 3 ? 0 : Math.max(1, Math.floor(one.name.length / 4))),
          )
          .toSorted((one, other) => one.slips - other.slips);
        expect(nearest(sought, names)).toBe(near[0]?.name);
      }),
      { numRuns: 2_000 },
    );
  });
});

/** The restricted distance of Damerau and Levenshtein, as it is defined. */
function slips(one: string, other: string, known = new Map<string, number>()): number {
  if (one === "" || other === "") return one.length + other.length;
  const seen = known.get(`${one} ${other}`);
  if (seen !== undefined) return seen;
  const [a, b] = [one.slice(0, -1), other.slice(0, -1)];
  const isSame = one.at(-1) === other.at(-1);
  const isSwap = a !== "" && b !== "" && one.at(-1) === b.at(-1) && a.at(-1) === other.at(-1);
  const fewest = Math.min(
    slips(a, other, known) + 1,
    slips(one, b, known) + 1,
    slips(a, b, known) + (isSame ? 0 : 1),
    ...(isSwap ? [slips(a.slice(0, -1), b.slice(0, -1), known) + 1] : []),
  );
  known.set(`${one} ${other}`, fewest);
  return fewest;
}
