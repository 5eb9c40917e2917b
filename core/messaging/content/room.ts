import { withoutUnseen } from "../../model/seen.ts";

/** What a text lacks for want of room: causes of a list, letters of a name, or its link. */
export type Omission = "causes" | "letters" | "link";

/**
 * How much a rendition may write. Templates read it as `room`.
 * - `gifts`: lines of a list of gifts; `names`: names of a list of causes; the rest is counted ("and 9 more")
 * - `letters`: the length of a name or another text from outside, in UTF-16 units; a longer one is cut
 * - `links`: whether links that are not the message's purpose are written
 */
export interface Room {
  readonly gifts: number;
  readonly names: number;
  readonly letters: number;
  readonly links: boolean;
  readonly omits?: Omission;
}

/** Longer than any instant, day or code among the facts: those are never cut. */
export const LETTERS_MIN = 24;

/** From the widest to the narrowest: lists are shortened first, then names, and the link goes last. The first that fits is sent. */
export const SMS_ROOMS: readonly Room[] = [
  { gifts: 2, names: 12, letters: 120, links: true },
  { gifts: 2, names: 3, letters: 120, links: true, omits: "causes" },
  { gifts: 1, names: 1, letters: 120, links: true, omits: "causes" },
  { gifts: 1, names: 1, letters: 60, links: true, omits: "letters" },
  { gifts: 1, names: 1, letters: 40, links: true, omits: "letters" },
  { gifts: 1, names: 1, letters: LETTERS_MIN, links: true, omits: "letters" },
  { gifts: 1, names: 1, letters: LETTERS_MIN, links: false, omits: "link" },
];

/** An email keeps its links; only absurd names make it longer than mail programs show. */
export const EMAIL_ROOMS: readonly Room[] = [
  { gifts: 100, names: 12, letters: 2000, links: true },
  { gifts: 100, names: 3, letters: 120, links: true, omits: "letters" },
  { gifts: 100, names: 1, letters: 60, links: true, omits: "letters" },
  { gifts: 100, names: 1, letters: LETTERS_MIN, links: true, omits: "letters" },
];

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

/** Controls and line separators, as people paste them into names. */
const NOT_IN_A_LINE = /[\p{Cc}\p{Zl}\p{Zp}]+/gu;

/** The text on one line, cut between two characters to at most `letters` UTF-16 units, "…" included; "-" where nothing is seen. */
export function shortened(text: string, letters: number): string {
  const line = withoutUnseen(text.replaceAll(NOT_IN_A_LINE, " ")).trim();
  if (line === "") return "-";
  if (line.length <= letters) return line;
  let cut = "";
  for (const { segment } of graphemes.segment(line)) {
    if (cut.length + segment.length > letters - 1) break;
    cut += segment;
  }
  return `${cut.trimEnd()}…`;
}

/** A shortened address leads nowhere, and nobody cuts what a person wrote. */
const AS_THEY_ARE: ReadonlySet<string> = new Set(["url", "own"]);

/** The facts with every text in them changed by `write`, but for {@link AS_THEY_ARE}. */
export function rewritten<Facts>(facts: Facts, write: (text: string) => string): Facts;
export function rewritten(facts: unknown, write: (text: string) => string): unknown {
  if (typeof facts === "string") return write(facts);
  if (Array.isArray(facts)) return facts.map((one) => rewritten(one, write));
  if (typeof facts !== "object" || facts === null) return facts;
  return Object.fromEntries(
    Object.entries(facts).map(([key, one]) => [key, AS_THEY_ARE.has(key) ? one : rewritten(one, write)]),
  );
}
