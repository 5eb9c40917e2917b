import * as z from "zod";
import { messageTranslations } from "../../i18n/dictionaries.ts";
import type { SpokenLanguage } from "../../i18n/language.ts";
import { messageWords } from "../../i18n/page-words.ts";
import { Locale, Localised } from "../../model/cause.ts";

/**
 * Facts with the brand's own texts in a language that it adds, each in the place of the text in the base that it translates. It
 * comes before anything is shortened, as a shortened text is nobody's translation. In a language of ours they are the same.
 */
export function translated<Facts>(facts: Facts, language: SpokenLanguage): Facts;
export function translated(facts: unknown, language: SpokenLanguage): unknown {
  const { locale, tag, texts } = language;
  if (tag === locale) return facts;
  const own = new Map([
    [messageTranslations[locale].goal, messageWords({ language }).goal],
    ...Object.entries(texts),
  ]);
  // The brand's file of words may stand on another base than its messages.
  const ownOf = (text: Localised) =>
    Locale.options.map((one) => own.get(text[one])).find((one) => one !== undefined);
  return replaced(facts, (text) => ({ ...text, [locale]: ownOf(text) ?? text[locale] }));
}

const Translated = z.looseObject({ translations: z.record(z.string(), z.record(z.string(), z.string())) });

/** What a message's facts say in a language that the brand adds, by what they say in ours; undefined: nothing. */
export function translationsIn(facts: unknown, tag: string): SpokenLanguage["texts"] | undefined {
  return Translated.safeParse(facts).data?.translations[tag];
}

function replaced(facts: unknown, write: (text: Localised) => Localised): unknown {
  if (Array.isArray(facts)) return facts.map((one) => replaced(one, write));
  if (typeof facts !== "object" || facts === null) return facts;
  const text = Object.keys(facts).length === Locale.options.length ? Localised.safeParse(facts) : undefined;
  if (text?.success) return write(text.data);
  return Object.fromEntries(Object.entries(facts).map(([key, one]) => [key, replaced(one, write)]));
}
