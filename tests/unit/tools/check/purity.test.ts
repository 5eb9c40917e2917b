import { describe, expect, test } from "vitest";
import { breachesOf } from "../../../../tools/check/purity.ts";

const found = (text: string): string[] => breachesOf("core/gift/gift.ts", text).map(({ what }) => what);

describe("the law that only core/platform reads environment, clock and chance", () => {
  test.each([
    ["export const a = process.env.NAME;", "process.env"],
    ["export const a = Date.now();", "Date.now"],
    ["export const a = new Date();", "new Date() without an argument"],
    ["export const a = Date();", "Date()"],
    ["export const a = Math.random();", "Math.random"],
    ["export const a = Temporal.Now.instant();", "Temporal.Now"],
    ["export const a = crypto.randomUUID();", "crypto.randomUUID"],
    ['import { randomUUID as id } from "node:crypto"; export const a = id;', "randomUUID of node:crypto"],
    ['import { env } from "node:process"; export const a = env;', "env of node:process"],
  ])("refuses %s", (text, what) => {
    expect(found(text)).toEqual([what]);
  });

  test.each([
    "export const a = (time: string) => new Date(time);",
    'import { createHmac } from "node:crypto"; export const a = createHmac;',
    "export const a = Math.round(1.5);",
    "export const a = (now: () => Temporal.Instant) => now();",
    '// process.env\nexport const a = "Date.now()";',
  ])("allows %s", (text) => {
    expect(found(text)).toEqual([]);
  });

  test("names the file and the line", () => {
    expect(breachesOf("core/a.tsx", "const a = <p>{1}</p>;\nexport const b = [a, Math.random()];")).toEqual([
      { file: "core/a.tsx", line: 2, what: "Math.random" },
    ]);
  });
});
