import { writeFile } from "node:fs/promises";
import type { Command } from "commander";
import type { CustomerId } from "../../core/model/customer.ts";
import { exportCustomer } from "../../core/operations/people/export.ts";
import {
  type Forgotten,
  forget,
  forgetIdentity,
  keptElsewhere,
  type NamedIdentity,
} from "../../core/operations/people/forget.ts";
import { IMPORT_COLUMNS } from "../../core/operations/people/import-row.ts";
import { liftSuppression } from "../../core/operations/people/lift.ts";
import { namedOrAsked } from "../ask-who.ts";
import { CliError } from "../cli-error.ts";
import { withProgress } from "../progress.ts";
import { EXIT_LEFT } from "../run.ts";
import { outputOption, type StageOptions } from "../stage.ts";
import { counted, printListed } from "../table.ts";
import {
  addressNamed,
  customersNamed,
  findCustomer,
  identityNamed,
  notNamed,
  onlyOne,
} from "./find-customer.ts";
import { type ImportReport, importFile } from "./import-file.ts";
import { PEOPLE_OPTIONS, type People, withPeople } from "./people-stage.ts";
import { describeCustomer } from "./show.ts";

interface Options {
  readonly dryRun?: boolean;
  readonly out?: string;
  readonly yes?: boolean;
  readonly ownerAsked?: boolean;
}

/** The exit code is {@link EXIT_LEFT} when a row was left out. */
async function runImport(people: People, path: string, { dryRun = false }: Options): Promise<number> {
  const title = dryRun ? "Read the file; nothing is written" : "Import";
  const report = await withProgress(title, (progress) =>
    importFile(people, path, { dryRun, progress: (done, total) => progress("rows", done, total) }),
  );
  printImport(report, dryRun);
  return report.problems.length > 0 ? EXIT_LEFT : 0;
}

function printImport({ rows, people, consents, problems }: ImportReport, dryRun: boolean): void {
  const wouldBe = dryRun ? "would be " : "";
  console.log(
    `${counted(rows, "row")}: ${counted(people.new, "new person", "new people")}, ${people.known} known with something new, ${people.unchanged} unchanged.`,
  );
  console.log(
    `${counted(consents.given, "consent")} ${wouldBe}given; ${consents.kept} left alone, as the customer decided later.`,
  );
  if (consents.outdated > 0) {
    console.log(
      `${counted(consents.outdated, "consent")} left alone, as their address was forgotten, complained or said STOP after the proof.`,
    );
  }
  if (problems.length === 0) return;
  console.log(
    `${counted(problems.length, "problem")}; ${problems.length === 1 ? "its row" : "their rows"} ${wouldBe}left out:`,
  );
  printListed(
    problems.map(({ line, column, problem }) => `line ${line}${column && `, ${column}`}: ${problem}`),
  );
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
    // Readable by the operator alone.
    await writeFile(out, text, { mode: 0o600 });
    console.log(`Everything held of ${found.customer} is in ${out}.`);
  }
  return 0;
}

async function runLift(people: People, named: string, { ownerAsked = false }: Options): Promise<number> {
  const address = addressNamed(named);
  if (address === undefined) {
    throw new CliError(
      "That is no address.",
      "Give an email address, or a phone number such as +12125550142.",
    );
  }
  const lifted = await liftSuppression(people)(address, { ownerAsked });
  switch (lifted.outcome) {
    case "notSuppressed":
      console.log("That address is not suppressed: nothing was changed.");
      return 0;
    case "lifted":
      console.log(
        `Messages may go there again: the ${lifted.reason} is lifted. What was agreed to counts again.`,
      );
      if (lifted.reason === "complaint") console.log(ON_THE_PROVIDERS_LIST);
      return 0;
    case "ownersWord":
      throw new CliError(
        `Its owner said so themselves (${lifted.reason}): nothing was changed.`,
        lifted.reason === "stop"
          ? "Only START from that phone lifts it."
          : "If they asked for messages since, say so with --owner-asked.",
      );
  }
}

const ON_THE_PROVIDERS_LIST =
  "SES keeps complaints on a list of its own: take it off with `aws sesv2 delete-suppressed-destination --email-address <address>`.";

async function runForget(people: People, named: string, { yes = false }: Options): Promise<number> {
  const who = await whoIsForgotten(people, named);
  if (!yes) {
    console.log(await whatIsHeld(people, who));
    const { quarantined, mails, texts, feedback } = await keptElsewhere(people, who);
    const found = {
      quarantined: quarantined.length,
      mails: mails.length,
      texts: texts.length,
      feedback: feedback.length,
    };
    console.log(elsewhere(people, found, "would be"));
    console.log("Nothing was removed. Give --yes to do it.");
    return 0;
  }
  if (typeof who !== "string") {
    const forgotten = await forgetIdentity(people)(who);
    console.log(
      `No customer has that ${who.kind}. From now on no older proof of an agreement counts for it.`,
    );
    console.log(elsewhere(people, forgotten, "were"));
    return 0;
  }
  const forgotten = await forget(people)(who);
  if (forgotten.outcome === "unknown") throw unknownCustomer();
  console.log(
    `${who} is forgotten: ${counted(forgotten.rows, "row")} removed. The ledger's totals are what they were.`,
  );
  console.log(elsewhere(people, forgotten, "were"));
  return 0;
}

