import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CARD_TOKEN_BYTES, cardTokenOf, readCardToken } from "../../../core/model/customer-card.ts";

const bytes = fc.uint8Array({ minLength: CARD_TOKEN_BYTES, maxLength: CARD_TOKEN_BYTES });

describe("a card's token", () => {
  test("is read again from whatever a scanner or a hand makes of it", () => {
    fc.assert(
      fc.property(bytes, fc.constantFrom("", "]Q1", "\t"), fc.boolean(), (random, before, lower) => {
        const token = cardTokenOf(random);
        const grouped = token.replaceAll(/.{4}/g, "$& ");
        expect(readCardToken(`${before}${lower ? grouped.toLowerCase() : grouped}\r\n`)).toBe(token);
      }),
    );
  });

  test("tells letters by what they look like, and refuses all that is no card", () => {
    const token = cardTokenOf(new Uint8Array(CARD_TOKEN_BYTES));
    expect(readCardToken(token.replaceAll("0", "o"))).toBe(token);
    for (const other of [
      "",
      "W",
      token.slice(1),
      `${token}0`,
      token.replace("W", "V"),
      "4006381333931",
      "x".repeat(1_000),
    ])
      expect(readCardToken(other)).toBeUndefined();
  });

  test("takes all of 130 bits from chance", () => {
    const flipped = (bit: number) => {
      const random = new Uint8Array(CARD_TOKEN_BYTES);
      random[bit >> 3] = 0x80 >> (bit & 7);
      return cardTokenOf(random);
    };
    const tokens = new Set(Array.from({ length: 130 }, (_, bit) => flipped(bit)));
    expect(tokens.size).toBe(130);
  });
});
