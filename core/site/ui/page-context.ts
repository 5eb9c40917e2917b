import { homeClock } from "../../messaging/eligibility/clocks.ts";
import type { Preferences } from "../../model/preferences.ts";
import type { AccountContext } from "./page.ts";
import { pageFormatter } from "./page-formatter.ts";

/**
 * Customers read their own pages in the language that they chose, unless they ask for another by name, and by their own
 * clock: that of their place, if it is known.
 */
export function signedInContext(
  context: AccountContext,
  preferences: Pick<Preferences, "language" | "timeZone" | "country" | "region">,
): AccountContext {
  const locale = context.carryLanguage ? context.formatter.locale : preferences.language;
  const timeZone = homeClock(preferences, context.brand.timeZone);
  return { ...context, formatter: pageFormatter(locale, { timeZone }) };
}

/** A link to a page of ours with a query, in the language that the visitor asked for. */
export function linkWith(
  path: string,
  query: Readonly<Record<string, string>>,
  { formatter: { locale }, carryLanguage }: AccountContext,
): string {
  return `${path}?${new URLSearchParams({ ...query, ...(carryLanguage && { lang: locale }) })}`;
}
