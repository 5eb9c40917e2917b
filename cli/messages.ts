import { mkdir, writeFile } from "node:fs/promises";
import { join, relative, resolve } from "node:path";
import { Command } from "commander";
import type { Brand } from "../core/model/cause.ts";
import { compileBrand } from "../core/operations/brand/compile-brand.ts";
import { readBrand } from "./brand/brand-ledger.ts";
import { CliError, formatError } from "./cli-error.ts";
import { previewOf, sampleRenditions } from "./messages/preview.ts";
import { localDir, projectRoot } from "./settings.ts";

interface Options {
  readonly brand: string;
  readonly to: string;
}

async function brandNamed(name: string): Promise<Brand> {
  const compiled = compileBrand(await readBrand(name));
  if (compiled.outcome === "refused")
    throw new CliError(
      `brands/${name} has ${compiled.problems.length} problems.`,
      `See \`npm run brand -- check ${name}\`.`,
    );
  return compiled.statement.brand;
}

async function preview({ brand, to }: Options): Promise<void> {
  const renditions = sampleRenditions(await brandNamed(brand));
  const folder = resolve(projectRoot, to);
  await mkdir(folder, { recursive: true });
  const files = previewOf(renditions);
  for (const [name, text] of files) await writeFile(join(folder, name), text);
  console.log(`${renditions.length} renditions: ${relative(process.cwd(), join(folder, "index.html"))}`);
}

const program = new Command("npm run messages --").description("Shows what we write to people.");
program
  .command("preview")
  .description("renders every message with sample facts, in every language and channel, into a folder")
  .option("--brand <name>", "whose look and name: a folder of brands/", "demo")
  .option("--to <folder>", "where to", relative(projectRoot, join(localDir, "messages")))
  .action(preview);
try {
  await program.parseAsync();
} catch (error) {
  console.error(formatError(error));
  process.exitCode = 1;
}
