import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { assertEmpty, newBrand, writeRepository } from "../../../cli/init/brand-repository.ts";
import { compileBrand } from "../../../core/operations/brand/compile-brand.ts";
import { demoPictures } from "../../support/pictures.ts";

const root = mkdtempSync(join(tmpdir(), "wellspring-init-"));
afterAll(() => rmSync(root, { recursive: true }));

describe("a new brand", () => {
  test.each([
    ["/somewhere/acme-coffee", {}, { brand: "acme-coffee", name: "Acme Coffee" }],
    ["/somewhere/Käse & Brot", {}, { brand: "ka-se-brot", name: "Ka Se Brot" }],
    ["/somewhere/x", { brand: "acme" }, { brand: "acme", name: "Acme" }],
    ["/somewhere/x", { name: "Käse & Brot" }, { brand: "x", name: "Käse & Brot" }],
  ])("of %s with %j is %j", (folder, given, expected) => {
    expect(newBrand(folder, given)).toEqual(expected);
  });

  test.each([
    ["/somewhere/2024", {}],
    ["/", {}],
    ["/somewhere/wellspring", {}],
    ["/somewhere/x", { brand: "../x" }],
    ["/somewhere/x", { brand: "Acme" }],
    ["/somewhere/x", { name: 'Acme", kind: "local' }],
    ["/somewhere/x", { name: "Acme\nCoffee" }],
    ["/somewhere/x", { name: " " }],
    ["/somewhere/x", { name: "A".repeat(61) }],
  ])("is refused for %s with %j", (folder, given) => {
    expect(() => newBrand(folder, given)).toThrow(
      /^".*" cannot be (the name of a brand's folder|a brand's name)/s,
    );
  });
});

describe("a folder", () => {
  test("is taken when it is not there, empty, or has nothing but a git repository", () => {
    const folder = join(root, "fresh");
    assertEmpty(folder);
    expect(existsSync(folder)).toBe(false);
    mkdirSync(join(folder, ".git"), { recursive: true });
    assertEmpty(folder);
  });

  test("is refused when it has anything else, and stays as it is", () => {
    const folder = join(root, "used");
    mkdirSync(folder);
    writeFileSync(join(folder, "stages.ts"), "mine");
    expect(() => assertEmpty(folder)).toThrow("is not empty: it has stages.ts.");
    expect(readdirSync(folder)).toEqual(["stages.ts"]);
  });
});

test("a repository has what is the brand's: its name everywhere, no blank left, and data that pass the check", () => {
  const folder = join(root, "acme-coffee");
  writeRepository(folder, { brand: "acme-coffee", name: "Acme: Coffee's" }, "vendor/wellspring-0.1.0.tgz");
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const texts = new Map(
    files.map(({ parentPath, name }) => {
      const file = join(parentPath, name);
      return [file.slice(folder.length + 1), readFileSync(file, "utf8")];
    }),
  );
  expect([...texts.keys()].toSorted()).toEqual([
    ".github/workflows/ci.yml",
    ".gitignore",
    ".npmrc",
    "README.md",
    "brands/acme-coffee/brand.yaml",
    "brands/acme-coffee/causes.yaml",
    "brands/acme-coffee/feedback.yaml",
    ...[...demoPictures.keys()].toSorted().map((name) => `brands/acme-coffee/pictures/${name}`),
    "brands/acme-coffee/pools.yaml",
    "brands/acme-coffee/service.yaml",
    "brands/acme-coffee/stores.yaml",
    "brands/acme-coffee/terms.yaml",
    "cdk.json",
    "package.json",
    "stages.ts",
    "tsconfig.json",
  ]);
  for (const [file, text] of texts) {
    expect(text, file).not.toMatch(/%[A-Z]+%/);
    expect(text, file).not.toMatch(/tarnfell/i);
  }
  const part = (name: string) => {
    const file = `brands/acme-coffee/${name}.yaml`;
    return { file, text: texts.get(file) ?? "" };
  };
  const compiled = compileBrand({
    pictures: demoPictures,
    brand: part("brand"),
    causes: part("causes"),
    terms: part("terms"),
    pools: part("pools"),
  });
  expect(compiled).toMatchObject({ outcome: "compiled", draft: { brand: { name: "Acme: Coffee's" } } });
});
