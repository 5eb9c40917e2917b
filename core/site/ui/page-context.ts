import type { Preferences } from "../../model/preferences.ts";
import type { AccountContext } from "./page.ts";
import { pageFormatter } from "./page-formatter.ts";

/**
 * Customers read their own pages in the language that they chose, unless they ask for another by name, and by their own
 * clock, if it is known.
 */
export function signedInContext(
  visit: AccountContext,
  { language, timeZone }: Pick<Preferences, "language" | "timeZone">,
): AccountContext {
  const locale = visit.carryLanguage ? visit.speech.locale : language;
  return { ...visit, speech: pageFormatter(locale, { timeZone: timeZone ?? visit.brand.timeZone }) };
}

/** A link to a page of ours with something to tell it, in the language that the visitor asked for. */
export function linkWith(
  path: string,
  told: Readonly<Record<string, string>>,
  { speech: { locale }, carryLanguage }: AccountContext,
): string {
  return `${path}?${new URLSearchParams({ ...told, ...(carryLanguage && { lang: locale }) })}`;
}
