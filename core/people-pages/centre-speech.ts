import type { Locale } from "../giving/cause.ts";
import { german } from "./centre-words.de.ts";
import { english } from "./centre-words.en.ts";
import type { CentreWords } from "./centre-words.ts";

const catalogues: Readonly<Record<Locale, CentreWords>> = { en: english, de: german };

/** All that a customer's own pages say, in one language. */
export function centreWords(locale: Locale): CentreWords {
  return catalogues[locale];
}
