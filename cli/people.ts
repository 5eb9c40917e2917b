import { writeFile } from "node:fs/promises";
import { Command } from "commander";
import { Listr } from "listr2";
import { exportCustomer } from "../core/operations/people/export.ts";
import { forget, quarantinedNaming } from "../core/operations/people/forget.ts";
import { IMPORT_COLUMNS } from "../core/operations/people/import-row.ts";
import { progressBar } from "../demo/start-report.ts";
import { CliError, formatError } from "./cli-error.ts";
import { chosenPeople, type People, type PeopleOptions } from "./people/chosen-people.ts";
import { findCustomer } from "./people/find-customer.ts";
import { type ImportReport, importFile } from "./people/import-file.ts";
import { describeCustomer } from "./people/show.ts";

const PROBLEMS_SHOWN_MAX = 200;

type Options = PeopleOptions & { readonly dryRun?: boolean; readonly out?: string; readonly yes?: boolean };

/** The exit code is 1 when a row was not taken. */
async function runImport(people: People, path: string, { dryRun = false }: Options): Promise<number> {
  let report: ImportReport | undefined;
  await new Listr(
    [
      {
        title: dryRun ? "Look through the file; nothing is written" : "Import",
        task: async (_, task) => {
          const progress = (done: number, total: number): void => {
            task.output = progressBar("rows", done, total);
          };
          report = await importFile(people, path, { dryRun, progress });
        },
      },
    ],
    { fallbackRenderer: "simple", rendererOptions: { showErrorMessage: false } },
  ).run();
  if (report === undefined) throw new Error("The import ended without a result");
  for (const line of describeImport(report, dryRun)) console.log(line);
  return report.problems.length > 0 ? 1 : 0;
}

function describeImport({ rows, people, consents, problems }: ImportReport, dryRun: boolean): string[] {
  const wouldBe = dryRun ? "would be " : "";
  const shown = problems.slice(0, PROBLEMS_SHOWN_MAX);
  return [
    `${rows} rows: ${people.new} new people, ${people.known} known with something new, ${people.unchanged} unchanged.`,
    `${consents.given} consents ${wouldBe}given; ${consents.kept} left alone, as the person said something later.`,
    ...(problems.length === 0 ? [] : [`${problems.length} problems; their rows ${wouldBe}left out:`]),
    ...shown.map(({ line, column, problem }) => `  line ${line}${column && `, ${column}`}: ${problem}`),
    ...(problems.length > shown.length ? [`  and ${problems.length - shown.length} more`] : []),
  ];
}

async function runShow(people: People, named: string): Promise<number> {
  const customer = await findCustomer(people, named);
  console.log((await describeCustomer(people, customer)).join("\n"));
  return 0;
}

async function runExport(people: People, named: string, { out }: Options): Promise<number> {
  const found = await exportCustomer(people)(await findCustomer(people, named));
  if (found === undefined) throw unknownCustomer();
  const text = `${JSON.stringify(found, undefined, 2)}\n`;
  if (out === undefined) process.stdout.write(text);
  else {
    // Only for the one who asked for it.
    await writeFile(out, text, { mode: 0o600 });
    console.log(`Everything held of ${found.customer} is in ${out}.`);
  }
  return 0;
}

async function runForget(people: People, named: string, { yes = false }: Options): Promise<number> {
  const customer = await findCustomer(people, named);
  if (!yes) {
    const held = await people.dossiers.read(customer);
    if (held.length === 0) throw unknownCustomer();
    const kinds = [...Map.groupBy(held, ({ kind }) => kind)].map(([kind, of]) => `${of.length} ${kind}`);
    console.log(`${customer} would be forgotten for good: ${kinds.join(", ")}.`);
    console.log(inQuarantine(people, (await quarantinedNaming(people, customer)).length, "would be"));
    console.log("Nothing was removed. Give --yes to do it.");
    return 0;
  }
  const { outcome, rows, quarantined } = await forget(people)(customer);
  if (outcome === "unknown") throw unknownCustomer();
  console.log(`${customer} is forgotten: ${rows} rows removed. The ledger's totals are what they were.`);
  console.log(inQuarantine(people, quarantined, "were"));
  return 0;
}

/** A purchase that was never read is lost with its webhook: whoever wants it counted replays the quarantine before. */
function inQuarantine({ quarantine }: People, found: number, be: "would be" | "were"): string {
  if (quarantine === undefined) {
    return "The quarantine was not looked through: --quarantine-bucket names it. It keeps nothing longer than 30 days.";
  }
  if (found === 0) return "Nothing in quarantine names their addresses.";
  const before =
    be === "would be" ? "; `npm run pos -- replay-quarantine` counts what can be read by now" : "";
  return `Webhooks and texts in quarantine that name their addresses: ${found}. They ${be} removed${before}.`;
}

function unknownCustomer(): CliError {
  return new CliError("Nobody of that id is known.", "Is it the right stage?");
}

const columns = Object.entries(IMPORT_COLUMNS).map(([name, about]) => `  ${name.padEnd(15)}${about}`);

const program = new Command("npm run people --").description(
  "Who we write to, and why we may. Works on this machine's stage, or on one in AWS.",
);
function command(
  name: string,
  does: string,
  argument: readonly [string, string],
  action: (people: People, argument: string, options: Options) => Promise<number>,
): Command {
  return program
    .command(name)
    .description(does)
    .argument(...argument)
    .option("--people-table <name>", "the PeopleTable output of a stage in AWS; default: this machine's")
    .option("--ledger-table <name>", "its LedgerTable output")
    .option("--identity-secret <arn>", "its IdentitySecretArn output")
    .option("--contact-secret <arn>", "its ContactSecretArn output")
    .option("--quarantine-bucket <name>", "its QuarantineBucket output; forget looks through it")
    .action(async (given: string, options: Options) => {
      const people = await chosenPeople(options);
      try {
        process.exitCode = await action(people, given, options);
      } finally {
        people.close();
      }
    });
}
const who = ["<customer>", "an id (cus_…), an email address or a phone number"] as const;
command(
  "import",
  "take over people whose addresses were confirmed elsewhere; exit 1 if a row was left out",
  ["<file>", "CSV in UTF-8 whose first line names the columns"],
  runImport,
)
  .option("--dry-run", "say what would become of each row; writes nothing")
  .addHelpText("after", `\nColumns, in any order:\n${columns.join("\n")}`);
command("show", "what stands for a customer: addresses, consents, preferences", who, runShow);
command("export", "everything held of a customer, as JSON", who, runExport).option(
  "--out <file>",
  "where to write it; default: standard output",
);
command(
  "forget",
  "remove everything personal of a customer; the ledger keeps its totals",
  who,
  runForget,
).option("--yes", "do it; otherwise it only says what it would remove");

/** What of AWS's own errors the person can put right. */
function asTrouble(thrown: unknown): unknown {
  if (!(thrown instanceof Error)) return thrown;
  const cause = { cause: thrown };
  if (thrown.name === "ResourceNotFoundException") {
    return new CliError("There is no such table or secret.", "See the outputs of the stage.", cause);
  }
  if ("code" in thrown && thrown.code === "ECONNREFUSED") {
    return new CliError("Nothing answers where people are.", "Start the engine with `npm start`.", cause);
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
