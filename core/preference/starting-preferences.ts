import type { WeightedCause } from "../customer/customer.ts";
import type { Locale } from "../giving/cause.ts";
import { TOPICS } from "../message/topic.ts";
import { Preferences } from "./preference.ts";

/** What holds before a person has chosen anything: no topic is on. Version 0 is the one that was never saved. */
export function startingPreferences(language: Locale, causes: readonly WeightedCause[] = []): Preferences {
  const off = { email: false, sms: false, rhythm: "eachTime" };
  return Preferences.parse({
    version: 0,
    topics: Object.fromEntries(TOPICS.map((topic) => [topic, off])),
    language,
    causes,
    interests: [],
    dates: [],
    giftsForOthers: false,
  });
}
