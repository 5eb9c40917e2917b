import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cannedIn, SAME_WORDS_MAX, sentencesOf } from "../../../../core/conversations/answer/own-words.ts";

describe("an answer's own words", () => {
  test("are sentences without courtesies, each once", () => {
    expect(
      sentencesOf("Hello Ada!\nYour jacket left us today. Your jacket left us today!\nAll the best, Ana"),
    ).toEqual(["your jacket left us today", "all the best ana"]);
    expect(sentencesOf("Yes, Monday.")).toEqual(["yes monday"]);
    expect(sentencesOf(" … !")).toEqual([]);
  });

  test("property: stay the same words in any case, with any marks and spaces", () => {
    const word = fc.stringMatching(/^[a-z]{1,9}$/);
    const marked = fc.tuple(word, fc.boolean(), fc.constantFrom(" ", ", ", " – ", "  ", "; "));
    fc.assert(
      fc.property(fc.array(marked, { minLength: 1, maxLength: 12 }), (words) => {
        const said = words.map(([one, isLoud, mark]) => (isLoud ? one.toUpperCase() : one) + mark).join("");
        expect(sentencesOf(said)).toEqual([words.map(([one]) => one).join(" ")]);
      }),
    );
  });

  test("need one sentence that went to few others", () => {
    const many = SAME_WORDS_MAX + 1;
    expect(cannedIn(["one", "two"], [many, 50])).toEqual({ sentence: "one", sentTo: many });
    expect(cannedIn(["one", "two"], [50, SAME_WORDS_MAX])).toBeUndefined();
    expect(cannedIn([], [])).toBeUndefined();
  });
});
