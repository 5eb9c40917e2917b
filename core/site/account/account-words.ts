import type { Locale } from "../../model/cause.ts";
import type { AccountTranslations } from "./account-translations.ts";
import { accountGerman } from "./account-words.de.ts";
import { accountEnglish } from "./account-words.en.ts";

const catalogues: Readonly<Record<Locale, AccountTranslations>> = { en: accountEnglish, de: accountGerman };

/** All that a customer's own pages say, in one language. */
export function accountTranslations(locale: Locale): AccountTranslations {
  return catalogues[locale];
}
