import { Locale } from "../model/cause.ts";
import type { MessageChannel, Topic } from "../model/topic.ts";
import { languages } from "./dictionaries.ts";
import { type MessageLanguage, messageLanguage } from "./message-language.ts";
import { agreedWords } from "./page-words.ts";

/**
 * Raise it whenever a letter of the consent texts changes, in any language of ours. A consent record keeps both the words and
 * this version, so what a customer agreed to can be read for as long as the record is kept, whatever the texts say today.
 */
export const CONSENT_WORDS_VERSION = "2026-11-28.1";

/** Texts of pages that a record of a withdrawal keeps under that version: no brand writes its own in their place. */
export const VERSIONED_TEXTS = ["auth.unsubscribe.text", "auth.unsubscribe.stop", "auth.unsubscribe.stopAll"];

/** Words as they were shown, with what a consent record keeps beside them. */
export interface ConsentWords {
  readonly words: string;
  readonly wordsVersion: string;
  /** The language that they are in. */
  readonly locale: string;
}

/** Where the words are shown: to a visitor who joins, or to a customer who is signed in. */
export type ConsentPlace = "join" | "preferences";

/** A language in which somebody reads: of the words that it lacks, those in `locale` stand. */
export interface ReadIn {
  readonly tag: string;
  readonly locale: Locale;
}

/** The language in which a reader is shown what they agree to: theirs, if all of it is written in it, else its base. */
export function agreedIn({ tag, locale }: ReadIn): MessageLanguage {
  return messageLanguage(tag, locale);
}

/** The version of all words that customers agree to in a language: that of ours, or a hash of the brand's. */
export function consentVersion({ version = CONSENT_WORDS_VERSION }: MessageLanguage): string {
  return version;
}

function wordsFor(reader: ReadIn) {
  return agreedWords({ language: agreedIn(reader) });
}

/** What a topic is called on pages, and what it is about. */
export function topicWords(reader: ReadIn, topic: Topic): { readonly name: string; readonly about: string } {
  return wordsFor(reader).topics[topic];
}

/** The sentence beside the boxes. */
export function consentStatement(
  reader: ReadIn,
  place: ConsentPlace,
  channel: MessageChannel,
  brand: string,
): string {
  const { statements } = wordsFor(reader);
  // Nobody joins by a card: it is its customer's already.
  return channel === "wallet" ? statements.preferences.wallet(brand) : statements[place][channel](brand);
}

/** What a customer who agrees to one topic on one channel is shown, to the letter: statement, topic and what it is about. */
export function consentWords(
  reader: ReadIn,
  place: ConsentPlace,
  { topic, channel }: { readonly topic: Topic; readonly channel: MessageChannel },
  brand: string,
): ConsentWords {
  const { name, about } = topicWords(reader, topic);
  return versioned(reader, `${place}.${channel}`, {
    words: `${consentStatement(reader, place, channel, brand)}\n${name}: ${about}`,
  });
}

/**
 * What a customer agrees to by texting the brand's word, in the language of the country that the number is of: English
 * where that is not known, or no language of ours is spoken there.
 */
export function keywordWords(
  country: string | undefined,
  topic: Topic,
  { brand, word }: { readonly brand: string; readonly word: string },
): ConsentWords {
  const locale = Locale.options.find((one) => languages[one].countries.includes(country ?? "")) ?? "en";
  const reader = { tag: locale, locale };
  const { name, about } = topicWords(reader, topic);
  return versioned(reader, "keyword.sms", {
    words: `${wordsFor(reader).keyword(brand, word)}\n${name}: ${about}`,
  });
}

/** What stands beside the button that ends everything, in the preferences: the words of its withdrawal. */
export function stopWords(reader: ReadIn, brand: string): ConsentWords {
  return versioned(reader, "preferences.stop", { words: wordsFor(reader).stop(brand) });
}

/** What deleting the card from a phone says: the words of that withdrawal. */
export function cardDeletedWords(reader: ReadIn): ConsentWords {
  return versioned(reader, "wallet.deleted", { words: wordsFor(reader).cardDeleted });
}

function versioned(reader: ReadIn, place: string, said: Pick<ConsentWords, "words">): ConsentWords {
  const language = agreedIn(reader);
  return { ...said, wordsVersion: `${place}.${consentVersion(language)}`, locale: language.tag };
}
