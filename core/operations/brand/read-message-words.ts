import { createHash } from "node:crypto";
import * as z from "zod";
import { VERSIONED_TEXTS } from "../../i18n/consent-words.ts";
import type { AddedLanguage } from "../../i18n/message-language.ts";
import { nearest } from "../../intake/warnings/near-miss.ts";
import { Locale } from "../../model/cause.ts";
import type { TextedWords } from "../../model/texted-words.ts";
import { plain, readText } from "../../people/sms/read-text.ts";
import { type BrandProblem, readDocument, type WordsText } from "./document.ts";
import { languageOf } from "./read-page-words.ts";
import { type FoundWords, formsIn, isMap, readArea } from "./words-in-area.ts";

/** The sections of the file; of `auth` it has the words of a withdrawal alone. */
const SECTIONS = ["language", "message", "consent", "auth", "texted"] as const;
const AREAS = ["message", "consent", "auth"] as const;
const HASH_CHARS = 10;

const Word = z
  .string()
  .transform(plain)
  .pipe(z.string().regex(/^\p{L}[\p{L}\p{N}]{0,15}$/u, "write one word of up to 16 letters"));
const Texted = z.strictObject({
  yes: z.array(Word).max(10).default([]),
  stop: z.array(Word).max(10).default([]),
  help: z.array(Word).max(10).default([]),
});

/** What a file says of a language, but for whether every message is in it. */
export type MessageWords = Omit<AddedLanguage, "isWhole">;

export type MessageWordsRead =
  | { readonly outcome: "refused"; readonly problems: readonly BrandProblem[] }
  | {
      readonly outcome: "read";
      readonly language: MessageWords;
      /** The paths of texts that it lacks: with any of them, nothing is in the language. */
      readonly missing: readonly string[];
    };

/**
 * Reads `messages/<language>.yaml`: what stands around messages in a language that the brand adds, what customers agree to in it,
 * and what they text. A wrong text is a problem at its place; one that is missing leaves the language without words.
 */
export function readMessageWords(file: WordsText): MessageWordsRead {
  const refused = (...problems: readonly BrandProblem[]) => ({ outcome: "refused", problems }) as const;
  const document = readDocument(file);
  if ("length" in document) return refused(...document);
  const said = languageOf(file, document);
  if (said.outcome === "refused") return refused({ ...document.at(said.path), message: said.message });
  const { language } = file;
  if (Locale.safeParse(language).success)
    return refused({
      ...document.at([]),
      message: `${language} is complete in the product: remove this file, and write its messages otherwise one by one.`,
    });
  const found: FoundWords = { words: {}, problems: [] };
  const value = isMap(document.value) ? document.value : {};
  const { base } = said;
  for (const area of AREAS)
    if (area in value) readArea(area, value[area], { base, language, found, isVersioned: true });
  for (const key of Object.keys(value)) {
    const section = SECTIONS.find((one) => one === key);
    if (section !== undefined) continue;
    const close = nearest(key, SECTIONS) ?? SECTIONS.join(", ");
    found.problems.push({ path: [key], ofKey: true, message: `"${key}" is not known here: ${close} is.` });
  }
  const texted = textedIn(value["texted"] ?? {}, found);
  const words = Object.fromEntries(Object.entries(found.words).filter(([path]) => isHere(path)));
  for (const path of Object.keys(found.words))
    if (!isHere(path))
      found.problems.push({
        path: path.split("."),
        message: `${path} stands on pages, and is in brands/<name>/words/${language}.yaml.`,
      });
  if (found.problems.length > 0)
    return refused(
      ...found.problems.map(({ path, ofKey, message }) => ({
        ...(ofKey ? document.atKey(path) : document.at(path)),
        message,
      })),
    );
  const missing = AREAS.flatMap((area) => formsIn(area, language)).filter(
    (path) => isHere(path) && words[path] === undefined,
  );
  return {
    outcome: "read",
    language: {
      ...{ tag: language, base, name: said.name, texted },
      ...(missing.length === 0 && { words }),
      version: `${language}-${hashOf(words)}`,
    },
    missing,
  };
}

/** Around messages, or what somebody agrees to or withdraws. */
function isHere(path: string): boolean {
  return !path.startsWith("auth.") || isAgreed(path);
}

function isAgreed(path: string): boolean {
  return path.startsWith("consent.") || VERSIONED_TEXTS.some((one) => `${path}.`.startsWith(`${one}.`));
}

/** Of all letters that a record may keep: whatever of them changes, the version is another. */
function hashOf(words: Readonly<Record<string, string>>): string {
  const agreed = Object.entries(words)
    .filter(([path]) => isAgreed(path))
    .toSorted(([one], [other]) => (one < other ? -1 : 1));
  return createHash("sha256").update(JSON.stringify(agreed)).digest("hex").slice(0, HASH_CHARS);
}

/** A word means one thing: one of ours keeps its meaning, and START is ours alone. */
function textedIn(written: unknown, { problems }: FoundWords): TextedWords {
  const read = Texted.safeParse(written);
  if (!read.success) {
    for (const { path, message } of read.error.issues)
      problems.push({
        path: ["texted", ...path.map(String)],
        message: `${["texted", ...path].join(", ")}: ${message}.`,
      });
    return { yes: [], stop: [], help: [] };
  }
  const texted = read.data;
  for (const [kind, words] of Object.entries(texted))
    for (const word of words) {
      const heard = readText(word, "").kind;
      const elsewhere = Object.entries(texted).find(
        ([other, own]) => other !== kind && own.includes(word),
      )?.[0];
      const other = elsewhere ?? (heard === "other" || heard.startsWith(kind) ? undefined : heard);
      if (other !== undefined)
        problems.push({
          path: ["texted", kind],
          message: `texted, ${kind}: ${word} is heard as ${other} already.`,
        });
    }
  return texted;
}
