import { readFile, writeFile } from "node:fs/promises";
import { relative } from "node:path";
import type { Command } from "commander";
import { dayIn } from "../../core/model/days.ts";
import { ratesYaml, readReferenceRates } from "../../core/operations/brand/reference-rates.ts";
import { now } from "../../core/platform/clock.ts";
import { brandHere, ratesPath } from "../brand/brand-ledger.ts";
import { CliError } from "../cli-error.ts";
import { projectRoot } from "../settings.ts";

const ADDRESS = "https://www.ecb.europa.eu/stats/eurofxref/eurofxref-daily.xml";

/** Writes the rates of a downloaded file beside the brand's other files. Asks nobody, and applies nothing. */
async function read(file: string, { brand }: { readonly brand?: string }): Promise<void> {
  const text = await readFile(file, "utf8").catch((cause: unknown) => {
    throw new CliError(`${file} cannot be read.`, `Download ${ADDRESS}, and name that file.`, { cause });
  });
  const found = readReferenceRates(text);
  if (found.outcome === "refused")
    throw new CliError(`${file} is not used: ${found.because}.`, `Download ${ADDRESS}, and name that file.`);
  const { rates } = found;
  // No place is further ahead: where it is not that day yet, it is that day nowhere.
  const latest = dayIn("Etc/GMT-14", now());
  if (rates.day > latest)
    throw new CliError(`${file} has rates of ${rates.day}, a day to come.`, "Download the file again.");
  const name = brand ?? (await brandHere());
  const path = ratesPath(name);
  await writeFile(path, ratesYaml(rates));
  const count = Object.keys(rates.rates).length;
  console.log(`${relative(projectRoot, path)}: ${count} rates of ${rates.day}, of one ${rates.base}.`);
  console.log(`Pages have them after \`npx wellspring brand apply ${name}\`.`);
}

export function addRates(program: Command): void {
  const group = program
    .command("rates")
    .description("exchange rates for the sum of all currencies that pages call “about”");
  group
    .command("read")
    .description(
      `write a brand's rates.yaml from a file of the European Central Bank (${ADDRESS}, or its CSV)`,
    )
    .argument("<file>", "the file that you downloaded, XML or CSV; of several days the latest counts")
    .option("--brand <name>", "a folder of brands/; default: the only one")
    .action(read);
}
