import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Localised } from "../../../core/model/cause.ts";
import { Line } from "../../../core/model/fact.ts";
import { OrderTrouble, troubleId } from "../../../core/model/order-trouble.ts";
import { withoutUnseen } from "../../../core/model/seen.ts";

describe("a line from outside", () => {
  test.each([
    ["\u200fמעיל צמר\u200f", "מעיל צמר"],
    ["\u200eWool coat\u200e", "Wool coat"],
    ["\u202bمعطف\u202c", "معطف"],
    ["\u2067معطف\u2069 blue", "معطف blue"],
    ["Wool\u200b coat\ufeff", "Wool coat"],
    ["Wool\u00ad coat", "Wool coat"],
    ["\u061cمعطف", "معطف"],
    ["می\u200cخواهم", "می\u200cخواهم"],
    ["👩\u200d🌾 seeds", "👩\u200d🌾 seeds"],
    ["❤\ufe0f mug", "❤\ufe0f mug"],
  ])("%j is shown as %j", (text, shown) => {
    expect(Line.parse(text)).toBe(shown);
  });

  test.each(["\u200f", "\u3164", "\u200d", " \u2060 ", "gnp\u202eexe", "two\u2028lines", "nul\u0000"])(
    "%j is none",
    (text) => {
      expect(Line.safeParse(text).success).toBe(false);
    },
  );

  test("holds nothing that turns or hides anything, whatever a shop sends", () => {
    const marks = fc.constantFrom(
      ..."\u200e\u200f\u061c\u202a\u202b\u202c\u2066\u2067\u2068\u2069\u200b\u2060\ufeff\u00ad\u180e",
    );
    const texts = fc.array(fc.oneof(marks, fc.string({ unit: "grapheme", maxLength: 4 })), { maxLength: 20 });
    fc.assert(
      fc.property(texts, (parts) => {
        const line = Line.safeParse(parts.join("")).data;
        if (line === undefined) return;
        expect(line).not.toMatch(/\p{Bidi_Control}|[\u200b\u2060\ufeff\u00ad\u3164\p{Cc}]/u);
        expect(Line.parse(line)).toBe(line);
        expect(withoutUnseen(line)).toBe(line);
      }),
    );
  });

  test("of an order's id is kept as it was sent, so that it still is that order's", () => {
    const order = { source: "standard", connection: "pos", orderId: "\u200f1042 " } as const;
    const id = troubleId(order, "unavailable", "n1");
    const at = "2026-11-22T12:00:00Z";
    const trouble = { kind: "unavailable", ...order, id, at, item: "\u200fמעיל", identities: [] };
    expect(OrderTrouble.parse(trouble)).toMatchObject({ orderId: "\u200f1042 ", item: "מעיל" });
  });
});

test("the name of a cause turns nothing around", () => {
  expect(Localised.parse({ en: "Clean \u202erivers", de: "\u200fFlüs\u00adse" })).toEqual({
    en: "Clean rivers",
    de: "Flüs\u00adse",
  });
});
