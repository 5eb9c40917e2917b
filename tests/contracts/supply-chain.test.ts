import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import * as z from "zod";

const read = (path: string): unknown => JSON.parse(readFileSync(path, "utf8"));

const Project = z.object({
  dependencies: z.record(z.string(), z.string()),
  devDependencies: z.record(z.string(), z.string()),
  allowScripts: z.record(z.string(), z.boolean()),
});
const Lock = z.object({
  packages: z.record(
    z.string(),
    z.object({
      integrity: z.string().optional(),
      resolved: z.string().optional(),
      inBundle: z.boolean().optional(),
      dev: z.boolean().optional(),
      optional: z.boolean().optional(),
      link: z.boolean().optional(),
      hasInstallScript: z.boolean().optional(),
    }),
  ),
});

const project = Project.parse(read("package.json"));
const { "": _project, ...locked } = Lock.parse(read("package-lock.json")).packages;
const packages = Object.entries(locked);
const namesOf = (those: typeof packages) => those.map(([path]) => path.replace(/^.*node_modules\//, ""));

describe("what others wrote", () => {
  test("is named by exact versions", () => {
    const asked = Object.entries({ ...project.dependencies, ...project.devDependencies });
    expect(asked.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
    expect(readFileSync(".npmrc", "utf8")).toContain("save-exact=true");
  });

  test("has a hash in the lockfile, but for binaries of two tools on platforms that we do not use", () => {
    const unchecked = packages.filter(
      ([, { integrity, inBundle }]) => !inBundle && !integrity?.startsWith("sha512-"),
    );
    const elsewhere = unchecked.filter(([, { dev, optional }]) => dev === true && optional === true);
    expect(unchecked).toEqual(elsewhere);
    expect(namesOf(unchecked).filter((name) => !/^@(biomejs\/cli|oxc-parser\/binding)-/.test(name))).toEqual(
      [],
    );
    expect(namesOf(unchecked).filter((name) => /linux-(x64|arm64)(-gnu)?$/.test(name))).toEqual([]);
  });

  test("comes from the registry alone: no folder, no repository, no address of somebody's own", () => {
    const elsewhere = packages.filter(
      ([, { link, resolved }]) => link === true || !(resolved ?? "https:").startsWith("https:"),
    );
    expect(namesOf(elsewhere)).toEqual([]);
  });

  test("runs no script when it is installed, but for two packages that must", () => {
    const running = namesOf(packages.filter(([, { hasInstallScript }]) => hasInstallScript));
    const allowed = Object.entries(project.allowScripts).flatMap(([name, may]) => (may ? [name] : []));
    expect(running.toSorted()).toEqual(allowed.toSorted());
    expect(allowed).toHaveLength(2);
  });

  test.each([
    "local/engine/requirements.txt",
    "tools/cfn-lint/requirements.txt",
    "tools/bank-readers/requirements.txt",
  ])("for Python has one version and a hash each, and pip refuses anything else: %s", (file) => {
    const lines = readFileSync(file, "utf8").replaceAll("\\\n", " ").split("\n");
    const asked = lines.filter((line) => /^[a-z]/i.test(line));
    expect(asked.length).toBeGreaterThan(3);
    expect(asked.filter((line) => !/^\S+==\S+ .*--hash=sha256:[0-9a-f]{64}/.test(line))).toEqual([]);
    expect(readFileSync("local/python.ts", "utf8")).toMatch(/"--require-hashes"/);
  });
});
