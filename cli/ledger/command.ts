import type { Command } from "commander";
import { formatMinor } from "../../core/model/money.ts";
import { Instant } from "../../core/model/purchase.ts";
import { CliError } from "../cli-error.ts";
import { withProgress } from "../progress.ts";
import { engineAddress } from "../settings.ts";
import { type DeployedStage, openStage, outputOption, type StageOptions } from "../stage.ts";
import { printListed } from "../table.ts";
import { describeUncleanStops } from "../unclean-stops.ts";
import type { Comparison } from "./compare.ts";
import { type Rebuilt, rebuild } from "./rebuild.ts";
import { copyMissing, restore } from "./restore.ts";
import { type Tables, tablesOf } from "./tables.ts";
import { type Verification, verify } from "./verify.ts";

async function runVerify(tables: Tables, _options: unknown, { config }: DeployedStage): Promise<number> {
  const found: Verification = await withProgress("Verify the ledger", (progress) => verify(tables, progress));
  console.log(
    `${found.entries} entries of ${found.purchases} purchases, ${found.rows} rows of Impact, ` +
      `${found.allowances} allowances.`,
  );
  for (const { minor, currency, orders } of found.held) {
    console.log(
      `Held: ${formatMinor(minor, currency)} ${currency} that customers of ${orders} purchases added and no terms take ` +
        "(docs/operating/ledger.md, Questions of gifts).",
    );
  }
  const lost = "endpoint" in config ? describeUncleanStops(engineAddress()) : undefined;
  if (lost !== undefined) console.log(lost);
  if (found.problems.length === 0) {
    console.log(
      lost === undefined
        ? "Every figure is what the ledger says."
        : "Every figure is what the ledger says, but the ledger is not whole.",
    );
    return lost === undefined ? 0 : 1;
  }
  const { length } = found.problems;
  console.log(`${length} ${length === 1 ? "difference" : "differences"}:`);
  printListed(found.problems);
  console.log(
    "Purchases that arrive meanwhile show as differences: verify again when none do. `rebuild` corrects Impact.",
  );
  return 1;
}

async function runRebuild(tables: Tables): Promise<number> {
  const { before, after, buckets, problems }: Rebuilt = await withProgress("Rebuild Impact", (progress) =>
    rebuild(tables, progress),
  );
  console.log(`before  ${before.sha256}  ${before.items} rows`);
  console.log(`after   ${after.sha256}  ${after.items} rows, from ${buckets} buckets`);
  console.log(
    before.sha256 === after.sha256
      ? "Identical."
      : "Not identical: purchases arrived meanwhile, or Impact was not what the ledger says.",
  );
  if (problems.length === 0) return 0;
  console.log("These are not in Impact, as they cannot be read or are beyond a limit; all else is:");
  printListed(problems);
  return 1;
}

/** The exit code is {@link EXIT_LEFT} when something is wrong that copying does not correct. */
function printComparison({ same, missing, changed, leftAlone, lost }: Comparison, older: string): number {
  console.log(`${same} rows are in both. ${missing} are in ${older} alone.`);
  for (const [rows, what] of [
    [lost, `of the ledger should be in ${older} and are not: it is not an older state of this ledger`],
    [changed, "differ, though such rows never change: nothing overwrites them; compare them by hand"],
    [leftAlone, "are not copied, as they are out of date (docs/operating/ledger.md, Restore)"],
  ] as const) {
    if (rows.length === 0) continue;
    console.log(`${rows.length} rows ${what}:`);
    printListed(rows);
  }
  return changed.length + leftAlone.length + lost.length === 0 ? 0 : 1;
}

interface RestoreOptions {
  readonly at: string;
  readonly toTable: string;
}

async function runRestore(tables: Tables, { at, toTable }: RestoreOptions): Promise<number> {
  if (!Instant.safeParse(at).success) {
    throw new CliError(`--at is not an instant: ${at}.`, "Write it as 2026-11-22T13:35:00Z.");
  }
  const found = await withProgress("Restore the ledger into a new table", (progress) =>
    restore(tables, { at: new Date(at), toTable }, progress),
  );
  const code = printComparison(found, toTable);
  console.log(
    `Nothing in the ledger was changed. Next: npx wellspring ledger copy-missing --from-table ${toTable}`,
  );
  return code;
}

interface CopyOptions {
  readonly fromTable: string;
  readonly dryRun: boolean;
}

async function runCopyMissing(tables: Tables, { fromTable, dryRun }: CopyOptions): Promise<number> {
  const title = dryRun ? "Compare; nothing is written" : "Copy what is missing";
  const found = await withProgress(title, (progress) => copyMissing(tables, { fromTable, dryRun }, progress));
  const code = printComparison(found, fromTable);
  console.log(
    dryRun
      ? "Nothing was copied."
      : "Those are in the ledger now. Next: `npx wellspring ledger rebuild`, then `npx wellspring ledger verify`.",
  );
  return code;
}

export function addLedger(program: Command): void {
  const ledger = program
    .command("ledger")
    .description("verify what pages show, rebuild it from the ledger, and restore the ledger");
  const command = <Options>(
    name: string,
    does: string,
    action: (tables: Tables, options: Options, stage: DeployedStage) => Promise<number>,
  ): Command =>
    ledger
      .command(name)
      .description(does)
      .addOption(outputOption("ledgerTable"))
      .addOption(outputOption("impactTable"))
      .action(async (options: Options, self: Command) => {
        const stage = await openStage(self.optsWithGlobals<StageOptions>());
        process.exitCode = await action(tablesOf(stage), options, stage);
      });
  command(
    "verify",
    "recompute every figure from the ledger and compare; writes nothing; exit 1 if anything differs or was lost",
    runVerify,
  );
  command(
    "rebuild",
    "delete Impact and fold it again from the ledger; exit 1 if something cannot be read",
    runRebuild,
  );
  command(
    "restore",
    "put the ledger as it was into a new table and compare; exit 1 if copying what is missing is not enough",
    runRestore,
  )
    .requiredOption("--at <instant>", "an instant before the accident, such as 2026-11-22T13:35:00Z")
    .requiredOption("--to-table <name>", "the name of the new table");
  command(
    "copy-missing",
    "copy into the ledger what only a restored table has; overwrites nothing; exit 1 if more is wrong than that",
    runCopyMissing,
  )
    .requiredOption("--from-table <name>", "the restored table")
    .option("--dry-run", "say what is missing, and change nothing", false);
}
