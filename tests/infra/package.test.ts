import { spawnSync } from "node:child_process";
import {
  globSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { isBuiltin } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import ts from "typescript";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { writeRepository } from "../../cli/init/brand-repository.ts";
import { productRoot } from "../../lib/folders.ts";
import { buildPackage } from "../../tools/pack/build-package.ts";

/** A brand's repository as `npm ci` leaves it, with this checkout's packages in place of downloaded ones. */
const brand = realpathSync(mkdtempSync(join(tmpdir(), "wellspring-package-")));
const installed = join(brand, "node_modules", "wellspring");
const LONG_MS = 300_000;

beforeAll(() => {
  writeRepository(brand, { brand: "acme", name: "Acme" }, "vendor/wellspring.tgz");
  buildPackage(installed);
  for (const name of readdirSync(join(productRoot, "node_modules"))) {
    if (name === "wellspring") continue;
    symlinkSync(join(productRoot, "node_modules", name), join(brand, "node_modules", name));
  }
}, LONG_MS);
afterAll(() => rmSync(brand, { recursive: true }));

function run(args: readonly string[], extra: Readonly<Record<string, string>> = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: brand,
    encoding: "utf8",
    env: { ...process.env, ...extra },
  });
  return { status, said: `${stdout}${stderr}` };
}

function synth(context: Readonly<Record<string, unknown>>) {
  const all = { ...context, "aws:cdk:bundling-stacks": [] };
  return run([join(installed, "bin/app.js")], {
    CDK_CONTEXT_JSON: JSON.stringify(all),
    CDK_OUTDIR: join(brand, "cdk.out"),
  });
}

const Manifest = z.object({
  dependencies: z.record(z.string(), z.string()),
  bin: z.record(z.string(), z.string()),
  exports: z.record(z.string(), z.object({ types: z.string(), default: z.string() })),
  private: z.boolean(),
});
const manifest = () => Manifest.parse(JSON.parse(readFileSync(join(installed, "package.json"), "utf8")));

