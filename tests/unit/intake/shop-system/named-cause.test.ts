import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isCauseName, namedCause, valueInNote } from "../../../../core/intake/shop-system/named-cause.ts";

describe("the cause that an order names", () => {
  test.each([
    ["warm-meals", "warm-meals"],
    [" Warm-Meals ", "warm-meals"],
    ["warm-meals.", "warm-meals"],
    ["“warm-meals”", "warm-meals"],
    ["'warm-meals'!", "warm-meals"],
    ["(warm-meals)", "warm-meals"],
    ["warm-meals, please", "warm-meals"],
    ["warm-meals please and thank you", "warm-meals"],
    ["warm-meals; gift wrap", "warm-meals"],
    ["warm-meals\nleave at the door", "warm-meals"],
    ["Warm Meals", "warm-meals"],
    ["warm_meals", "warm-meals"],
    ["wellspring_cause=warm-meals", "warm-meals"],
    ["Wellspring_Cause: Warm-Meals.", "warm-meals"],
    ["ｗarm-meals", "warm-meals"],
    ["trees", "trees"],
    [2030, "2030"],
  ])("%j is %s", (text, cause) => {
    expect(namedCause(text)).toEqual({ cause });
  });

  test.each([
    "Flüsse",
    "水",
    "the cause that my neighbour told me about last summer in the garden behind the house",
  ])("in words that are no short name (%s) is seen by an operator", (text) =>
    expect(namedCause(text)).toEqual({ causeUnread: true }),
  );

  test.each([undefined, null, "", "   ", " . ", '""', true, {}, []])("is not named by %j", (text) => {
    expect(namedCause(text)).toEqual({});
  });

  test("is a cause's short name, unread or nothing, whatever a customer writes, and fast", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 400 }), (text) => {
        const { cause = "a" } = namedCause(text);
        expect(cause).toMatch(/^[a-z0-9][a-z0-9-]{0,47}$/);
      }),
    );
    const startedMs = performance.now();
    namedCause(`a${" ".repeat(5_000_000)}b`);
    expect(performance.now() - startedMs).toBeLessThan(1_000);
  });

  test.each(["wellspring_cause", "Wellspring Cause", " WELLSPRING-CAUSE "])("is named under %j", (name) => {
    expect(isCauseName(name)).toBe(true);
  });

  test.each(["cause", "wellspring_cause_2", "", null])("is not named under %j", (name) => {
    expect(isCauseName(name)).toBe(false);
  });
});

describe("a note", () => {
  test.each([
    ["wellspring_cause=warm-meals, thanks", "warm-meals,"],
    ["Table 4. Wellspring cause: warm-meals", "warm-meals"],
    ['wellspring_cause="Warm Meals" to go', "Warm Meals"],
    ["(wellspring-cause=warm-meals)", "warm-meals)"],
    ["to go;wellspring_cause=warm-meals", "warm-meals"],
  ])("%j says %j under the cause's name", (note, value) => {
    expect(valueInNote(note, "wellspring_cause")).toBe(value);
  });

  test.each(["", "warm-meals", "mywellspring_cause=warm-meals", "wellspring_cause", null, undefined])(
    "%j says nothing under it",
    (note) => expect(valueInNote(note, "wellspring_cause")).toBeUndefined(),
  );
});
