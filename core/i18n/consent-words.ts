import { Locale } from "../model/cause.ts";
import type { Channel, Topic } from "../model/topic.ts";
import { consentTranslations, languages } from "./dictionaries.ts";

/**
 * Raise it whenever a letter of the consent texts changes, in any language. A consent record keeps both the words and
 * this version, so what a customer agreed to can be read for as long as the record is kept, whatever the texts say today.
 */
export const CONSENT_WORDS_VERSION = "2026-11-27.2";

/** Texts of pages that a record of a withdrawal keeps under that version: no brand writes its own in their place. */
export const VERSIONED_TEXTS = ["auth.unsubscribe.text", "auth.unsubscribe.stop", "auth.unsubscribe.stopAll"];

/** Words as they were shown, with what a consent record keeps beside them. */
export interface ConsentWords {
  readonly words: string;
  readonly wordsVersion: string;
  readonly locale: Locale;
}

/** Where the words are shown: to a visitor who joins, or to a customer who is signed in. */
export type ConsentPlace = "join" | "preferences";

/** What a topic is called on pages, and what it is about. */
export function topicWords(locale: Locale, topic: Topic): { readonly name: string; readonly about: string } {
  return consentTranslations[locale].topics[topic];
}

/** The sentence beside the boxes. */
export function consentStatement(
  locale: Locale,
  place: ConsentPlace,
  channel: Channel,
  brand: string,
): string {
  return consentTranslations[locale].statements[place][channel](brand);
}

/** What a customer who agrees to one topic on one channel is shown, to the letter: statement, topic and what it is about. */
export function consentWords(
  locale: Locale,
  place: ConsentPlace,
  { topic, channel }: { readonly topic: Topic; readonly channel: Channel },
  brand: string,
): ConsentWords {
  const { name, about } = topicWords(locale, topic);
  return {
    words: `${consentStatement(locale, place, channel, brand)}\n${name}: ${about}`,
    wordsVersion: `${place}.${channel}.${CONSENT_WORDS_VERSION}`,
    locale,
  };
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
  const { name, about } = topicWords(locale, topic);
  return {
    words: `${consentTranslations[locale].keyword(brand, word)}\n${name}: ${about}`,
    wordsVersion: `keyword.sms.${CONSENT_WORDS_VERSION}`,
    locale,
  };
}

/** What stands beside the button that ends everything, in the preferences: the words of its withdrawal. */
export function stopWords(locale: Locale, brand: string): ConsentWords {
  return {
    words: consentTranslations[locale].stop(brand),
    wordsVersion: `preferences.stop.${CONSENT_WORDS_VERSION}`,
    locale,
  };
}
