import fc from "fast-check";
import { expect, test } from "vitest";
import { translated } from "../../../../core/messaging/content/translated.ts";

test("facts have the brand's text in the place of each that it translates, whatever that is called", () => {
  const names = fc.oneof(
    fc.constantFrom("constructor", "toString", "Clean rivers"),
    fc.string({ minLength: 1 }),
  );
  fc.assert(
    fc.property(names, names, fc.boolean(), (en, own, isTranslated) => {
      const texts = Object.fromEntries(isTranslated ? [[en, own]] : []);
      const language = { tag: "fr", locale: "en", name: "Français", own: {}, texts } as const;
      const facts = { cause: { en, de: "\u0000" }, amount: { minor: 5, currency: "EUR" } };
      const said = isTranslated ? own : en;
      expect(translated(facts, language)).toEqual({ ...facts, cause: { ...facts.cause, en: said } });
      expect(translated(facts, { ...language, tag: "en" })).toBe(facts);
    }),
  );
});