/** A customer, or the identity of somebody who only bought. */
async function whoIsForgotten(people: People, named: string): Promise<CustomerId | NamedIdentity> {
  const customers = await customersNamed(people, named);
  const [customer] = customers;
  if (customer !== undefined) return onlyOne(customers);
  const identity = identityNamed(named);
  if (identity !== undefined) return identity;
  throw notNamed();
}

async function whatIsHeld({ dossiers }: People, who: CustomerId | NamedIdentity): Promise<string> {
  if (typeof who !== "string")
    return `No customer has that ${who.kind}: the ledger and people hold nothing of it.`;
  const held = await dossiers.read(who);
  if (held.length === 0) throw unknownCustomer();
  const kinds = [...Map.groupBy(held, ({ kind }) => kind)].map(([kind, of]) => `${of.length} ${kind}`);
  return `${who} would be forgotten for good: ${kinds.join(", ")}.`;
}

/** A purchase that was never read is lost with its webhook: to count it, the operator replays the quarantine before. */
function elsewhere(
  { quarantine }: People,
  found: Pick<Forgotten, "quarantined" | "mails" | "texts" | "feedback">,
  be: "would be" | "were",
): string {
  const texts =
    found.texts === 0
      ? ""
      : ` Texts of that number that wait for a person: ${found.texts}. They ${be} removed.`;
  const said =
    found.feedback === 0
      ? ""
      : ` Answers in private that name an address of theirs: ${found.feedback}. They ${be} removed.`;
  const mails =
    found.mails === 0 ? "" : ` Mails of theirs that were not processed: ${found.mails}. They ${be} removed.`;
  const others = `${texts}${mails}${said}`;
  if (quarantine === undefined) {
    return `The quarantine was not searched: name its bucket with --quarantine-bucket. It keeps nothing longer than 30 days.${others}`;
  }
  if (found.quarantined === 0) return `Nothing in quarantine names them.${others}`;
  const before =
    be === "would be"
      ? "; run `npx wellspring pos replay-quarantine` before to count those that can be read by now"
      : "";
  return `Webhooks and texts in quarantine that name them: ${found.quarantined}. They ${be} removed${before}.${others}`;
}

function unknownCustomer(): CliError {
  return new CliError("No customer has that id.", "Check the id and --stage.");
}

const columns = Object.entries(IMPORT_COLUMNS).map(([name, about]) => `  ${name.padEnd(15)}${about}`);

type Action = (people: People, argument: string, options: Options) => Promise<number>;

export function addPeople(program: Command): void {
  const group = program
    .command("people")
    .description("import, show, export, write to again and forget the people that the brand writes to");
  const command = (
    name: string,
    does: string,
    [argument, about]: readonly [string, string],
    action: Action,
  ) => {
    const self = group.command(name).description(does).argument(argument, about);
    for (const option of [...PEOPLE_OPTIONS, "quarantineBucket" as const])
      self.addOption(outputOption(option));
    return self.action(async (given: string | undefined, options: Options) => {
      const named = await namedOrAsked(given);
      process.exitCode = await withPeople(self.optsWithGlobals<StageOptions>(), (people) =>
        action(people, named, options),
      );
    });
  };
  const customer = [
    "[customer]",
    "an id (cus_…), an email address or a phone number; without it: asked for, so that no address stays in the shell's history",
  ] as const;
  command(
    "import",
    "take over people whose addresses were confirmed elsewhere; exit 1 if a row was left out",
    ["<file>", "CSV (commas, semicolons or tabs; UTF-8 or UTF-16) whose first line names the columns"],
    runImport,
  )
    .addOption(outputOption("textCountries"))
    .option("--dry-run", "say what would become of each row; writes nothing")
    .addHelpText("after", `\nColumns, in any order:\n${columns.join("\n")}`);
  command("show", "show a customer's addresses, consents and preferences", customer, runShow);
  command("export", "write everything held of a customer, as JSON", customer, runExport).option(
    "--out <file>",
    "the file to write; default: standard output",
  );
  command(
    "lift",
    "write to an address again that bounced and works by now",
    ["[address]", "an email address or a phone number; without it: asked for"],
    runLift,
  ).option("--owner-asked", "its owner complained, and has asked the brand for messages since");
  command(
    "forget",
    "remove everything personal of a customer, or of somebody who only bought; the ledger keeps its totals",
    ["[who]", "an id (cus_…), an email address, a phone number, or card:<token>; without it: asked for"],
    runForget,
  )
    .addOption(outputOption("mailBucket"))
    .option("--yes", "do it; without it the command only says what it would remove");
}