describe("the package", { timeout: LONG_MS }, () => {
  test("holds what a brand runs and reads, and nothing else", () => {
    const { status, stdout } = spawnSync("npm", ["pack", "--dry-run", "--json"], {
      cwd: installed,
      encoding: "utf8",
    });
    expect(status).toBe(0);
    const [packed] = z
      .array(z.object({ files: z.array(z.object({ path: z.string() })) }))
      .parse(JSON.parse(stdout));
    const files = packed?.files.map(({ path }) => path) ?? [];
    expect(new Set(files.map((path) => path.split("/")[0]))).toEqual(
      new Set([
        ...["LICENSE", "README.md", "CHANGELOG.md", "package.json", "cdk.json"],
        ...[
          "bin",
          "brands",
          "cli",
          "core",
          "demo",
          "functions",
          "integrations",
          "lib",
          "local",
          "messages",
          "state-machines",
          "verify",
        ],
      ]),
    );
    const known =
      /\.(js|d\.ts|py|txt|mjml|yaml|webp|asl\.json)$|^(LICENSE|README\.md|CHANGELOG\.md|package\.json|cdk\.json)$|^(cli\/init\/template|integrations)\/|^verify\/wellspring-verify\.mjs$/;
    expect(files.filter((path) => !known.test(path))).toEqual([]);
    expect(
      files.filter(
        (path) =>
          /test|bench|\.local|credential|\.env|\.pem|secret.*\.json/i.test(path) &&
          !/\.(js|d\.ts)$/.test(path),
      ),
    ).toEqual([]);
    // As many as there are in the folder: npm leaves nothing of it out.
    const there = readdirSync(installed, { recursive: true, withFileTypes: true });
    expect(files.length).toBe(there.filter((entry) => entry.isFile()).length);
  });

  test("is whole: every file that its files import is there, and every package is pinned", () => {
    const { dependencies } = manifest();
    const missing = globSync("**/*.js", { cwd: installed }).flatMap((file) => {
      const { importedFiles } = ts.preProcessFile(readFileSync(join(installed, file), "utf8"), true, true);
      return importedFiles.flatMap(({ fileName }) => {
        if (isBuiltin(fileName)) return [];
        const name = /^(?:@[^/]+\/)?[^/]+/.exec(fileName)?.[0] ?? "";
        const isThere = fileName.startsWith(".")
          ? globSync(join(dirname(file), fileName), { cwd: installed }).length === 1
          : dependencies[name] !== undefined;
        return isThere ? [] : [`${file}: ${fileName}`];
      });
    });
    expect(missing).toEqual([]);
    expect(Object.values(dependencies).filter((version) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
    expect(Object.keys(dependencies)).toEqual(expect.arrayContaining(["aws-cdk", "esbuild", "mjml", "node"]));
    expect(Object.keys(dependencies)).not.toEqual(expect.arrayContaining(["vitest"]));
  });

  test("has its programs and its types where package.json says, and is never published by mistake", () => {
    const { bin, exports, private: isPrivate } = manifest();
    const named = [...Object.values(bin), ...Object.values(exports).flatMap((one) => Object.values(one))];
    for (const file of named) expect(globSync(file, { cwd: installed }), file).toHaveLength(1);
    for (const file of Object.values(bin))
      expect(readFileSync(join(installed, file), "utf8").startsWith("#!/usr/bin/env node\n")).toBe(true);
    expect(isPrivate).toBe(true);
  });
});

describe("a brand's repository with the package", () => {
  test(
    "passes the compiler, which refuses a setting that no stage has",
    () => {
      const text = readFileSync(join(brand, "stages.ts"), "utf8");
      writeFileSync(join(brand, "broken.ts"), text.replace("ledgerShards: 64", "ledgerShard: 64"));
      const project = join(brand, "tsconfig.both.json");
      writeFileSync(
        project,
        JSON.stringify({ extends: "./tsconfig.json", files: ["stages.ts", "broken.ts"] }),
      );
      const { said } = run([join(productRoot, "node_modules/typescript/bin/tsc"), "-p", project]);
      const faults = said.split("\n").filter((line) => line.includes("error TS"));
      expect(faults).toEqual([expect.stringMatching(/^broken\.ts.*ledgerShard/)]);
    },
    LONG_MS,
  );

  test(
    "is synthesised to be looked at, with each placeholder named",
    () => {
      const { status, said } = synth({ dryRun: "true" });
      expect(status).toBe(0);
      expect(said).toContain('production.sender.address is "letters@change-me.example"');
      const templates = globSync("cdk.out/*.template.json", { cwd: brand });
      expect(templates.toSorted().at(0)).toMatch(/wellspring-production-[a-z]+\.template\.json$/);
    },
    LONG_MS,
  );

  test(
    "is not synthesised for AWS while a placeholder is left: each is named",
    () => {
      const { status, said } = synth({ stage: "production" });
      expect(status).toBe(1);
      const named = [
        "env.account",
        "env.region",
        "sender.address",
        "sender.replyTo",
        "sender.postalAddress",
        "alarmEmail",
      ];
      for (const setting of named) expect(said).toContain(`- production.${setting} is `);
      expect(said.startsWith("stages.ts: the stage production cannot be deployed yet.\n")).toBe(true);
      expect(said).not.toContain("    at ");
    },
    LONG_MS,
  );

  test(
    "has the words that it writes itself in its functions, and the product's everywhere else",
    () => {
      const own = join(brand, "messages/welcome/en/subject.txt");
      mkdirSync(dirname(own), { recursive: true });
      writeFileSync(own, "Hello from the roastery");
      const theirs = readFileSync(join(installed, "messages/welcome/en/subject.txt"), "utf8").trim();
      const other = readFileSync(join(installed, "messages/confirm-email/en/subject.txt"), "utf8").trim();
      const program = join(brand, "bundle.js");
      const at = (file: string) => JSON.stringify(join(installed, file));
      writeFileSync(
        program,
        `import { useBrandMessages } from ${at("lib/messages/brand-messages.js")};
         import { modulesOf } from ${at("lib/constructs/bundle.js")};
         await useBrandMessages();
         const text = Buffer.from(modulesOf("deliver-message").get("handler.mjs")).toString();
         console.log(JSON.stringify([${JSON.stringify(["Hello from the roastery", theirs, other])}.map((one) => text.includes(one)), text.split("<!doctype html>").length - 1]));`,
      );
      const { status, said } = run([program]);
      // The product's own copy of the messages is not in the bundle besides.
      expect({ status, said: said.trim() }).toEqual({ status: 0, said: "[[true,false,true],1]" });
    },
    LONG_MS,
  );

  test(
    "shares no word with another brand's repository, whose functions may go to the same account",
    () => {
      const other = join(brand, "another-brand");
      const subjects = { [brand]: "Hello from the roastery", [other]: "Hello from the bindery" };
      for (const [folder, subject] of Object.entries(subjects)) {
        mkdirSync(join(folder, "brands"), { recursive: true });
        mkdirSync(join(folder, "messages/welcome/en"), { recursive: true });
        writeFileSync(join(folder, "messages/welcome/en/subject.txt"), subject);
      }
      writeFileSync(join(other, "stages.ts"), "");
      const program = join(brand, "bundle.js");
      const at = (file: string) => JSON.stringify(join(installed, file));
      writeFileSync(
        program,
        `process.chdir(process.argv[2]);
         const { useBrandMessages } = await import(${at("lib/messages/brand-messages.js")});
         const { modulesOf } = await import(${at("lib/constructs/bundle.js")});
         await useBrandMessages();
         const text = Buffer.from(modulesOf("deliver-message").get("handler.mjs")).toString();
         console.log(JSON.stringify(${JSON.stringify(Object.values(subjects))}.map((one) => text.includes(one))));`,
      );
      const said = Object.keys(subjects).map((folder) => run([program, folder]).said.trim());
      expect(said).toEqual(["[true,false]", "[false,true]"]);
    },
    LONG_MS,
  );
});
