import { Command } from "commander";
import { Listr } from "listr2";
import { Instant } from "../core/model/purchase.ts";
import { progressBar } from "../demo/start-report.ts";
import { CliError, formatError } from "./cli-error.ts";
import type { Comparison } from "./ledger/compare.ts";
import { type Rebuilt, rebuild } from "./ledger/rebuild.ts";
import { copyMissing, restore } from "./ledger/restore.ts";
import { chosenTables, type Progress, type Tables } from "./ledger/tables.ts";
import { type Verification, verify } from "./ledger/verify.ts";

interface Options {
  readonly ledgerTable?: string;
  readonly impactTable?: string;
}

const PROBLEMS_SHOWN_MAX = 200;
/** Without a terminal to redraw, progress is a line each time this share more is done. */
const PLAIN_PROGRESS_STEP = 0.25;

/** Shows how far the work is while it goes on; without a terminal, in a few lines. */
async function withProgress<Result>(
  title: string,
  work: (progress: Progress) => Promise<Result>,
): Promise<Result> {
  let result: { value: Result } | undefined;
  let said = "";
  await new Listr(
    [
      {
        title,
        task: async (_, task) => {
          const value = await work((phase, done, total) => {
            const mark = `${phase} ${Math.floor(done / Math.max(total, 1) / PLAIN_PROGRESS_STEP)}`;
            if (!process.stdout.isTTY && mark === said) return;
            said = mark;
            task.output = progressBar(phase, done, total);
          });
          result = { value };
        },
      },
    ],
    { fallbackRenderer: "simple", rendererOptions: { showErrorMessage: false } },
  ).run();
  if (result === undefined) throw new Error(`${title}: ended without a result`);
  return result.value;
}

function printProblems(problems: readonly string[]): void {
  for (const problem of problems.slice(0, PROBLEMS_SHOWN_MAX)) console.log(`  ${problem}`);
  const more = problems.length - PROBLEMS_SHOWN_MAX;
  if (more > 0) console.log(`  and ${more} more`);
}

async function runVerify(tables: Tables): Promise<number> {
  const found: Verification = await withProgress("Verify the ledger", (progress) => verify(tables, progress));
  console.log(
    `${found.entries} entries of ${found.purchases} purchases, ${found.rows} rows of Impact, ` +
      `${found.allowances} allowances.`,
  );
  if (found.problems.length === 0) {
    console.log("Every figure is what the ledger says.");
    return 0;
  }
  const { length } = found.problems;
  console.log(`${length} ${length === 1 ? "difference" : "differences"}:`);
  printProblems(found.problems);
  console.log("If purchases are arriving, verify again when it is quiet. `rebuild` sets Impact right.");
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
      : "Not the same: purchases arrived meanwhile, or Impact was not what the ledger says.",
  );
  if (problems.length === 0) return 0;
  console.log("These items are no entries; the other entries of their buckets are not in Impact either:");
  printProblems(problems);
  return 1;
}

/** The exit code is 1 when something is wrong that no copying puts right. */
function printComparison({ same, missing, changed, leftAlone, lost }: Comparison, older: string): number {
  console.log(`${same} rows are in both. ${missing} are in ${older} alone.`);
  for (const [rows, what] of [
    [lost, `of the ledger should be in ${older} and are not: it is not what the ledger was`],
    [
      changed,
      "are not what they were, and are never to change: nothing overwrites them; compare them by hand",
    ],
    [
      leftAlone,
      "are in neither way to be copied, as they would be out of date (docs/operating/ledger.md, Restore)",
    ],
  ] as const) {
    if (rows.length === 0) continue;
    console.log(`${rows.length} rows ${what}:`);
    printProblems(rows);
  }
  return changed.length + leftAlone.length + lost.length === 0 ? 0 : 1;
}

interface RestoreOptions extends Options {
  readonly at: string;
  readonly toTable: string;
}

async function runRestore(tables: Tables, { at, toTable }: RestoreOptions): Promise<number> {
  if (!Instant.safeParse(at).success) {
    throw new CliError(`--at is no instant: ${at}.`, "Write it as 2026-11-22T13:35:00Z.");
  }
  const found = await withProgress("Restore the ledger into a table of its own", (progress) =>
    restore(tables, { at: new Date(at), toTable }, progress),
  );
  const code = printComparison(found, toTable);
  console.log(
    `Nothing in the ledger was changed. Next: npm run ledger -- copy-missing --from-table ${toTable}`,
  );
  return code;
}

interface CopyOptions extends Options {
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
      : "Those are in the ledger now. Next: `npm run ledger -- rebuild`, then `npm run ledger -- verify`.",
  );
  return code;
}

const program = new Command("npm run ledger --").description(
  "Checks and rebuilds what pages show from the ledger. Works on this machine's stage, or on tables in AWS.",
);
/** A command with the options that name a stage's tables. */
function command<Given extends Options>(
  verb: string,
  does: string,
  action: (tables: Tables, options: Given) => Promise<number>,
): Command {
  return program
    .command(verb)
    .description(does)
    .option("--ledger-table <name>", "the LedgerTable output of a stage in AWS; default: this machine's")
    .option("--impact-table <name>", "the ImpactTable output of the same stage")
    .action(async (options: Given) => {
      process.exitCode = await action(await chosenTables(options.ledgerTable, options.impactTable), options);
    });
}
command(
  "verify",
  "recompute everything from the ledger and compare; writes nothing; exit 1 if anything differs",
  runVerify,
);
command(
  "rebuild",
  "delete Impact and fold it again from the ledger; exit 1 if an entry cannot be read",
  runRebuild,
);
command(
  "restore",
  "put the ledger as it was into a new table and compare; exit 1 if copying what is missing will not do",
  runRestore,
)
  .requiredOption("--at <instant>", "before the accident, such as 2026-11-22T13:35:00Z")
  .requiredOption("--to-table <name>", "how the new table is to be called");
command(
  "copy-missing",
  "put into the ledger what only a restored table has; overwrites nothing; exit 1 if more is wrong than that",
  runCopyMissing,
)
  .requiredOption("--from-table <name>", "the restored table")
  .option("--dry-run", "say what is missing, and change nothing", false);

/** What of AWS's own errors the person can put right. */
function asTrouble(thrown: unknown): unknown {
  if (!(thrown instanceof Error)) return thrown;
  const cause = { cause: thrown };
  if (["ResourceNotFoundException", "TableNotFoundException"].includes(thrown.name)) {
    return new CliError("There is no such table.", "See the outputs LedgerTable and ImpactTable.", cause);
  }
  if ("code" in thrown && thrown.code === "ECONNREFUSED") {
    return new CliError("Nothing answers where the tables are.", "Start the engine with `npm start`.", cause);
  }
  if (thrown.name === "CredentialsProviderError" || thrown.message === "Region is missing") {
    return new CliError(
      "AWS is not set up in this shell.",
      "Set AWS_REGION, and credentials or a profile.",
      cause,
    );
  }
  return thrown;
}

try {
  await program.parseAsync();
} catch (thrown) {
  const error = asTrouble(thrown);
  console.error(formatError(error));
  process.exitCode = error instanceof CliError ? 2 : 3;
}
