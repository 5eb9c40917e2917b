import type { LetterName } from "../../model/letter.ts";
import type { Key } from "../../platform/aws/key.ts";

/** All that is kept of a letter, in People. Nothing in it is about a customer. */
export function letterPartition(letter: LetterName): string {
  return `letter#${letter}`;
}

export const LETTER_VERSIONS = "version#";

export function letterVersionKey(letter: LetterName, version: number): Key {
  return { pk: letterPartition(letter), sk: `${LETTER_VERSIONS}${String(version).padStart(6, "0")}` };
}

export function letterScheduleKey(letter: LetterName): Key {
  return { pk: letterPartition(letter), sk: "schedule" };
}
