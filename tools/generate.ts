import { spawnSync } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Command } from "commander";
import { CliError, formatError } from "../cli/cli-error.ts";
import { projectRoot } from "../cli/settings.ts";
import { DOCS, type GeneratedDoc, JOURNEY_NAMES } from "./generate/documents.ts";

async function isCurrent({ path, text }: GeneratedDoc): Promise<boolean> {
  const there = await readFile(join(projectRoot, path), "utf8").catch(() => undefined);
  return there === (await text());
}

async function write({ path, text }: GeneratedDoc): Promise<void> {
  const file = join(projectRoot, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, await text());
}

async function main(check: boolean): Promise<void> {
  const stale: GeneratedDoc[] = [];
  for (const doc of DOCS) if (!(await isCurrent(doc))) stale.push(doc);
  const paths = stale.map((doc) => doc.path).join(", ");
  if (check && stale.length > 0) {
    throw new CliError(`Not up to date: ${paths}.`, "Run `npm run generate` and commit what it writes.");
  }
  for (const doc of stale) await write(doc);
  if (stale.some(({ path }) => path === JOURNEY_NAMES)) {
    spawnSync(process.execPath, [fileURLToPath(import.meta.url)], { stdio: "inherit" });
  }
  console.log(stale.length === 0 ? `${DOCS.length} generated documents are up to date.` : `Wrote ${paths}.`);
}

const options = new Command("npm run generate --")
  .description(
    "Writes the documents that are made from the code: docs/reference/generated/ and the compiled messages.",
  )
  .option("--check", "write nothing; exit 1 when one of them is not up to date", false)
  .parse()
  .opts<{ check: boolean }>();
try {
  await main(options.check);
} catch (error) {
  console.error(formatError(error));
  process.exitCode = 1;
}
