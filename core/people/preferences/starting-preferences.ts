import type { WeightedCause } from "../../model/customer.ts";
import { Preferences } from "../../model/preferences.ts";
import { type MessageChannel, TOPICS, type Topic } from "../../model/topic.ts";

/** The preferences of a customer who has chosen nothing: every topic is off. Version 0 was never saved. */
export function startingPreferences(
  language: Preferences["language"],
  causes: readonly WeightedCause[] = [],
): Preferences {
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

/** The same preferences with these topics on, or off, on their channels. */
export function ticked(
  preferences: Preferences,
  about: readonly { readonly topic: Topic; readonly channel: MessageChannel }[],
  on: boolean,
): Preferences {
  const topics = { ...preferences.topics };
  for (const { topic, channel } of about) topics[topic] = { ...topics[topic], [channel]: on };
  return { ...preferences, topics };
}
