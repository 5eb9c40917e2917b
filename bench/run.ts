import { writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { Command } from "commander";
import { formatError } from "../cli/cli-error.ts";
import { blackout } from "./blackout.ts";
import type { Claim, Sizes } from "./claim.ts";
import { cost } from "./cost.ts";
import { dashboards } from "./dashboards.ts";
import { exactlyOnce } from "./exactly-once.ts";
import { forgeries } from "./forgeries.ts";
import { hotCause } from "./hot-cause.ts";
import { milestoneBroadcast } from "./milestone-broadcast.ts";
import { pages } from "./pages.ts";
import { receivePurchase } from "./receive-purchase.ts";
import { figuresTable, resultLine, resultsPage, resultsTable } from "./report.ts";
import { type Measured, measure } from "./rounds.ts";

import { writeUnits } from "./write-units.ts";

const CLAIMS: readonly Claim[] = [
  exactlyOnce,
  cost,
  forgeries,
  hotCause,
  writeUnits,
  receivePurchase,
  dashboards,
  blackout,
  milestoneBroadcast,
  pages,
];

const RESULTS = new URL("results.md", import.meta.url);

function claimsNamed(name: string | undefined): readonly Claim[] {
  if (name === undefined) return CLAIMS;
  const claim = CLAIMS.find((one) => one.name === name);
  if (claim !== undefined) return [claim];
  throw new Error(`There is no claim ${name}. There are: ${CLAIMS.map((one) => one.name).join(", ")}.`);
}

function warnOfSpread({ claim, unsteady, spread }: Measured): void {
  for (const arm of unsteady) {
    console.error(
      `${claim.name}: two runs of ${arm} differ by ${(spread[arm] * 100).toFixed(1)} % in ${claim.headline}. ` +
        "A tenth is the most that says anything: run it again on a quieter machine.",
    );
  }
}

/** Written after each claim, so that what was measured stays when a later one breaks off. */
function writeResults(all: readonly Measured[]): void {
  const machine = `${cpus().length} × ${cpus()[0]?.model ?? "processor"}, Node ${process.version}`;
  writeFileSync(RESULTS, resultsPage(all, { at: new Date().toISOString().slice(0, 16), machine }));
}

interface Options extends Sizes {
  readonly json: boolean;
}

/**
 * Exit code 1 when runs of one arm differ too much, or a claim could not be measured. A target that is not met is reported
 * and is no failure of the bench.
 */
async function main(name: string | undefined, { json, ...sizes }: Options): Promise<number> {
  const note = (text: string): void => console.error(text);
  const all: Measured[] = [];
  let broken = 0;
  for (const claim of claimsNamed(name)) {
    try {
      const one = await measure(claim, note, sizes);
      all.push(one);
      if (name === undefined) writeResults(all);
      console.log(json ? resultLine(one) : `\n${claim.name}\n\n${figuresTable(one)}\n`);
      warnOfSpread(one);
    } catch (error) {
      broken += 1;
      console.error(`${claim.name} could not be measured. ${formatError(error)}`);
    }
  }
  if (all.length > 1 && !json) console.log(resultsTable(all));
  return broken > 0 || all.some(({ unsteady }) => unsteady.length > 0) ? 1 : 0;
}

const program = new Command("npm run bench --")
  .description("Measures what Wellspring claims, beside an idiomatic build of the same job, on this machine.")
  .argument("[claim]", CLAIMS.map(({ name, claim }) => `${name}: ${claim}`).join("\n"))
  .option("--json", "print one line of JSON for each claim, the last line of the output", false)
  .option("--purchases <number>", "of exactly-once's load with kills at the deployed address", Number)
  .addHelpText("after", "\nWithout a claim all are measured, and bench/results.md is written.");

program.parse();
try {
  process.exitCode = await main(program.args[0], program.opts<Options>());
} catch (error) {
  console.error(formatError(error));
  process.exitCode = 1;
}
