import { Command } from "commander";
import { redrive } from "../core/operations/redrive/redrive.ts";
import { table } from "../demo/start-report.ts";
import { CliError, formatError } from "./cli-error.ts";
import { tally } from "./pos/tally.ts";
import { PLACES } from "./redrive/places.ts";
import { stageOutputs } from "./redrive/stage-outputs.ts";
import { waitingAt } from "./redrive/waiting.ts";

interface Options {
  readonly stage?: string;
  readonly dryRun: boolean;
  readonly conflicts: boolean;
}

/** More of what stays is counted, not listed. */
const LISTED_MAX = 50;

async function list(options: Options): Promise<void> {
  const stage = await stageOutputs(options.stage);
  const rows: string[][] = [];
  for (const place of PLACES) {
    const waiting = waitingAt(stage, place, options);
    rows.push([place.name, String((await waiting?.letters.count()) ?? "–"), place.means]);
  }
  console.log(table(["name", "waiting", "what waits there"], rows, new Set([1])));
  console.log("\n`npm run redrive -- <name>` hands it back. –: this stage has no such place.");
}

/** Exit code 1 says that something stayed. */
async function handBack(name: string, options: Options): Promise<void> {
  const place = PLACES.find((one) => one.name === name);
  if (place === undefined) {
    const names = PLACES.map((one) => one.name).join(", ");
    throw new CliError(`Nothing waits at a place called ${name}.`, `There are: ${names}.`);
  }
  const waiting = waitingAt(await stageOutputs(options.stage), place, options);
  if (waiting === undefined) throw new CliError(`This stage has no ${name}.`, "Nothing can wait there.");
  const counts = tally();
  const stays: string[] = [];
  for await (const one of redrive(waiting, options)) {
    counts.add(one.outcome === "redriven" ? one.what : `stays (${one.because})`);
    if (one.outcome === "kept") stays.push(`${one.id}  ${one.because}`);
  }
  console.log(`${options.dryRun ? "Would hand back" : "Handed back"} from ${name}: ${counts.end()}.`);
  if (stays.length === 0) return;
  console.log(`\nThese stay where they are:\n${stays.slice(0, LISTED_MAX).join("\n")}`);
  if (stays.length > LISTED_MAX) console.log(`and ${stays.length - LISTED_MAX} more`);
  if (!options.dryRun) process.exitCode = 1;
}

const program = new Command("npm run redrive --")
  .description(
    "What failed for good and waits: lists it, or hands back what waits at one place. Safe at any time, and twice: each is removed only once it was accepted, and what was done already is not done again.",
  )
  .argument("[name]", "hand back what waits there; without it: list every place")
  .option("--dry-run", "say what would become of it, and change nothing", false)
  .option("--conflicts", "PurchasesDlq: also orders that came again with other facts", false)
  .option("--stage <name>", "a stage in AWS, with your own credentials; default: this machine's")
  .action((name: string | undefined, options: Options) =>
    name === undefined ? list(options) : handBack(name, options),
  );

try {
  await program.parseAsync();
} catch (error) {
  console.error(formatError(error));
  process.exitCode = error instanceof CliError ? 2 : 3;
}
