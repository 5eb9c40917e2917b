import type { Locale } from "../model/cause.ts";
import type { Instant } from "../model/purchase.ts";
import type { Key } from "../platform/aws/key.ts";

/** The recorded words of one version of some terms, `everyday@3`. */
export function disclosedPartition(terms: string): string {
  return `disclosed#${terms}`;
}

export function disclosedLanguage(language: Locale): string {
  return `${language}#`;
}

/** The words as they were from a point in time on. Such a row is never changed. */
export function disclosedKey(terms: string, language: Locale, recordedAt: Instant): Key {
  return { pk: disclosedPartition(terms), sk: `${disclosedLanguage(language)}${recordedAt}` };
}
