import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseJson } from "../../../../core/intake/shop-system/body-json.ts";

const parsed = (text: string) => parseJson(Buffer.from(text))?.payload;

describe("the JSON of a webhook", () => {
  test("keeps each whole number exactly: as a number if it can be one, else as its digits", () => {
    const digits = fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n }).map(String);
    fc.assert(
      fc.property(fc.array(digits, { minLength: 1, maxLength: 5 }), (all) => {
        const read = parsed(`{"ids":[${all.join(",")}],"x":{"id":${all[0]}}}`);
        const exact = all.map((one) => (Number.isSafeInteger(Number(one)) ? Number(one) : one));
        expect(read).toEqual({ ids: exact, x: { id: exact[0] } });
      }),
    );
  });

  test("never makes one id of two", () => {
    expect(parsed('{"a":9007199254740993,"b":9007199254740992}')).toEqual({
      a: "9007199254740993",
      b: "9007199254740992",
    });
  });

  test("leaves fractions, exponents and texts beside a long id as JSON has them", () => {
    expect(parsed('{"id":820982911946154508,"amount":12.5,"rate":1e21,"phone":"9007199254740993"}')).toEqual({
      id: "820982911946154508",
      amount: 12.5,
      rate: 1e21,
      phone: "9007199254740993",
    });
  });

  test("is undefined for what is no JSON in UTF-8", () => {
    expect(parseJson(Buffer.from("{"))).toBeUndefined();
    expect(parseJson(Buffer.from([0x22, 0xff, 0x22]))).toBeUndefined();
  });
});
