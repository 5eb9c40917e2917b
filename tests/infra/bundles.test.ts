import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { closeSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { compileFunctions, modulesOf, writeFunction } from "../../lib/constructs/bundle.ts";

/** A cold start reads and parses most of it; the largest has every letter in each language, and the numbering plans of all countries. */
const BUNDLE_BYTES_MAX = 1_260_000;

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
    // Into a file: Node quotes the whole line of the error, which is longer than a pipe holds when the process is gone.
    const said = join(directory, "stderr.txt");
    const stderr = openSync(said, "w");
    spawnSync(process.execPath, [join(directory, "handler.mjs")], {
      env: {},
      stdio: ["ignore", "ignore", stderr],
    });
    closeSync(stderr);
    const error = readFileSync(said, "utf8").match(/^Error: .*/m)?.[0];
    expect(error).toContain("The function's environment is incomplete");
  });
  test("a function is the same bytes every time", () => {
    const again = compileFunctions();
    for (const [name, modules] of bundles) expect(hashes(again.get(name))).toEqual(hashes(modules));
  });
});
