import { globSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { cruise, type IConfiguration } from "dependency-cruiser";
import ts from "typescript";
import { afterAll, describe, expect, test } from "vitest";

/** From the one that reaches no other to the one that may reach most. */
const ORDER = [
  "model",
  "platform",
  "events",
  "giving",
  "settlement",
  "proof",
  "impact",
  "people",
  "feedback",
  "i18n",
  "disclosures",
  "messaging",
  "conversations",
  "intake",
  "site",
  "operations",
  "desk",
];

const laws: IConfiguration = createRequire(import.meta.url)("../../.dependency-cruiser.cjs");
const copy = mkdtempSync(join(tmpdir(), "wellspring-rooms-"));
afterAll(() => rmSync(copy, { recursive: true }));

const exporting = "export const place = 1;\n";
const importing = (room: string) => `export { place } from "../${room}/place.ts";\n`;

/** What the import laws say of these files: `rule: from → to`. */
async function breachesOf(files: Readonly<Record<string, string>>): Promise<string[]> {
  const project = mkdtempSync(join(copy, "project-"));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(project, dirname(path)), { recursive: true });
    writeFileSync(join(project, path), text);
  }
  const { tsConfig, ...options } = laws.options ?? {};
  const { output } = await cruise(["core"], {
    ...options,
    ruleSet: { forbidden: laws.forbidden ?? [] },
    validate: true,
    baseDir: project,
  });
  if (typeof output === "string") throw new Error("The cruiser printed a report.");
  expect(output.modules.length).toBe(Object.keys(files).length);
  return output.summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`);
}

describe("the rooms of core/", () => {
  test("are those that have a place in the order", () => {
    expect(readdirSync("core").toSorted()).toEqual(ORDER.toSorted());
  });

  test("refuse every import against their order, each by the rule of its room", async () => {
    const against = ORDER.flatMap((room, index) => ORDER.slice(index + 1).map((later) => ({ room, later })));
    const places = ORDER.map((room) => [`core/${room}/place.ts`, exporting]);
    const imports = against.map(({ room, later }) => [`core/${room}/to-${later}.ts`, importing(later)]);
    const breaches = await breachesOf(Object.fromEntries([...places, ...imports]));
    const expected = against.map(
      ({ room, later }) => `room-${room}: core/${room}/to-${later}.ts → core/${later}/place.ts`,
    );
    expect(breaches.toSorted()).toEqual(expected.toSorted());
  });

  test("take an import along their order", async () => {
    const files = { "core/model/place.ts": exporting, "core/operations/report.ts": importing("model") };
    expect(await breachesOf(files)).toEqual([]);
  });

  test("refuse a folder that has no place in the order", async () => {
    const files = { "core/utils/place.ts": exporting, "core/site/report.ts": importing("utils") };
    expect(await breachesOf(files)).toEqual(["core-is-rooms: core/site/report.ts → core/utils/place.ts"]);
  });
});

/** The folders that the files of each folder import from, types included. */
function foldersReached(files: Readonly<Record<string, string>>): ReadonlyMap<string, ReadonlySet<string>> {
  const reached = new Map<string, Set<string>>();
  for (const [file, text] of Object.entries(files)) {
    const folder = dirname(file);
    const own = reached.get(folder) ?? new Set();
    reached.set(folder, own);
    for (const { fileName } of ts.preProcessFile(text, true, true).importedFiles) {
      const target = fileName.startsWith(".") ? dirname(join(folder, fileName)) : folder;
      if (target !== folder) own.add(target);
    }
  }
  return reached;
}

/** Pairs of folders that reach each other, also through others: `one ⇄ other`. */
function knotsIn(files: Readonly<Record<string, string>>): string[] {
  const direct = foldersReached(files);
  const reachableFrom = (start: string): ReadonlySet<string> => {
    const seen = new Set<string>();
    const waiting = [...(direct.get(start) ?? [])];
    for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
      if (seen.has(folder)) continue;
      seen.add(folder);
      waiting.push(...(direct.get(folder) ?? []));
    }
    return seen;
  };
  const reachable = new Map([...direct.keys()].map((folder) => [folder, reachableFrom(folder)]));
  return [...reachable].flatMap(([one, others]) =>
    [...others]
      .filter((other) => one < other && reachable.get(other)?.has(one))
      .map((other) => `${one} ⇄ ${other}`),
  );
}

describe("the folders of core/, at any depth", () => {
  test("do not reach each other, neither by themselves nor through others", () => {
    const paths = globSync("core/**/*.{ts,tsx}");
    const files = Object.fromEntries(paths.map((path) => [path, readFileSync(path, "utf8")]));
    expect(foldersReached(files).size).toBeGreaterThan(40);
    expect(knotsIn(files)).toEqual([]);
  });

  test("are found when they do: directly, by a type, and from a folder into its own sub-folder", () => {
    const triangle = {
      "core/a/one.ts": 'import type { Two } from "../b/two.ts";',
      "core/b/two.ts": 'export const three = () => import("../c/three.ts");',
      "core/c/three.ts": 'import { one } from "../a/one.ts";',
    };
    expect(knotsIn(triangle)).toEqual(["core/a ⇄ core/b", "core/a ⇄ core/c", "core/b ⇄ core/c"]);
    const nested = {
      "core/a/one.ts": 'import "./inner/two.ts";',
      "core/a/inner/two.ts": 'import "../three.ts";',
    };
    expect(knotsIn(nested)).toEqual(["core/a ⇄ core/a/inner"]);
  });
});
