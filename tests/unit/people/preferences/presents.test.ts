import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anniversaryFacts } from "../../../../core/messaging/journeys/calendar/date-facts.ts";
import { quietFacts } from "../../../../core/messaging/journeys/calendar/quiet-facts.ts";
import { PRESENTS_MAX, Preferences } from "../../../../core/model/preferences.ts";
import { mayLearnFrom, withPresent } from "../../../../core/people/preferences/presents.ts";
import { startingPreferences } from "../../../../core/people/preferences/starting-preferences.ts";

const giftOf = (number: number) => `gift_${String(number).padStart(26, "0")}`;
const someGift = fc.integer({ min: 0, max: 9 }).map(giftOf);
const somePresses = fc.array(fc.tuple(someGift, fc.boolean()), { maxLength: 30 });
const none = startingPreferences("en");

function pressed(presses: readonly (readonly [string, boolean])[]): Preferences {
  return presses.reduce((before, [gift, present]) => {
    const next = withPresent(before, gift, present);
    return next === "full" ? expect.fail("ten gifts are never too many") : next;
  }, none);
}

describe("a purchase that was a present", () => {
  test("is what was pressed last, whatever was pressed before, and nothing else is changed", () => {
    fc.assert(
      fc.property(somePresses, (presses) => {
        const { presents = [], ...others } = Preferences.parse(pressed(presses));
        const last = new Map(presses);
        expect(new Set(presents)).toEqual(new Set([...last].flatMap(([gift, is]) => (is ? [gift] : []))));
        expect(presents).toHaveLength(new Set(presents).size);
        expect(others).toEqual(none);
      }),
    );
  });

  test("pressed again is the same preferences, so that nothing is written", () => {
    const marked = pressed([[giftOf(1), true]]);
    expect(withPresent(marked, giftOf(1), true)).toBe(marked);
    expect(withPresent(none, giftOf(1), false)).toBe(none);
  });

  test("is not kept beyond the limit, and can be unmarked there", () => {
    const presents = Array.from({ length: PRESENTS_MAX }, (_, index) => giftOf(index));
    const full = Preferences.parse({ ...none, presents });
    expect(withPresent(full, giftOf(PRESENTS_MAX), true)).toBe("full");
    expect(withPresent(full, giftOf(0), false)).toMatchObject({ presents: presents.slice(1) });
  });

  test("is not learnt from, nor is any purchase of a customer who buys for others", () => {
    const marked = pressed([[giftOf(1), true]]);
    expect([mayLearnFrom(marked, giftOf(1)), mayLearnFrom(marked, giftOf(2))]).toEqual([false, true]);
    expect(mayLearnFrom({ ...none, giftsForOthers: true }, giftOf(2))).toBe(false);
  });
});

describe("what is guessed from purchases", () => {
  const asks = { ...none.topics, feedback: { ...none.topics.feedback, email: true } };
  const day = fc
    .integer({ min: 0, max: 3 * 365 })
    .map((days) => new Date(Date.parse("2023-11-27T12:00:00Z") + days * 86_400_000).toISOString());
  const somePurchases = fc
    .array(fc.record({ placedAt: day, gave: fc.boolean() }), { maxLength: 8 })
    .map((all) =>
      all
        .toSorted((one, other) => (one.placedAt < other.placedAt ? 1 : -1))
        .map(({ placedAt, gave }, index) => ({
          gift: giftOf(index),
          placedAt: `${placedAt.slice(0, 19)}Z`,
          currency: "EUR",
          parts: gave ? [{ cause: "clean-rivers", funding: "brand" as const, minor: 100 }] : [],
          settlesOn: "2026-12-12",
          pending: true,
          entries: [],
        })),
    );

  test("grows less by each mark and never more, and says nothing new", () => {
    fc.assert(
      fc.property(somePurchases, somePresses, (purchases, presses) => {
        const impact = { asOf: "2026-11-27", figures: [], purchases };
        const [first] = purchases.filter(({ parts }) => parts.length > 0).slice(-1);
        const on = `2026${first?.placedAt.slice(4, 10) ?? "-01-01"}`;
        const guesses = (preferences: Preferences) => [
          anniversaryFacts(impact, preferences, on, "UTC"),
          quietFacts(impact, preferences, "UTC", "2026-11-27T12:00:00Z"),
        ];
        const before = guesses({ ...none, topics: asks });
        const marked = guesses({ ...pressed(presses), topics: asks });
        for (const [index, guess] of marked.entries())
          expect([undefined, before[index]]).toContainEqual(guess);
      }),
    );
  });
});
