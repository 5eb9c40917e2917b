import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { CliError } from "../../cli/cli-error.ts";
import { projectRoot } from "../../cli/settings.ts";
import { lastLines, run } from "../../local/run-program.ts";
import { environment } from "../../local/settings.ts";

/** Vendure, our plugin for it and a storefront: an install of its own, beside which nothing of ours is linked or bundled. */
export const shopFolder = join(projectRoot, "integrations", "vendure");

/** Says for which lockfile the packages were installed. */
const INSTALLED = join(shopFolder, "node_modules", ".installed-for");
const LINES_SHOWN = 10;

/** Installs what the lockfile names, unless that is there, and compiles. No package runs a script of its own. */
export async function installShop(note: (text: string) => void): Promise<void> {
  const lock = createHash("sha256")
    .update(await readFile(join(shopFolder, "package-lock.json")))
    .digest("hex");
  const installed = await readFile(INSTALLED, "utf8").catch(() => "");
  if (installed !== lock) {
    note("Installing the shop: Vendure and what it needs, some 160 MB, in integrations/vendure …");
    await inShop("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"]);
    await writeFile(INSTALLED, lock);
  }
  note("Compiling it …");
  await inShop(join(shopFolder, "node_modules", ".bin", "tsc"), []);
}

async function inShop(program: string, args: readonly string[]): Promise<void> {
  const { code, output } = await run(program, args, { cwd: shopFolder, env: environment() });
  if (code === 0) return;
  throw new CliError(
    `\`${program} ${args.join(" ")}\` failed in ${shopFolder}:\n${lastLines(output, LINES_SHOWN)}`,
    "The packages come from npm's registry: is it within reach?",
  );
}
