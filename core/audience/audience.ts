import * as z from "zod";
import { CHANNELS, type Topic } from "../message/topic.ts";
import type { Preferences } from "../preference/preference.ts";

/**
 * People who may be told of the same thing.
 * - `cause:<slug>`: they chose that cause and want to hear of milestones
 * - `date:<MM-DD>`: they named that day and want to hear of dates
 * - `everybody`: whoever has joined
 *
 * Who belongs to one wanted it when they last said something; whether they are written to is decided at the send.
 */
export const Audience = z
  .string()
  .regex(/^(everybody|cause:[a-z0-9][a-z0-9-]{0,47}|date:\d\d-\d\d)$/, "everybody, cause:… or date:MM-DD");
export type Audience = z.infer<typeof Audience>;

export function followersOf(cause: string): Audience {
  return `cause:${cause}`;
}
/** Those who named a day of the year. */
export function datedOn(month: number, day: number): Audience {
  return `date:${twoDigits(month)}-${twoDigits(day)}`;
}

/** The audiences that these preferences belong to, each once. */
export function audiencesOf(preferences: Pick<Preferences, "topics" | "causes" | "dates">): Audience[] {
  const wants = (topic: Topic) => CHANNELS.some((channel) => preferences.topics[topic][channel]);
  const causes = wants("milestones") ? preferences.causes.map(({ cause }) => followersOf(cause)) : [];
  const dates = wants("dates") ? preferences.dates.map(({ month, day }) => datedOn(month, day)) : [];
  return ["everybody", ...new Set([...causes, ...dates])];
}

function twoDigits(count: number): string {
  return String(count).padStart(2, "0");
}
