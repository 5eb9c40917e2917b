import { describe, expect, test } from "vitest";
import { atEveryLimit } from "../support/at-every-limit.ts";
import { EXCEPTIONS, opinionsOf } from "../support/opinions.ts";

/** docs/decisions/87-second-opinion.md */
const opinions = opinionsOf(atEveryLimit);

describe("rules for banks, hospitals and shops that keep cards", () => {
  test("find nothing in the stage with every option but what is reasoned", () => {
    const open = opinions.filter(
      ({ rule, where }) => !EXCEPTIONS.some((except) => except.rule === rule && except.only.test(where)),
    );
    expect(open.map(({ rule, where }) => `${rule}: ${where}`)).toEqual([]);
  });
  test.each(EXCEPTIONS)("would still find $rule, so that its exception is no leftover", ({ rule, only }) => {
    expect(opinions.some((each) => each.rule === rule && only.test(each.where))).toBe(true);
  });
  test("have one exception a rule, each with a reason", () => {
    expect(new Set(EXCEPTIONS.map(({ rule }) => rule)).size).toBe(EXCEPTIONS.length);
    for (const { because } of EXCEPTIONS) expect(because.length).toBeGreaterThan(40);
  });
});
