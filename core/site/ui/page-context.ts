import type { Preferences } from "../../model/preferences.ts";
import type { AccountContext } from "./page.ts";
import { pageFormatter } from "./page-formatter.ts";

/**
 * Customers read their own pages in the language that they chose, unless they ask for another by name, and by their own
 * clock, if it is known.
 */
export function signedInContext(
  context: AccountContext,
  { language, timeZone }: Pick<Preferences, "language" | "timeZone">,
): AccountContext {
  const locale = context.carryLanguage ? context.formatter.locale : language;
  return { ...context, formatter: pageFormatter(locale, { timeZone: timeZone ?? context.brand.timeZone }) };
}

/** A link to a page of ours with a query, in the language that the visitor asked for. */
export function linkWith(
  path: string,
  query: Readonly<Record<string, string>>,
  { formatter: { locale }, carryLanguage }: AccountContext,
): string {
  return `${path}?${new URLSearchParams({ ...query, ...(carryLanguage && { lang: locale }) })}`;
}
