import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { goodsLines, type PricedLine } from "../../../../core/intake/shop-system/goods-lines.ts";
import { LINES_MAX, Purchase } from "../../../../core/model/purchase.ts";

function line(lineId: string, goods: number, more: Partial<PricedLine> = {}): PricedLine {
  return { lineId, quantity: 1, goods, ...more };
}

const priced = fc.array(
  fc.record({
    lineId: fc.constantFrom(..."abcdefgh"),
    sku: fc.constantFrom(undefined, "", "MUG", "TEA", "x".repeat(200)),
    quantity: fc.integer({ min: 0, max: 9 }),
    goods: fc.integer({ min: -5_000, max: 20_000 }),
  }),
  { maxLength: 12 },
);

describe("lines of goods", () => {
  test("keep what they cost where nothing takes anything off", () => {
    expect(goodsLines([line("a", 1_500, { sku: "MUG", quantity: 2 }), line("b", 0)])).toEqual({
      base: 1_500,
      lines: [
        { lineId: "a", sku: "MUG", quantity: 2, goods: 1_500 },
        { lineId: "b", quantity: 1, goods: 0 },
      ],
    });
  });

  test("bear a negative line by their amounts, to the minor unit", () => {
    const { base, lines } = goodsLines([line("a", 6_000), line("b", 3_001), line("trade-in", -1_000)]);
    expect([base, lines]).toEqual([
      8_001,
      [
        { lineId: "a", quantity: 1, goods: 5_333 },
        { lineId: "b", quantity: 1, goods: 2_668 },
      ],
    ]);
  });

  test("are never more than what was paid for goods, and never less than nothing", () => {
    expect(goodsLines([line("a", 5_000)], { atMost: 4_200 }).lines).toMatchObject([{ goods: 4_200 }]);
    expect(goodsLines([line("a", 5_000)], { reduction: 600 }).base).toBe(4_400);
    expect(goodsLines([line("a", 500), line("b", -900)])).toMatchObject({ base: 0, lines: [{ goods: 0 }] });
  });

  test("with one id are one line, and one with money but without units is one unit", () => {
    expect(goodsLines([line("a", 100, { quantity: 0 }), line("a", 50, { quantity: 2 })]).lines).toEqual([
      { lineId: "a", quantity: 3, goods: 150 },
    ]);
  });

  test("sum to the base, keep their ids, and lose exactly what is taken off", () => {
    fc.assert(
      fc.property(priced, fc.nat(9_000), fc.nat(60_000), (given, reduction, atMost) => {
        const { base, lines } = goodsLines(given, { reduction, atMost });
        const plus = given.filter(({ goods }) => goods > 0).reduce((all, { goods }) => all + goods, 0);
        const minus = given.filter(({ goods }) => goods < 0).reduce((all, { goods }) => all - goods, 0);
        expect(base).toBe(Math.max(0, Math.min(plus - minus - reduction, atMost)));
        expect(lines.reduce((all, { goods }) => all + goods, 0)).toBe(base);
        expect(new Set(lines.map(({ lineId }) => lineId)).size).toBe(lines.length);
        Purchase.shape.lines.parse(lines);
      }),
    );
  });

  test("beyond what a purchase holds are grouped by SKU, and none is dropped", () => {
    const many = Array.from({ length: LINES_MAX + 1 }, (_, at) =>
      line(`line-${at}`, 100, { sku: at % 3 === 0 ? "MUG" : at % 3 === 1 ? "TEA" : undefined }),
    );
    expect(goodsLines(many)).toEqual({
      base: 50_100,
      grouped: true,
      lines: [
        { lineId: "sku:MUG", sku: "MUG", quantity: 167, goods: 16_700 },
        { lineId: "sku:TEA", sku: "TEA", quantity: 167, goods: 16_700 },
        { lineId: "others", quantity: 167, goods: 16_700 },
      ],
    });
  });

  test("of more SKUs than a purchase holds fit all the same, the last ones together", () => {
    const many = Array.from({ length: 2 * LINES_MAX }, (_, at) => line(`${at}`, 7, { sku: `SKU-${at}` }));
    const { base, lines } = goodsLines(many);
    expect([base, lines.length, lines.at(-1)]).toEqual([
      7_000,
      LINES_MAX,
      { lineId: "others", quantity: LINES_MAX + 1, goods: 7 * (LINES_MAX + 1) },
    ]);
  });
});
