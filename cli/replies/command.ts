import type { Command } from "commander";
import type { InboxText } from "../../core/people/sms/sms-inbox.ts";
import { CliError } from "../cli-error.ts";
import { PEOPLE_OPTIONS, type People, withPeople } from "../people/people-stage.ts";
import { printable } from "../printable.ts";
import { outputOption, type StageOptions } from "../stage.ts";
import { table } from "../table.ts";

/** The first characters of a text's id, by which a person names it. */
const NAME_CHARS = 13;

async function named({ waitingTexts }: People, name: string): Promise<InboxText> {
  const found = (await waitingTexts.list()).filter(({ text }) => text.startsWith(name));
  const [only, ...others] = found;
  if (only === undefined || name.length < NAME_CHARS) {
    throw new CliError(`No text named ${name} waits.`, "`npx wellspring replies list` lists the names.");
  }
  if (others.length > 0)
    throw new CliError(`Several texts have names that begin with ${name}.`, "Give more of the name.");
  return only;
}

/** Leaves out what the texts say: `show` prints one at a time. */
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
  if (said === undefined)
    throw new CliError("The text can no longer be decrypted.", "Its customer was forgotten.");
  const { customer, at, why } = waiting;
  const who = `${said.from}${customer === undefined ? "" : ` (${customer})`}`;
  console.log(printable(`From ${who}, ${at}, ${why}:\n\n${said.body}`));
}

async function done(people: People, name: string): Promise<void> {
  const waiting = await named(people, name);
  await people.waitingTexts.remove(waiting);
  console.log(`${waiting.text} is removed.`);
}

export function addReplies(program: Command): void {
  const group = program
    .command("replies")
    .description("read what customers texted in their own words, and that a person should answer");
  const command = (
    name: string,
    does: string,
    action: (people: People, argument: string) => Promise<void>,
  ) => {
    const self = group.command(name).description(does);
    for (const option of PEOPLE_OPTIONS) self.addOption(outputOption(option));
    return self.action(() =>
      withPeople(self.optsWithGlobals<StageOptions>(), (people) => action(people, self.args[0] ?? "")),
    );
  };
  command("list", "list every text that waits, oldest first, and why", list);
  command("show", "show a text and its sender", show).argument("<text>", "its name in the list");
  command("done", "remove a text that a person has dealt with", done).argument(
    "<text>",
    "its name in the list",
  );
}
