import type { CustomerId } from "../model/customer.ts";
import { CHANNELS, type Channel } from "../model/topic.ts";
import { boundsOfForm, type DayBounds, reachedBound } from "./rate-limit/day-bounds.ts";
import type { RateLimitStore } from "./rate-limit/rate-limit.store.ts";
import { QUESTIONS } from "./rate-limit/rate-limit.ts";
import type { Joined, OptInRequest } from "./subscribe.ts";

/** The question to a customer about the wishes of one request on one channel. */
export interface OptInQuestion {
  readonly customer: CustomerId;
  readonly join: string;
  readonly channel: Channel;
  readonly topics: readonly OptInRequest["topic"][];
}

export interface RequestOptInDeps {
  /** Publishes the question, which a journey sends to the address. The same `join` again asks nothing twice. */
  readonly requestConfirmation: (question: OptInQuestion) => Promise<void>;
  readonly limits: RateLimitStore;
  readonly dayBounds: DayBounds;
}

/**
 * Asks the customer on each channel to confirm. Beyond a limit no question is sent, and whoever asked is not told. `source`:
 * the source address of a form; a till has none. Returns the names of the day's bounds that are reached.
 */
export async function requestOptIn(
  { requestConfirmation, limits, dayBounds }: RequestOptInDeps,
  { customer, requested }: Extract<Joined, { outcome: "joined" }>,
  { join, source }: { readonly join: string; readonly source?: string },
): Promise<readonly string[]> {
  const reached: string[] = [];
  for (const channel of CHANNELS) {
    const topics = requested.filter((wish) => wish.channel === channel).map(({ topic }) => topic);
    if (topics.length === 0) continue;
    if ((await limits.consume(QUESTIONS, `${customer} ${channel}`)) === "exceeded") continue;
    const cause = { causes: "questions", channel, ...(source !== undefined && { source }) } as const;
    const bound = await reachedBound(limits, boundsOfForm(dayBounds, cause));
    if (bound !== undefined) reached.push(bound);
    else await requestConfirmation({ customer, join, channel, topics });
  }
  return reached;
}
