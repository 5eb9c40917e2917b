import {
  accountTranslations,
  authTranslations,
  communityTranslations,
  consentTranslations,
  elementsTranslations,
  messageTranslations,
} from "./dictionaries.ts";
import type { SpokenLanguage } from "./language.ts";
import { addedLanguages } from "./message-language.ts";
import { type Placeholders, type WordArea, withOwnWords } from "./own-words.ts";
import {
  accountPlaceholders,
  authPlaceholders,
  communityPlaceholders,
  consentPlaceholders,
  elementsPlaceholders,
  messagePlaceholders,
} from "./placeholders.ts";
import type { Translations } from "./translations.ts";

/** How a page finds its words: a {@link SpokenLanguage}, whose own words the brand wrote. */
interface InLanguage {
  readonly language: SpokenLanguage;
}

/** What stands on the community's pages and around every page, with the brand's own words in it. */
export function communityWords({ language }: InLanguage): Translations["community"] {
  return ownOr("community", communityTranslations[language.locale], communityPlaceholders, language);
}

/** What the ways in and out say, with the brand's own words in it: what a withdrawal keeps is in the brand's where its messages are. */
export function authWords({ language }: InLanguage): Translations["auth"] {
  const own = { ...language.own, ...addedLanguages().find(({ tag }) => tag === language.tag)?.words };
  return ownOr("auth", authTranslations[language.locale], authPlaceholders, { ...language, own });
}

/** What a customer's own pages say, with the brand's own words in it. */
export function accountWords({ language }: InLanguage): Translations["account"] {
  return ownOr("account", accountTranslations[language.locale], accountPlaceholders, language);
}

/** What the elements in a shop's pages say, with the brand's own words in it. */
export function elementsWords({ language }: InLanguage): Translations["elements"] {
  return ownOr("elements", elementsTranslations[language.locale], elementsPlaceholders, language);
}

/** What stands around letters and texts. */
export function messageWords({ language }: InLanguage): Translations["message"] {
  return ownOr("message", messageTranslations[language.locale], messagePlaceholders, language);
}

/** What customers agree to and withdraw. */
export function agreedWords({ language }: InLanguage): Translations["consent"] {
  return ownOr("consent", consentTranslations[language.locale], consentPlaceholders, language);
}

function ownOr<Words extends object>(
  area: WordArea,
  words: Words,
  placeholders: Placeholders,
  { own, tag }: SpokenLanguage,
): Words {
  return withOwnWords(words, { own, area, placeholders, language: tag });
}
