import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { printable } from "../../../../cli/printable.ts";
import { namedDateFacts } from "../../../../core/messaging/journeys/calendar/date-facts.ts";
import { Line } from "../../../../core/model/fact.ts";
import { DATES_MAX, NAME_CHARS_MAX } from "../../../../core/model/preferences.ts";
import { formOf } from "../../../../core/site/ui/read-form.ts";

/** With more of what hurts than chance would bring. */
const anything = fc.oneof(
  fc.string({ unit: "binary", maxLength: NAME_CHARS_MAX }),
  fc
    .array(fc.constantFrom(..."\u202e\u2066\u2028\u200f\u0000\r\n\u001b\u009b\u{1f98a}é a<\"'{"), {
      maxLength: 30,
    })
    .map((letters) => letters.join("")),
);
const today = { month: 11, day: 22 };

describe("what a customer types into a form", () => {
  test("is one line that every message takes, or nothing", () => {
    fc.assert(
      fc.property(anything, (typed) => {
        const read = formOf([["name", typed]]).text("name");
        if (read !== "") expect(Line.safeParse(read).error).toBeUndefined();
      }),
    );
  });

  test("can be what all their dates of one day are called: they share a letter, which takes the names", () => {
    fc.assert(
      fc.property(fc.array(anything, { minLength: 1, maxLength: DATES_MAX }), (typed) => {
        const form = formOf(typed.map((name) => ["name", name] as const));
        const names = form.all("name").map((name) => name.slice(0, NAME_CHARS_MAX));
        const dates = names.filter((name) => name !== "").map((name) => ({ ...today, name }));
        fc.pre(dates.length > 0);
        const occasion = namedDateFacts({ dates }, "2026-11-22")?.occasion;
        expect(occasion?.kind === "named" && Line.safeParse(occasion.name).success).toBe(true);
      }),
    );
  });
});

describe("what a customer texts", () => {
  test("is shown to an operator without anything that a terminal would obey", () => {
    expect(printable("Hi,\nplease \u001b]0;owned\u0007 call \u202eenohp")).toBe(
      "Hi,\nplease \ufffd]0;owned\ufffd call \ufffdenohp",
    );
    fc.assert(
      fc.property(anything, (said) => {
        expect(printable(said).replaceAll("\n", "")).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
      }),
    );
  });
});
