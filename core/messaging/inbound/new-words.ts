import EmailReplyParser from "email-reply-parser";
import { readText } from "../../people/sms/read-text.ts";

/** What is read of a mail's text at all. */
export const MAIL_CHARS_MAX = 32_000;
/** The library takes the square of a text's length: 8 KB take some milliseconds, 400 KB twenty seconds. */
const LIBRARY_CHARS_MAX = 8_000;
/** A run of so many words of ours is no chance. */
const RUN_WORDS_MIN = 5;
const ABOVE_MAX = 8;

const WROTE =
  "wrote|schrieb|écrit|escribió|scritto|schreef|escreveu|skrev|pisze|napisał\\(?a?\\)?|kirjoitti|writes|schreibt|geschrieben";
/** What a program writes above what it quotes, on one line or several. */
const ATTRIBUTION = new RegExp(
  `^(?:[-–*\\s]*)(?:on|am|le|el|il|op|em|den|dnia|pe|ma|ti|ke|to)\\b.{4,300}?(?:${WROTE})\\b.{0,200}?:?\\s*$|^.{0,300}?[<@].{0,300}?\\b(?:${WROTE})\\b.{0,200}?:\\s*$`,
  "isu",
);
const LABEL =
  /^[\s*_>]*(?:from|sent|date|to|cc|subject|reply-to|von|gesendet|datum|an|betreff|antwort an|de|envoyé|à|objet|para|asunto|fecha)\s?:/iu;
/** As every program marks a line that it quotes. */
const MARKED = /^\s*[>|]/u;
/** RFC 3676: two hyphens and a space, which programs lose, begin a signature. */
const SIGNATURE = /(?:^|\n)-- ?\n[\s\S]*$/;
/** What phones write below an answer in languages in which the library does not look for it. */
const PHONE =
  /^(?:outlook für (?:ios|android)\b.{0,80}beziehen|(?:gesendet|von meinem|verschickt) .{0,60}(?:gesendet|iphone|ipad|android\S*|smartphone|handy|gmx|web\.de|app)\.?)$/iu;
const RULE =
  /^[\s>*]*(?:[-_=]{5,}|-{1,12}\s?(?:original message|ursprüngliche nachricht|original-nachricht|message d['’]origine|mensaje original|original-mail|weitergeleitete nachricht|forwarded message)\s?-{0,12})\s*$/iu;

/**
 * What somebody added to what was sent to them. `sent`: the plain texts of what we sent, of which any may be quoted. What is
 * ours is taken out by its words, however a program wrapped, marked or indented it, with the lines above that say who wrote it;
 * what others are quoted with, and a signature, by the marks of common programs. Without anything new it is empty.
 */
export function newWords(text: string, sent: readonly string[]): string {
  const lines = text.slice(0, MAIL_CHARS_MAX).split(/\r?\n/);
  const streams = sent.map(streamOf);
  const ours = oursAmong(lines, streams);
  fillBetween(lines, ours, streams);
  for (const [at, line] of lines.entries()) if (MARKED.test(line) || PHONE.test(line.trim())) ours[at] = true;
  for (const [at, isOurs] of ours.entries()) {
    if (isOurs && ours[at - 1] !== true) takeAbove(lines, ours, at);
  }
  return withoutOthers(lines.filter((_, at) => ours[at] !== true).join("\n"));
}

function withoutOthers(text: string): string {
  const own = text
    .replace(SIGNATURE, "")
    .replaceAll(/\n{3,}/g, "\n\n")
    .trim();
  if (own === "" || own.length > LIBRARY_CHARS_MAX) return own;
  const reply = new EmailReplyParser().parseReply(own).trim();
  // The library takes a greeting alone, such as "Best wishes", for a signature.
  return reply === "" ? own : reply;
}

/** A text that we sent, as its words in their order. */
interface Stream {
  readonly text: string;
  readonly words: ReadonlySet<string>;
}

function streamOf(text: string): Stream {
  const words = wordsOf(text);
  return { text: ` ${words.join(" ")} `, words: new Set(words) };
}

function saysOnly({ words }: Stream, line: readonly string[]): boolean {
  return line.every((word) => words.has(word));
}

/** Marks the lines that are ours: of a run of lines, together at least {@link RUN_WORDS_MIN} words that we sent in this order. */
function oursAmong(lines: readonly string[], streams: readonly Stream[]): boolean[] {
  const ours = lines.map(() => false);
  const words = lines.map(wordsOf);
  for (let from = 0; from < lines.length; from += 1) {
    const line = words[from] ?? [];
    if (line.length === 0) continue;
    const possible = streams.filter((stream) => saysOnly(stream, line));
    const to = possible.length === 0 ? undefined : longestRun(words, from, possible);
    if (to === undefined) continue;
    ours.fill(true, from, to);
    from = to - 1;
  }
  return ours;
}

/**
 * Marks what stands between two lines of ours and says nothing but words of ours: an HTML part has them in another order than the
 * text that we know. A word for stopping alone is its writer's.
 */
function fillBetween(lines: readonly string[], ours: boolean[], streams: readonly Stream[]): void {
  const [first, last] = [ours.indexOf(true), ours.lastIndexOf(true)];
  for (let at = first + 1; at < last; at += 1) {
    const line = lines[at] ?? "";
    const words = wordsOf(line);
    if (ours[at] === true || !streams.some((stream) => saysOnly(stream, words))) continue;
    ours[at] = !/^stop/.test(readText(line, "").kind);
  }
}

function longestRun(
  words: readonly (readonly string[])[],
  from: number,
  streams: readonly Stream[],
): number | undefined {
  let [run, count, end] = ["", 0, undefined as number | undefined];
  for (let at = from; at < words.length; at += 1) {
    const next = words[at] ?? [];
    if (next.length === 0) continue;
    run = run === "" ? next.join(" ") : `${run} ${next.join(" ")}`;
    if (!streams.some(({ text }) => text.includes(` ${run} `))) break;
    count += next.length;
    if (count >= RUN_WORDS_MIN) end = at + 1;
  }
  return end;
}

/** Takes the lines above a quote that say of whom it is: an attribution on up to three lines, or a block of headers. */
function takeAbove(lines: readonly string[], ours: boolean[], quote: number): void {
  const top = topOf(lines, ours, quote);
  if (top !== undefined) ours.fill(true, top, quote);
}

function topOf(lines: readonly string[], ours: readonly boolean[], quote: number): number | undefined {
  const above = (at: number): string => (lines[at] ?? "").replace(/^[\s>|]+/u, "").trim();
  let end = quote;
  while (end > 0 && above(end - 1) === "" && quote - end < ABOVE_MAX) end -= 1;
  for (let from = end - 1; from >= Math.max(0, end - ABOVE_MAX); from -= 1) {
    if (ours[from] === true) return undefined;
    const block = lines.slice(from, end).map((_, index) => above(from + index));
    if (RULE.test(above(from)) || (end - from <= 3 && ATTRIBUTION.test(block.join(" ")))) return from;
    if (LABEL.test(above(from)) && !LABEL.test(above(from - 1)))
      return RULE.test(above(from - 1)) ? from - 1 : from;
  }
  return undefined;
}

/** The words of a text, without what programs change when they quote: addresses, pictures, case, signs and marks. */
function wordsOf(text: string): string[] {
  return (
    text
      .normalize("NFKC")
      .replaceAll(/\[(?:cid|image|bild|logo)\b[^\]]{0,200}\]/giu, " ")
      .replaceAll(/<?(?:https?:\/\/|mailto:)[^\s<>]*>?/giu, " ")
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}
