import { readFile } from "node:fs/promises";
import { type Command, InvalidArgumentError } from "commander";
import {
  ANSWER_WITHIN_DAYS,
  type AnswerDeps,
  type AnswerOutcome,
  answerConversation,
  type NotAllowed,
  weighAnswer,
} from "../../core/conversations/answer/answer.ts";
import { answerDeps } from "../../core/conversations/answer/answer-deps.ts";
import { AnswerGiven } from "../../core/events/catalog.ts";
import { isTexted } from "../../core/people/contacts/texted-number.ts";
import { CliError } from "../cli-error.ts";
import { printable } from "../printable.ts";
import type { StageOptions } from "../stage.ts";
import { conversationNamed, type Desk, NAME_CHARS, withDesk } from "./desk.ts";
import { eventText, unknown } from "./event-text.ts";

interface AnswerOptions extends StageOptions {
  readonly at: number;
  readonly signed: string;
  readonly words?: string;
  readonly dryRun: boolean;
}

export function addAnswer(command: Command): void {
  command
    .requiredOption(
      "--at <version>",
      "the version of the thread that you read, as `show` says it",
      versionNamed,
    )
    .requiredOption("--signed <name>", "your name, as the customer reads it below the words")
    .option("--words <file>", "a file with your words; absent: they are piped in")
    .option("--dry-run", "say what would happen, and change nothing", false)
    .action((name: string, options: AnswerOptions) =>
      withDesk(options, (desk) => answer(desk, name, options)),
    );
}

function versionNamed(text: string): number {
  const version = Number(text);
  if (Number.isSafeInteger(version) && version > 0) return version;
  throw new InvalidArgumentError("Give the version that `npx wellspring conversations show` says.");
}

async function answer(desk: Desk, name: string, { at, signed, words, dryRun }: AnswerOptions): Promise<void> {
  const conversation = await conversationNamed(desk.people, name);
  const given = {
    conversation,
    version: at,
    words: words === undefined ? await piped() : await readWords(words),
    signed,
    by: await desk.by(),
  };
  const act = dryRun ? weighAnswer : answerConversation;
  const outcome = await act(depsOf(desk))(given);
  console.log(printable(insistGiven(conversation.slice(0, NAME_CHARS), outcome, dryRun)));
}

function depsOf({ people, clockOf, events }: Desk): AnswerDeps {
  return answerDeps({
    ...people,
    isTexted: (number) => isTexted(number, people.textCountries()),
    bring: (brought) => events().publish(AnswerGiven, [brought]),
    clockOf,
  });
}

/** What happens to the answer, or a {@link CliError} that says why nothing does. */
function insistGiven(name: string, outcome: AnswerOutcome, dryRun: boolean): string {
  switch (outcome.outcome) {
    case "given": {
      const { channel, until, head } = outcome;
      const goes =
        until === undefined
          ? `goes out now, by ${channel}`
          : `waits until ${until}, then goes out by ${channel}`;
      return dryRun
        ? `The answer ${goes}. Nothing was sent: leave --dry-run out.`
        : `The answer ${goes}. ${name} is version ${head.version}.`;
    }
    case "changed":
      throw new CliError(
        printable(
          [`${name} changed since you read it; nothing was sent.`, ...outcome.news.map(eventText)].join(
            "\n\n",
          ),
        ),
        `${dryRun ? "" : "Your words are kept as a draft. "}Answer the thread as it is now with --at ${outcome.version}.`,
      );
    case "canned":
      throw new CliError(
        `Others got these words ${outcome.sentTo} times this month: "${printable(outcome.sentence)}".`,
        "Write a sentence of your own to this customer; nothing was sent.",
      );
    case "notAllowed":
      throw refused(name, outcome);
  }
}

function refused(name: string, refusal: NotAllowed): CliError {
  switch (refusal.why) {
    case "unknown":
      return unknown(name);
    case "noSuchVersion":
      return new CliError(
        `${name} has no such version.`,
        `\`npx wellspring conversations show ${name}\` says it.`,
      );
    case "empty":
      return new CliError("The answer has no words.", "Name a file with --words, or pipe them in.");
    case "tooLong":
      return new CliError(
        "The answer is longer than what is sent on this channel.",
        "A text holds some 300 letters, a letter 6,000 in 60 lines, a name 40; nobody cuts your words.",
      );
    case "stranger":
      return new CliError(
        `${name} is not known to be a customer's.`,
        "`npx wellspring conversations show` prints the address that they gave: write there from your own mailbox.",
      );
    case "closed":
      return new CliError(
        `${name} is closed.`,
        `\`npx wellspring conversations reopen ${name}\` opens it again.`,
      );
    case "tooLate":
      return new CliError(
        `Their last words are older than ${ANSWER_WITHIN_DAYS} days.`,
        "Nobody waits for an answer without consent to other messages any more.",
      );
    case "onItsWay":
      return new CliError(
        "Another answer is on its way.",
        `\`npx wellspring conversations show ${name}\` says what becomes of it, within two days.`,
      );
    case "forgotten":
      return new CliError(`The words of ${name} are gone.`, "No words are added to what is forgotten.");
    case "decision":
      return new CliError(
        `No message may go to them: ${refusal.reasons.join(", ")}.`,
        "`npx wellspring people show` has more about them. Nothing was sent.",
      );
  }
}

async function readWords(file: string): Promise<string> {
  return readFile(file, "utf8").catch((error: unknown) => {
    throw new CliError(`The words could not be read from ${file}.`, "Name a file of text.", { cause: error });
  });
}

async function piped(): Promise<string> {
  if (process.stdin.isTTY) console.error("Write your answer, then press Enter and Ctrl-D:");
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString("utf8");
}
