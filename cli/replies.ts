import { Command } from "commander";
import type { InboxText } from "../core/people/sms/sms-inbox.ts";
import { table, withoutOrders } from "../demo/start-report.ts";
import { CliError, formatError } from "./cli-error.ts";
import { chosenPeople, type People, type PeopleOptions } from "./people/chosen-people.ts";

/** How much of a text's id is enough to name it. */
const NAME_CHARS = 13;

async function named({ waitingTexts }: People, name: string): Promise<InboxText> {
  const found = (await waitingTexts.list()).filter(({ text }) => text.startsWith(name));
  const [only, ...others] = found;
  if (only === undefined || name.length < NAME_CHARS) {
    throw new CliError(`No text of that name waits: ${name}.`, "`npm run replies -- list` tells them.");
  }
  if (others.length > 0) throw new CliError("Several texts begin so.", "Give more of the name.");
  return only;
}

/** Without what they say: that is for one pair of eyes at a time. */
async function list({ waitingTexts }: People): Promise<void> {
  const found = await waitingTexts.list();
  const rows = found.map(({ text, at, why, customer }) => [
    text.slice(0, NAME_CHARS),
    at,
    why,
    customer ?? "",
  ]);
  console.log(
    rows.length === 0 ? "No text waits." : table(["text", "since", "why", "customer"], rows, new Set()),
  );
}

async function show(people: People, name: string): Promise<void> {
  const waiting = await named(people, name);
  const said = await people.waitingTexts.open(waiting);
  if (said === undefined) throw new CliError("Nobody can read it any more.", "Its customer was forgotten.");
  const { customer, at, why } = waiting;
  const who = `${said.from}${customer === undefined ? "" : ` (${customer})`}`;
  console.log(withoutOrders(`From ${who}, ${at}, ${why}:\n\n${said.body}`));
}

async function done(people: People, name: string): Promise<void> {
  const waiting = await named(people, name);
  await people.waitingTexts.remove(waiting);
  console.log(`${waiting.text} is seen to, and removed.`);
}

const program = new Command("npm run replies --").description(
  "What customers texted that a person should read. Works on this machine's stage, or on one in AWS.",
);

function command(
  name: string,
  does: string,
  action: (people: People, argument: string) => Promise<void>,
): Command {
  return program
    .command(name)
    .description(does)
    .option("--people-table <name>", "the PeopleTable output of a stage in AWS; default: this machine's")
    .option("--ledger-table <name>", "its LedgerTable output")
    .option("--identity-secret <arn>", "its IdentitySecretArn output")
    .option("--contact-secret <arn>", "its ContactSecretArn output")
    .action(async (...given: unknown[]) => {
      const people = await chosenPeople(given.at(-2) as PeopleOptions);
      try {
        await action(people, typeof given[0] === "string" ? given[0] : "");
      } finally {
        people.close();
      }
    });
}

command("list", "every text that waits, oldest first, and why", list);
command("show", "who wrote it, and what", show).argument("<text>", "its name in the list");
command("done", "somebody has seen to it: remove it", done).argument("<text>", "its name in the list");

try {
  await program.parseAsync();
} catch (error) {
  console.error(formatError(error));
  process.exitCode = error instanceof CliError ? 2 : 3;
}
