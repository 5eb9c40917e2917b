import type { ReadEvent } from "../../core/conversations/thread/conversation.store.ts";
import { CliError } from "../cli-error.ts";
import { attachedText } from "./attached.ts";

/** One event of a thread, with what it says as long as that can be read. */
export function eventText({ sequence, at, actor, fact, words }: ReadEvent): string {
  const { kind, ...about } = fact;
  // What stands beside the words on a form, such as a score, is nowhere else here.
  const isOnForm = fact.kind === "personWrote" && fact.channel === "form";
  const told = Object.entries(about).map(([name, value]) => `${name} ${JSON.stringify(value)}`);
  const from = words?.from === undefined ? "" : ` from ${words.from}`;
  return [
    `${sequence}  ${at}  ${actor}  ${kind}${from}  ${told.join("  ")}`.trimEnd(),
    ...(words === undefined ? [] : [isOnForm ? (words.whole ?? words.said) : words.said]),
    ...attachedText({ words }),
  ].join("\n");
}

export function unknown(name: string): CliError {
  return new CliError(
    `No conversation named ${name}.`,
    "`npx wellspring conversations list` lists the names.",
  );
}
