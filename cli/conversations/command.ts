import { type Command, Option } from "commander";
import { adoptTexts } from "../../core/conversations/acts/adopt-texts.ts";
import type { ActOutcome, StaffAct } from "../../core/conversations/acts/staff-acts.ts";
import { personWrote } from "../../core/conversations/hear/person-wrote.ts";
import { textHeard } from "../../core/conversations/hear/text-heard.ts";
import type { ConversationHead } from "../../core/conversations/thread/head.ts";
import { readConversation } from "../../core/conversations/thread/read-conversation.ts";
import { DeskGroup, Staff } from "../../core/model/conversation.ts";
import { AnyInstant, type Instant } from "../../core/model/purchase.ts";
import { CliError } from "../cli-error.ts";
import { PEOPLE_OPTIONS } from "../people/people-stage.ts";
import { printable } from "../printable.ts";
import { outputOption, type StageOptions } from "../stage.ts";
import { counted, table } from "../table.ts";
import { addAnswer } from "./answer.ts";
import { saveAttached } from "./attached.ts";
import { conversationNamed, type Desk, headsOf, NAME_CHARS, queueNamed, withDesk } from "./desk.ts";
import { eventText, unknown } from "./event-text.ts";

interface ShowOptions extends StageOptions {
  readonly save?: string;
}

interface ListOptions extends StageOptions {
  readonly queue: string;
}

/** Leaves out what is said: `show` prints one at a time. */
async function list({ people }: Desk, { queue }: ListOptions): Promise<void> {
  const heads = await headsOf(people, queueNamed(queue, people));
  const rows = heads.map((head) => [
    head.conversation.slice(0, NAME_CHARS),
    head.clock?.due ?? head.waitingSince ?? head.heardAt,
    head.onItsWay === undefined ? (head.clock?.kind ?? "") : "answer on its way",
    head.channel,
    head.matter,
    head.trouble ? "yes" : "",
    head.owner ?? "",
    head.customer ?? "",
  ]);
  const columns = [
    "conversation",
    "due or since",
    "what is due",
    "by",
    "about",
    "trouble",
    "owner",
    "customer",
  ];
  const now = people.now();
  const late = heads.filter(
    ({ state, clock }) => state !== "closed" && clock !== undefined && clock.due < now,
  );
  if (late.length > 0)
    console.log(`${counted(late.length, "conversation")} past the time that was promised.`);
  console.log(rows.length === 0 ? "No conversation." : table(columns, rows, new Set()));
  const waiting = await people.waitingTexts.list();
  if (waiting.length > 0)
    console.log(
      `${counted(waiting.length, "text")} from before there were conversations: \`npx wellspring conversations adopt\`.`,
    );
}

async function show({ people }: Desk, name: string, { save }: ShowOptions): Promise<void> {
  const read = await readConversation(people)(await conversationNamed(people, name));
  if (read === undefined) throw unknown(name);
  console.log(printable([headLine(read.head), ...read.events.map(eventText)].join("\n\n")));
  if (save === undefined) return;
  const saved = await saveAttached(people, read.head.customer, read.events, save);
  console.log(["", ...saved, `${counted(saved.length, "file")} saved.`].join("\n"));
}

function headLine({
  conversation,
  state,
  version,
  channel,
  customer,
  owner,
  promises,
}: ConversationHead): string {
  const promised = promises.map(({ promise, due }) => `promise ${promise} by ${due}`);
  return [
    `${conversation}, ${state}, version ${version}, by ${channel}`,
    customer ?? "a stranger",
    ...(owner === undefined ? [] : [`${owner} answers`]),
    ...promised,
  ].join(", ");
}

/** What was done, or a {@link CliError} that says why not. */
function insistDone(name: string, acted: ActOutcome): ConversationHead {
  switch (acted.outcome) {
    case "done":
      return acted.head;
    case "unknown":
      throw unknown(name);
    case "taken":
      throw new CliError(`${acted.owner} answers it, since ${acted.since}.`, "Take it over with --over.");
    case "changed":
      throw new CliError(
        `${name} changed meanwhile.`,
        `\`npx wellspring conversations show ${name}\` shows what is new.`,
      );
    case "closed":
      throw new CliError(
        `${name} is closed.`,
        `\`npx wellspring conversations reopen ${name}\` opens it again.`,
      );
    case "past":
      throw new CliError("That time is over.", "Name a later one, such as 2026-12-01T09:00:00Z.");
    case "forgotten":
      throw new CliError(`The words of ${name} are gone.`, "No words are added to what is forgotten.");
    case "noSuchPromise":
      throw new CliError(
        `${name} has no such promise open.`,
        `\`npx wellspring conversations show ${name}\` numbers them.`,
      );
  }
}

function instantNamed(text: string): Instant {
  const at = AnyInstant.safeParse(text);
  if (at.success) return at.data;
  throw new CliError(
    `${text} is no time.`,
    "Name one such as 2026-12-01T09:00:00Z, or with +01:00 at its end.",
  );
}

