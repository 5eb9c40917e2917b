import * as z from "zod";
import { minutesAfter } from "../../model/instant.ts";
import type { Instant } from "../../model/purchase.ts";
import type { Channel } from "../../model/topic.ts";
import type { RateLimitStore } from "./rate-limit.store.ts";
import { type RateLimit, windowOf } from "./rate-limit.ts";

const Most = z.int().min(1);

/**
 * The most messages of a day (in UTC), apart for those who can cause them: a flood of one kind uses up nothing of another.
 * - `questions`: whether an address is its owner's. Anybody can have one sent to any address
 * - `links`: to sign in. Anybody can have one sent to a customer. By text there are as many as questions by text, counted apart
 * - `customers`: all other texts, which customers agreed to or ask for by a text of their own. Their letters have no bound
 * - `source`: what one source address causes by forms: questions by text, questions by letter, and links
 */
export const DayBounds = z.object({
  questions: z.object({ texts: Most, textsPerCountry: Most, letters: Most }),
  links: z.object({ letters: Most }),
  customers: z.object({ texts: Most, textsPerCountry: Most }),
  source: z.object({ texts: Most, letters: Most }),
});
export type DayBounds = z.infer<typeof DayBounds>;

/** By whom a message can be caused. */
export type CausedBy = "questions" | "links" | "customers";

/** One count of a day: a limit, and what is counted by it. */
export interface DayBound {
  readonly limit: RateLimit;
  readonly subject: string;
}

const DAY_MINUTES = 24 * 60;
const ALL = "all";

function dayBound(name: string, max: number, subject: string): DayBound {
  return { limit: { name: `day.${name}`, max, minutes: DAY_MINUTES }, subject };
}

/** When the counts of the day begin again. */
export function nextDay(at: Instant): Instant {
  return minutesAfter(windowOf({ name: "", max: 1, minutes: DAY_MINUTES }, at), DAY_MINUTES);
}

/**
 * The counts of a form that causes a message, before it does: that of its source, then of all sources together, so that a
 * flood ends here, before it is an event, a run and a call of the provider.
 */
export function boundsOfForm(
  { source: ofSource, questions, links }: DayBounds,
  {
    causes,
    channel,
    source,
  }: { readonly causes: "questions" | "links"; readonly channel: Channel; readonly source?: string },
): readonly DayBound[] {
  const name = `${causes}.${channel}`;
  const ofOne = channel === "sms" ? ofSource.texts : ofSource.letters;
  const ofAll = channel === "sms" ? questions.texts : causes === "links" ? links.letters : questions.letters;
  return [
    ...(source === undefined ? [] : [dayBound(`source.${name}`, ofOne, source)]),
    dayBound(`forms.${name}`, ofAll, ALL),
  ];
}

/** The counts of a message that is about to be sent: for a text that of its country, then of all. */
export function boundsOfSend(
  { questions, links, customers }: DayBounds,
  {
    causedBy,
    channel,
    country = "none",
  }: { readonly causedBy: CausedBy; readonly channel: Channel; readonly country?: string | undefined },
): readonly DayBound[] {
  const name = `${causedBy}.${channel}`;
  if (channel === "email") {
    if (causedBy === "customers") return [];
    return [dayBound(name, causedBy === "links" ? links.letters : questions.letters, ALL)];
  }
  const { texts, textsPerCountry } = causedBy === "customers" ? customers : questions;
  return [dayBound(`${name}.country`, textsPerCountry, country), dayBound(name, texts, ALL)];
}

/**
 * Counts one more message in each of these; undefined if all allow it. Else the name of the first that is reached, and those
 * after it count nothing. Repeating it counts again: a bound may be reached early, never passed.
 */
export async function reachedBound(
  limits: RateLimitStore,
  bounds: readonly DayBound[],
): Promise<string | undefined> {
  for (const { limit, subject } of bounds) {
    if ((await limits.consume(limit, subject)) === "exceeded") return limit.name;
  }
  return undefined;
}
