import { OWN_LINES_MAX, SIGNED_LETTERS_MAX } from "../../messaging/content/catalog.ts";
import { fitsInParts, plainText } from "../../messaging/content/sms.ts";
import type { Channel } from "../../model/topic.ts";

/** A letter of more is longer than mail programs show, where each of its signs is one that HTML spells out. */
const LETTER_CHARS_MAX = 6_000;

/** Words as they are kept and sent: without characters that nobody sees but a terminal. */
export function cleaned(words: string): string {
  return words
    .toWellFormed()
    .replaceAll("\r\n", "\n")
    .replaceAll(/[^\P{Cc}\n\t]/gu, "")
    .trim();
}

export function answerLinesOf(words: string): string[] {
  return words
    .split(/\n+/)
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

interface AnswerLines {
  readonly lines: readonly string[];
  readonly signed: string;
  readonly brand: string;
}

/** Whether an answer is sent whole: nobody cuts what a person wrote. */
export function fitsOn(channel: Channel, { lines, signed, brand }: AnswerLines): boolean {
  if (signed.length > SIGNED_LETTERS_MAX || lines.length > OWN_LINES_MAX) return false;
  const words = lines.join(" ");
  return channel === "sms"
    ? fitsInParts(plainText(`${brand}: ${words} ${signed}`))
    : words.length <= LETTER_CHARS_MAX;
}
