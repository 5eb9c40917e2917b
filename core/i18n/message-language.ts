import { Locale } from "../model/cause.ts";
import type { TextedWords } from "../model/texted-words.ts";
import type { SpokenLanguage } from "./language.ts";
import { languageFor, OUR_LANGUAGES } from "./language.ts";
import type { OwnWords } from "./own-words.ts";

/**
 * A language of messages that a brand adds.
 * - `base`: ours, in which customers get what does not exist in it
 * - `words`: all of what stands around messages and of what customers agree to, by their paths; absent where one is missing:
 *   then nothing exists in it
 * - `version`: names the letters of what customers agree to, and changes with each of them
 * - `texted`: words that customers text in it, beside those of the product
 * - `isWhole`: every message exists in it, so that customers may choose it
 */
export interface AddedLanguage {
  readonly tag: string;
  readonly base: Locale;
  readonly name: string;
  readonly words?: OwnWords;
  readonly version: string;
  readonly isWhole: boolean;
  readonly texted: TextedWords;
}

/** The languages that a brand adds to messages: built into the functions with its messages (lib/messages/brand-messages.ts). */
declare global {
  var BRAND_LANGUAGES: readonly AddedLanguage[] | undefined;
}

export function addedLanguages(): readonly AddedLanguage[] {
  return (typeof BRAND_LANGUAGES === "undefined" ? undefined : BRAND_LANGUAGES) ?? [];
}

/** A language of messages, with what the brand's words for what is agreed to are named after; absent: ours. */
export interface MessageLanguage extends SpokenLanguage {
  readonly version?: string;
}

function spokenOf({ tag, base, name, words = {}, version }: AddedLanguage): MessageLanguage {
  return { ...{ tag, locale: base, name }, ...{ own: words, texts: {}, version } };
}

/** Those that customers may choose for their messages: ours, and after them those of the brand that are whole. */
export function messageLanguages(): readonly MessageLanguage[] {
  return [
    ...OUR_LANGUAGES,
    ...addedLanguages()
      .filter(({ isWhole }) => isWhole)
      .map(spokenOf),
  ];
}

/** What customers may text in any of the languages that the brand adds. */
export function textedWords(): TextedWords {
  const of = (kind: keyof TextedWords) => addedLanguages().flatMap(({ texted }) => texted[kind]);
  return { yes: of("yes"), stop: of("stop"), help: of("help") };
}

/** Whether customers may choose it. */
export function isMessageLanguage(tag: string): boolean {
  return messageLanguages().some((one) => one.tag === tag);
}

/**
 * The language of the words around a customer's messages, whatever they chose: that one, while the brand has its words, else its
 * base. The choice itself stays, so it holds again when the words are back. `base`: of a language that nothing else is known of.
 */
export function messageLanguage(tag: string, base?: Locale): MessageLanguage {
  const added = addedLanguages().find((one) => one.tag === tag);
  if (added?.words !== undefined) return spokenOf(added);
  return ours(added?.base ?? base ?? languageFor(tag)?.locale);
}

function ours(locale: Locale = "en"): MessageLanguage {
  const found = OUR_LANGUAGES.find((one) => one.tag === locale);
  if (found === undefined) throw new Error(`${Locale.options.join()} are all there`);
  return found;
}
