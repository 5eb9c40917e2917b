import { globSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { describe, expect, test } from "vitest";

const page = readFileSync("docs/invariants.md", "utf8");
const rows = page.split("\n").filter((line) => line.startsWith("| ") && !line.startsWith("| --- |"));
const CODE = /^(bin|cli|core|demo|docs|functions|lib|local|state-machines|tests|tools)\//;

/** The files of a row: one without a folder lies beside the one before it. */
function filesOf(row: string): string[] {
  let folder = "";
  return [...row.matchAll(/`([^`\s]+)`/g)].flatMap(([, name = ""]) => {
    if (!CODE.test(name) && !/\.(ts|tsx|json)$/.test(name)) return [];
    const path = CODE.test(name) ? name : `${folder}/${name}`;
    folder = path.endsWith("/") ? path.slice(0, -1) : dirname(path);
    return [path];
  });
}

describe("docs/invariants.md", () => {
  test("has a row for each of the seventeen promises", () => {
    const numbers = rows.flatMap((row) => /^\| (\d+) \|/.exec(row)?.[1] ?? []);
    expect(numbers).toEqual(Array.from({ length: 17 }, (_, index) => String(index + 1)));
  });

  test("names code and tests that there are", () => {
    const named = rows.flatMap(filesOf);
    expect(named.length).toBeGreaterThan(50);
    expect([...new Set(named)].filter((path) => globSync(path).length === 0)).toEqual([]);
  });

  test("quotes tests by names that they have", () => {
    const missing = rows.flatMap((row) => {
      const texts = filesOf(row)
        .filter((path) => path.startsWith("tests/"))
        .flatMap((path) => globSync(path))
        .map((path) => readFileSync(path, "utf8"));
      const quoted = [...row.matchAll(/"([^"]+)"/g)].map(([, name = ""]) => name);
      return quoted.filter((name) => !texts.some((text) => text.includes(name)));
    });
    expect(missing).toEqual([]);
  });
});
