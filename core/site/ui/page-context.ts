import { isAdded } from "../../i18n/language.ts";
import { isMessageLanguage, messageLanguage } from "../../i18n/message-language.ts";
import { homeClock } from "../../messaging/eligibility/clocks.ts";
import type { Preferences } from "../../model/preferences.ts";
import type { AccountContext } from "./page.ts";
import { pageFormatter } from "./page-formatter.ts";

/**
 * Customers read their own pages in the language that they chose for messages, or its base where pages are not in it, unless they
 * ask for another by name or read one that the brand adds to pages alone; and by their own clock: that of their place, if it is
 * known.
 */
export function signedInContext(
  context: AccountContext,
  preferences: Pick<Preferences, "language" | "timeZone" | "country" | "region">,
): AccountContext {
  const { language, languages } = context.formatter;
  const isOfPagesAlone = isAdded(language) && !isMessageLanguage(language.tag);
  const isRead = languages.some(({ tag }) => tag === preferences.language);
  const chosen = isRead ? preferences.language : messageLanguage(preferences.language).locale;
  const tag = context.carryLanguage || isOfPagesAlone ? language.tag : chosen;
  const timeZone = homeClock(preferences, context.brand.timeZone);
  return { ...context, formatter: pageFormatter(tag, { timeZone }, languages) };
}

/** A link to a page of ours with a query, in the language that the visitor asked for. */
export function linkWith(
  path: string,
  query: Readonly<Record<string, string>>,
  { formatter: { language }, carryLanguage }: AccountContext,
): string {
  return `${path}?${new URLSearchParams({ ...query, ...(carryLanguage && { lang: language.tag }) })}`;
}
