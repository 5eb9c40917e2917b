import {
  accountTranslations,
  authTranslations,
  communityTranslations,
  elementsTranslations,
} from "./dictionaries.ts";
import type { SpokenLanguage } from "./language.ts";
import { type PageArea, type Placeholders, withOwnWords } from "./own-words.ts";
import {
  accountPlaceholders,
  authPlaceholders,
  communityPlaceholders,
  elementsPlaceholders,
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

/** What the ways in and out say, with the brand's own words in it. */
export function authWords({ language }: InLanguage): Translations["auth"] {
  return ownOr("auth", authTranslations[language.locale], authPlaceholders, language);
}

/** What a customer's own pages say, with the brand's own words in it. */
export function accountWords({ language }: InLanguage): Translations["account"] {
  return ownOr("account", accountTranslations[language.locale], accountPlaceholders, language);
}

/** What the elements in a shop's pages say, with the brand's own words in it. */
export function elementsWords({ language }: InLanguage): Translations["elements"] {
  return ownOr("elements", elementsTranslations[language.locale], elementsPlaceholders, language);
}

function ownOr<Words extends object>(
  area: PageArea,
  words: Words,
  placeholders: Placeholders,
  { own, tag }: SpokenLanguage,
): Words {
  return withOwnWords(words, { own, area, placeholders, language: tag });
}
