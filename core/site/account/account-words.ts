import type { Locale } from "../../model/cause.ts";
import type { CentreWords } from "./account-translations.ts";
import { german } from "./account-words.de.ts";
import { english } from "./account-words.en.ts";

const catalogues: Readonly<Record<Locale, CentreWords>> = { en: english, de: german };

/** All that a customer's own pages say, in one language. */
export function centreWords(locale: Locale): CentreWords {
  return catalogues[locale];
}
