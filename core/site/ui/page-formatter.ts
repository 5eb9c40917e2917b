import { agreedIn } from "../../i18n/consent-words.ts";
import { type Formatter, formatter } from "../../i18n/formatter.ts";
import { isAdded, languageNamed, OUR_LANGUAGES, type SpokenLanguage } from "../../i18n/language.ts";
import { communityWords } from "../../i18n/page-words.ts";
import type { Translations } from "../../i18n/translations.ts";
import type { Brand } from "../../model/cause.ts";

/** A page's language: its figures and days, and the texts that all pages share. `languages`: all that the page can be read in. */
export interface PageFormatter extends Formatter {
  readonly language: SpokenLanguage;
  readonly languages: readonly SpokenLanguage[];
  readonly words: Translations["community"];
}

/** For `lang` of what stands in our language on a page of another. Else undefined. */
export function langOf({ language, locale }: PageFormatter): string | undefined {
  return isAdded(language) ? locale : undefined;
}

/** The same of what customers agree to and what it is about, where it is in another language than the page. */
export function agreedLangOf({ language }: PageFormatter): string | undefined {
  const { tag } = agreedIn(language);
  return tag === language.tag ? undefined : tag;
}

/** As {@link formatter}, in the language of that tag, with the texts of it. */
export function pageFormatter(
  tag: string,
  brand?: Pick<Brand, "timeZone">,
  languages: readonly SpokenLanguage[] = OUR_LANGUAGES,
): PageFormatter {
  const language = languageNamed(tag, languages);
  return {
    ...formatter(language.locale, brand, language.tag),
    ...{ language, languages },
    text: (localised) => {
      const own = localised[language.locale];
      // Of its own alone: a cause may be called as something is that every object has, such as “constructor”.
      return (Object.hasOwn(language.texts, own) ? language.texts[own] : undefined) ?? own;
    },
    words: communityWords({ language }),
  };
}
