import { mkdirSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { Command } from "commander";
import { CliError, formatError } from "../cli/cli-error.ts";
import { localDir } from "../cli/settings.ts";
import { lastLines, run } from "../local/run-program.ts";
import { environment } from "../local/settings.ts";
import { buildPackage } from "./pack/build-package.ts";

async function main(to: string): Promise<void> {
  const folder = join(localDir, "package");
  const version = buildPackage(folder);
  mkdirSync(to, { recursive: true });
  const args = ["pack", folder, "--silent", "--pack-destination", to];
  const { code, output } = await run("npm", args, { env: environment() });
  if (code !== 0)
    throw new CliError(`npm pack failed: ${lastLines(output, 3)}`, "Put that right, then pack again.");
  console.log(`${relative(process.cwd(), join(to, `wellspring-${version}.tgz`))}`);
}

const options = new Command("npm run pack --")
  .description("Compiles the product and packs it as a brand installs it: wellspring-<version>.tgz.")
  .option("--to <folder>", "the folder to write it to", localDir)
  .parse()
  .opts<{ to: string }>();
try {
  await main(resolve(options.to));
} catch (error) {
  console.error(formatError(error));
  process.exitCode = 1;
}
