import { communityTranslations } from "../../i18n/dictionaries.ts";
import { type Formatter, formatter } from "../../i18n/formatter.ts";
import type { Translations } from "../../i18n/translations.ts";
import type { Brand, Locale } from "../../model/cause.ts";

/** A page's language: its figures and days, and the texts that all pages share. */
export interface PageFormatter extends Formatter {
  readonly words: Translations["community"];
}

/** As {@link formatter}, with the texts of that language. */
export function pageFormatter(locale: Locale, brand?: Pick<Brand, "timeZone">): PageFormatter {
  return { ...formatter(locale, brand), words: communityTranslations[locale] };
}
