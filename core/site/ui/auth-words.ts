import type { Locale } from "../../model/cause.ts";
import type { WayInWords } from "./auth-translations.ts";
import { german } from "./auth-words.de.ts";
import { english } from "./auth-words.en.ts";

const words: Readonly<Record<Locale, WayInWords>> = { en: english, de: german };

/** What is said on the way in and out, in this language. */
export function wayInWords(locale: Locale): WayInWords {
  return words[locale];
}