/** A colleague's actor, or a group. */
function receiverNamed(text: string): Staff | DeskGroup {
  const group = DeskGroup.safeParse(text);
  if (group.success) return group.data;
  const staff = Staff.safeParse(text);
  if (staff.success) return staff.data;
  throw new CliError(
    `Nobody is named ${text}.`,
    `Name ${DeskGroup.options.join(", ")}, or a person as the list does: operator:ana.`,
  );
}

async function adopt({ people, clockOf }: Desk): Promise<void> {
  const { conversations, random } = people;
  const hear = textHeard(personWrote({ conversations, clockOf, random }));
  const moved = await adoptTexts({ ...people, hear })();
  console.log(`${counted(moved, "text")} moved.`);
}

/** One act of the operator at one conversation, and the line that says what holds then. */
type Acting = (
  acts: Desk["acts"],
  who: StaffAct,
  argument: string,
  options: ActOptions,
) => Promise<ActOutcome>;

interface ActOptions extends StageOptions {
  readonly over?: true;
  readonly until?: string;
  readonly evenIfAnswered?: true;
  readonly spam?: true;
  readonly not?: true;
}

function acting(act: Acting) {
  return (name: string, argument: string, options: ActOptions) =>
    withDesk(options, async ({ people, acts, by }) => {
      const who = { conversation: await conversationNamed(people, name), by: await by() };
      const { conversation, state, version } = insistDone(name, await act(acts, who, argument, options));
      console.log(`${conversation.slice(0, NAME_CHARS)} is ${state}, version ${version}.`);
    });
}

const until = new Option("--until <time>", "until when, such as 2026-12-01T09:00:00Z");

export function addConversations(program: Command): void {
  const group = program
    .command("conversations")
    .description("read what people wrote to the brand, and look after it");
  const command = (name: string, does: string) => {
    const self = group.command(name).description(does);
    for (const option of PEOPLE_OPTIONS) self.addOption(outputOption(option));
    return self;
  };
  const NAME = ["<conversation>", "its name in the list"] as const;
  command("list", "list the conversations of a queue, those first that are due first")
    .option("--queue <queue>", "open, waiting, snoozed, closed, or a month such as closed/2026-11", "open")
    .action((options: ListOptions) => withDesk(options, (desk) => list(desk, options)));
  command("show", "show all that was said in a conversation")
    .argument(...NAME)
    .option("--save <folder>", "write what came with its mails there")
    .addOption(outputOption("mailBucket"))
    .action((name: string, options: ShowOptions) => withDesk(options, (desk) => show(desk, name, options)));
  command("adopt", "move texts that waited before there were conversations into conversations").action(
    (options: StageOptions) => withDesk(options, adopt),
  );
  const act = (name: string, does: string, doing: Acting, argument?: readonly [string, string]) => {
    const self = command(name, does).argument(...NAME);
    if (argument !== undefined) self.argument(...argument);
    const run = acting(doing);
    return self.action(() => run(self.args[0] ?? "", self.args[1] ?? "", self.optsWithGlobals<ActOptions>()));
  };
  addAnswer(
    command(
      "answer",
      "answer a conversation as you read it: your words come from a file, or are piped in",
    ).argument(...NAME),
  );
  act("take", "say that you answer now", (acts, who, _, { over }) =>
    acts.take(who, { over: over === true }),
  ).option("--over", "also from somebody who is answering");
  act(
    "hand-over",
    "give it to a colleague or a group",
    (acts, who, to) => acts.handOver(who, { to: receiverNamed(to) }),
    ["<to>", `operator:<name>, staff:<id>, ${DeskGroup.options.join(", ")}`],
  );
  act("note", "write a note for colleagues", (acts, who, words) => acts.note(who, { words }), [
    "<words>",
    "the note: its customer reads it in their export",
  ]);
  act("sort", "say what it is about", (acts, who, matter) => acts.sort(who, { matter }), [
    "<matter>",
    "as the brand names it",
  ]);
  act("trouble", "say that it is a complaint", (acts, who, _, { not }) =>
    acts.mark(who, { trouble: not !== true }),
  ).option("--not", "say that it is none");
  act("snooze", "let it sleep until a time, or until the customer writes", (acts, who, _, options) =>
    acts.snooze(who, {
      until: instantNamed(options.until ?? ""),
      evenIfAnswered: options.evenIfAnswered === true,
    }),
  )
    .addOption(until.makeOptionMandatory())
    .option("--even-if-answered", "also while the customer writes");
  act(
    "promise",
    "keep what the customer was promised, with its day",
    (acts, who, words, options) => acts.promise(who, { words, due: instantNamed(options.until ?? "") }),
    ["<words>", "what was promised"],
  ).addOption(until.makeOptionMandatory());
  act(
    "kept",
    "say that a promise was kept",
    (acts, who, promise) => acts.keepPromise(who, { promise: Number(promise) }),
    ["<promise>", "its number in the conversation"],
  );
  act("close", "say that nothing is left to do", (acts, who, _, { spam }) =>
    acts.close(who, { as: spam ? "spam" : "answered" }),
  ).option("--spam", "it was no customer");
  act("reopen", "open a closed conversation again", (acts, who) => acts.reopen(who));
}
