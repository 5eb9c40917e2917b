import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import type { Command } from "commander";
import { z } from "zod";
import { isInstalled } from "../../lib/folders.ts";
import { CliError } from "../cli-error.ts";
import { productRoot } from "../settings.ts";
import { assertEmpty, type NewBrand, newBrand, writeRepository } from "./brand-repository.ts";

/** Beside the brand's own files, so that who clones the repository has the package: docs/decisions/84-a-package-in-the-repository.md. */
const VENDOR = "vendor";

function init(to: string, given: Partial<NewBrand>): void {
  const folder = resolve(to);
  const brand = newBrand(folder, given);
  assertEmpty(folder);
  mkdirSync(join(folder, VENDOR), { recursive: true });
  const tarball = packInto(join(folder, VENDOR));
  writeRepository(folder, brand, `${VENDOR}/${tarball}`);
  console.log("Pinning what it needs, in package-lock.json.");
  run(
    "npm",
    ["install", "--package-lock-only", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"],
    folder,
  );
  console.log(
    [
      `${brand.name} has a repository: ${folder}`,
      "",
      `  cd ${relative(process.cwd(), folder) || "."}`,
      "  npm ci && npm start",
      "  npm test",
      "",
      "Its README says how to make it yours, and how it is deployed.",
    ].join("\n"),
  );
}

/** The package of this very product. A checkout compiles itself; a package is packed again as it is. Returns the file's name. */
function packInto(folder: string): string {
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(readFileSync(join(productRoot, "package.json"), "utf8")));
  console.log(`Packing Wellspring ${version}.`);
  if (isInstalled)
    run("npm", ["pack", productRoot, "--silent", "--ignore-scripts", "--pack-destination", folder], folder);
  else run(process.execPath, [join(productRoot, "tools", "pack.ts"), "--to", folder], productRoot);
  return `wellspring-${version}.tgz`;
}

function run(program: string, args: readonly string[], cwd: string): void {
  const { status, stdout, stderr, error } = spawnSync(program, args, { cwd, encoding: "utf8" });
  if (status === 0) return;
  const said = [error?.message ?? "", stdout ?? "", stderr ?? ""].join("\n").trim().split("\n").slice(-5);
  throw new CliError(
    `${program} ${args[0]} failed:\n${said.join("\n")}\n`,
    `Put that right, empty ${cwd}, and try again.`,
  );
}

export function addInit(program: Command): void {
  program
    .command("init")
    .description("begin a brand's own repository, with the product as a pinned package")
    .argument("<folder>", "an empty folder, or one that does not exist yet")
    .option("--brand <name>", "the brand's folder below brands/; default: by the folder's name")
    .option("--name <text>", "the brand's name as customers read it; default: by the folder's name")
    .action((folder: string, given: Partial<NewBrand>) => init(folder, given));
}
