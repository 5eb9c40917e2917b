import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { roundedOf, SignedAmount } from "../../../../core/intake/shop-system/amounts.ts";
import {
  LooseFlag,
  LooseText,
  loose,
  looseList,
  moneyList,
} from "../../../../core/intake/shop-system/lenient.ts";
import { InvalidPayloadError } from "../../../../core/intake/shop-system/payload.ts";
import { isTipName } from "../../../../core/intake/shop-system/tip.ts";

const Named = z.object({ name: z.string() });

describe("a member that is only looked at", () => {
  test("never refuses anything", () => {
    const Body = z.object({
      text: LooseText,
      flag: LooseFlag,
      list: looseList(Named),
      part: loose(Named),
    });
    fc.assert(
      fc.property(fc.anything(), fc.anything(), fc.anything(), fc.anything(), (text, flag, list, part) => {
        expect(Body.safeParse({ text, flag, list, part }).success).toBe(true);
      }),
    );
    expect(Body.parse({})).toMatchObject({ flag: false, list: [] });
  });

  test("is read in the spellings of other languages", () => {
    expect([LooseText.parse(4711), LooseText.parse("a"), LooseText.parse(false)]).toEqual([
      "4711",
      "a",
      undefined,
    ]);
    expect([true, "true", 1, "1", "no", 0, null].map((flag) => LooseFlag.parse(flag))).toEqual([
      true,
      true,
      true,
      true,
      false,
      false,
      false,
    ]);
    expect(looseList(Named).parse({ "0": { name: "a" }, "2": {}, "3": null })).toEqual([{ name: "a" }]);
  });
});

describe("a list that counts as money", () => {
  const list = moneyList(Named);

  test("may be missing or an object, as PHP writes it", () => {
    expect([null, undefined, {}, []].map((value) => list.parse(value))).toEqual([[], [], [], []]);
    expect(list.parse({ "1": { name: "a" }, "5": { name: "b" } })).toEqual([{ name: "a" }, { name: "b" }]);
  });

  test("refuses an item that does not fit", () => {
    expect(list.safeParse([{ name: 1 }]).success).toBe(false);
    expect(list.safeParse("none").success).toBe(false);
  });
});

describe("an amount", () => {
  test.each([
    ["12.505", 1_251],
    [12.5, 1_250],
    [0.1, 10],
    [-3, -300],
    [1e-7, 0],
    [0.1 + 0.2, 30],
  ])("%j is %i cents", (written, cents) => {
    expect(roundedOf(SignedAmount.parse(written), "USD", "total")).toBe(cents);
  });

  test.each(["", "free", "1,50", null, undefined, true, Number.NaN, Number.POSITIVE_INFINITY, 1e21])(
    "%j is none",
    (written) => expect(SignedAmount.safeParse(written).success).toBe(false),
  );

  test("above all that is accepted is refused by the field's name", () => {
    expect(() => roundedOf(SignedAmount.parse("99999999999999"), "USD", "total")).toThrow(
      InvalidPayloadError,
    );
  });
});

describe("a tip without a mark", () => {
  test.each([
    "Tip",
    "TIPS",
    " Trinkgeld ",
    "Trinkgeld (10 %)",
    "Pourboire",
    "Gratuity 18%",
    "Tip: 2.00",
    "Propina",
  ])("is known by the name %j", (name) => expect(isTipName(name)).toBe(true));

  test.each(["Tip jar", "Tipi tent", "Fountain pen tip", "Tip of the iceberg print", "", null, undefined])(
    "is not meant by %j",
    (name) => expect(isTipName(name)).toBe(false),
  );
});
