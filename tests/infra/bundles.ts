import { createHash } from "node:crypto";
import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { compileFunctions } from "../../lib/constructs/bundle.ts";

/** A cold start reads and parses all of it; the largest has the numbering plans of all countries. */
const BUNDLE_BYTES_MAX = 1_200_000;

const bundles = compileFunctions();

const hash = (bytes: Uint8Array = new Uint8Array()) => createHash("sha256").update(bytes).digest("hex");

describe("the bundle of", () => {
  test.each(readdirSync("functions"))("%s compiles, is small and tells nothing of this machine", (name) => {
    const bytes = Buffer.from(bundles.get(name) ?? []);
    expect(bytes.length).toBeGreaterThan(0);
    expect(bytes.length).toBeLessThan(BUNDLE_BYTES_MAX);
    expect(bytes.includes(process.cwd())).toBe(false);
  });
  test("a function is the same bytes every time", () => {
    const again = compileFunctions();
    for (const [name, bytes] of bundles) expect(hash(again.get(name))).toBe(hash(bytes));
  });
});
