import type { Locale } from "../../model/cause.ts";
import { german } from "./de.ts";
import type { DeskWords } from "./desk-words.ts";
import { english } from "./en.ts";

const byLocale: Readonly<Record<Locale, DeskWords>> = { en: english, de: german };

/** The desk's words in the language of a page. */
export function deskWords({ locale }: { readonly locale: Locale }): DeskWords {
  return byLocale[locale];
}
