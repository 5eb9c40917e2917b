import type { Locale } from "../../model/cause.ts";
import type { AuthTranslations } from "./auth-translations.ts";
import { authGerman } from "./auth-words.de.ts";
import { authEnglish } from "./auth-words.en.ts";

const words: Readonly<Record<Locale, AuthTranslations>> = { en: authEnglish, de: authGerman };

/** What is said on the way in and out, in this language. */
export function authTranslations(locale: Locale): AuthTranslations {
  return words[locale];
}
