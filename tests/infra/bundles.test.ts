import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { compileFunctions, modulesOf, writeFunction } from "../../lib/constructs/bundle.ts";

/** A cold start reads and parses most of it; the largest has the numbering plans of all countries. */
const BUNDLE_BYTES_MAX = 1_250_000;

const names = readdirSync("functions");
const bundles = new Map(names.map((name) => [name, modulesOf(name)]));
/** Far from the packages of the project: here a function has what it carries, as on Lambda. */
const elsewhere = mkdtempSync(join(tmpdir(), "wellspring-bundles-"));
afterAll(() => rmSync(elsewhere, { recursive: true }));

const bytesOf = (name: string) => Buffer.concat([...(bundles.get(name)?.values() ?? [])]);
const hashes = (modules: ReadonlyMap<string, Uint8Array> = new Map()) =>
  [...modules].map(([file, bytes]) => `${file} ${createHash("sha256").update(bytes).digest("hex")}`);

describe("the bundle of", () => {
  test.each(names)("%s compiles, is small and names no path of this machine", (name) => {
    const bytes = bytesOf(name);
    expect(bytes.length).toBeGreaterThan(0);
    expect(bytes.length).toBeLessThan(BUNDLE_BYTES_MAX);
    expect(bytes.includes(process.cwd())).toBe(false);
  });
  test.each(names)("%s carries all that it needs to start: it gets as far as its environment", (name) => {
    const directory = join(elsewhere, name);
    writeFunction(name, directory);
    const { stderr } = spawnSync(process.execPath, [join(directory, "handler.mjs")], {
      env: {},
      encoding: "utf8",
      // Node quotes the line of an error, and a bundle is one line.
      maxBuffer: 2 * BUNDLE_BYTES_MAX,
    });
    expect(stderr).toContain("The function's environment is incomplete");
  });
  test("a function is the same bytes every time", () => {
    const again = compileFunctions();
    for (const [name, modules] of bundles) expect(hashes(again.get(name))).toEqual(hashes(modules));
  });
});
