import type { Locale } from "../giving/cause.ts";
import { german } from "./way-in-words.de.ts";
import { english } from "./way-in-words.en.ts";
import type { WayInWords } from "./way-in-words.ts";

const words: Readonly<Record<Locale, WayInWords>> = { en: english, de: german };

/** What is said on the way in and out, in this language. */
export function wayInWords(locale: Locale): WayInWords {
  return words[locale];
}
