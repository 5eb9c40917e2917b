import * as z from "zod";
import type { List, Preferences } from "../../model/preferences.ts";
import { CHANNELS, type Topic } from "../../model/topic.ts";

/**
 * Customers to whom the same message may go.
 * - `cause:<slug>`: they chose that cause and want milestones
 * - `date:<MM-DD>`: they named that day and want dates
 * - `topic:<topic>`: they want that topic, whatever else they chose
 * - `list:<list>`: the brand's people on that list who want news of the community
 *
 * Membership reflects a customer's last saved preferences; whether a message goes to them is decided at the send.
 */
export const Audience = z
  .string()
  .regex(
    /^(cause:[a-z0-9][a-z0-9-]{0,47}|date:\d\d-\d\d|(topic|list):[a-z]{1,20})$/,
    "cause:…, date:MM-DD, topic:… or list:…",
  );
export type Audience = z.infer<typeof Audience>;

export function followersOf(cause: string): Audience {
  return `cause:${cause}`;
}
/** Customers who named a day of the year. */
export function datedOn(month: number, day: number): Audience {
  return `date:${twoDigits(month)}-${twoDigits(day)}`;
}
export function wantingTopic(topic: WideTopic): Audience {
  return `topic:${topic}`;
}
export function listedAs(list: List): Audience {
  return `list:${list}`;
}

/** Topics for which a journey or a letter reads every customer who wants them. */
const WIDE_TOPICS = ["community", "dates", "offers", "feedback"] as const satisfies readonly Topic[];
type WideTopic = (typeof WIDE_TOPICS)[number];

/** The audiences to which these preferences belong, each once. */
export function audiencesOf(
  preferences: Pick<Preferences, "topics" | "causes" | "lists"> & {
    readonly dates: readonly Pick<Preferences["dates"][number], "month" | "day">[];
  },
): Audience[] {
  const wants = (topic: Topic) => CHANNELS.some((channel) => preferences.topics[topic][channel]);
  const causes = wants("milestones") ? preferences.causes.map(({ cause }) => followersOf(cause)) : [];
  const dates = wants("dates") ? preferences.dates.map(({ month, day }) => datedOn(month, day)) : [];
  const topics = WIDE_TOPICS.filter(wants).map(wantingTopic);
  const lists = wants("community") ? (preferences.lists ?? []).map(listedAs) : [];
  return [...new Set([...causes, ...dates, ...topics, ...lists])];
}

function twoDigits(count: number): string {
  return String(count).padStart(2, "0");
}
