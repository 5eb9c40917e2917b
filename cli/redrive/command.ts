import type { Command } from "commander";
import { redrive } from "../../core/operations/redrive/redrive.ts";
import { CliError } from "../cli-error.ts";
import { EXIT_LEFT } from "../run.ts";
import { openStage, type StageOptions } from "../stage.ts";
import { table } from "../table.ts";
import { tally } from "../tally.ts";
import { PLACES } from "./places.ts";
import { waitingAt } from "./waiting.ts";

interface Options extends StageOptions {
  readonly dryRun: boolean;
  readonly conflicts: boolean;
}

/** The limit of items that are listed; more are counted. */
const LISTED_MAX = 50;

async function list(options: Options): Promise<void> {
  const stage = await openStage(options);
  const rows: string[][] = [];
  for (const place of PLACES) {
    const waiting = waitingAt(stage, place, options);
    rows.push([place.name, String((await waiting?.letters.count()) ?? "–"), place.means]);
  }
  console.log(table(["name", "waiting", "what waits there"], rows, new Set([1])));
  console.log("\n`npx wellspring redrive <name>` hands it back. –: this stage does not have it.");
}

/** The exit code is {@link EXIT_LEFT} when something stays. */
async function handBack(name: string, options: Options): Promise<void> {
  const place = PLACES.find((one) => one.name === name);
  if (place === undefined) {
    const names = PLACES.map((one) => one.name).join(", ");
    throw new CliError(`There is no place called ${name}.`, `Name one of ${names}.`);
  }
  const waiting = waitingAt(await openStage(options), place, options);
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
  if (!options.dryRun) process.exitCode = EXIT_LEFT;
}

export function addRedrive(program: Command): void {
  program
    .command("redrive")
    .summary("list what failed for good and waits, or hand it back")
    .description(
      "List every place where something waits that failed for good, or hand back what waits at one. Safe at any time, and twice: each is removed only once it was accepted, and what was done already is not done again.",
    )
    .argument("[name]", "hand back what waits there; without it: list every place")
    .option("--dry-run", "say what would become of it, and change nothing", false)
    .option("--conflicts", "PurchasesDlq: also orders that came again with other facts", false)
    .action((name: string | undefined, _: object, command: Command) => {
      const options = command.optsWithGlobals<Options>();
      return name === undefined ? list(options) : handBack(name, options);
    });
}
