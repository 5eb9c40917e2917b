import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { bundle } from "../../lib/constructs/bundle.ts";

/** A cold start reads and parses all of it; the largest has the numbering plans of all countries. */
const BUNDLE_BYTES_MAX = 1_100_000;

const scratch = mkdtempSync(join(tmpdir(), "wellspring-bundles-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

function bundled(name: string, again = ""): Buffer {
  const directory = join(scratch, name + again);
  bundle(name, directory);
  return readFileSync(join(directory, "handler.mjs"));
}

const hash = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");

describe("the bundle of", () => {
  test.each(readdirSync("functions"))("%s compiles, is small and tells nothing of this machine", (name) => {
    const bytes = bundled(name);
    expect(bytes.length).toBeLessThan(BUNDLE_BYTES_MAX);
    expect(bytes.includes(process.cwd())).toBe(false);
  });
  test("a function is the same bytes every time", () => {
    expect(hash(bundled("fold-impact", "-again"))).toBe(hash(bundled("fold-impact")));
  });
});
