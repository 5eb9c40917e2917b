import { expect, test } from "vitest";
import { LookUps } from "../../../../core/intake/webhook/look-ups.ts";
import { lookUpsText } from "../../../../lib/stages.ts";

test("the connections that are asked are read as the stage writes them", () => {
  const connections = [
    { source: "square", name: "till", lookUp: true },
    { source: "square", name: "stand" },
    { source: "stripe", name: "checkout", lookUp: false },
    { source: "square", name: "market", lookUp: true },
    { source: "woocommerce", name: "corner", lookUp: true },
  ] as const;
  const text = lookUpsText({ connections });
  expect(text).toBe('{"square":["till","market"],"woocommerce":["corner"]}');
  expect([...LookUps.parse(text)]).toEqual(["square/till", "square/market", "woocommerce/corner"]);
  expect(LookUps.parse(lookUpsText({ connections: [] })).size).toBe(0);
});

test.each(["", "[]", '{"ebay":["shop"]}', '{"square":[""]}'])(
  "what no stage writes (%s) is refused",
  (text) => {
    expect(LookUps.safeParse(text).success).toBe(false);
  },
);
