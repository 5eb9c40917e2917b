import type { CustomerId } from "../model/customer.ts";
import { CHANNELS, type Channel } from "../model/topic.ts";
import type { RateLimitStore } from "./rate-limit/rate-limit.store.ts";
import { QUESTIONS } from "./rate-limit/rate-limit.ts";
import type { Joined, OptInRequest } from "./subscribe.ts";

/** What somebody asked for on one channel, in one request. */
export interface OptInQuestion {
  readonly customer: CustomerId;
  readonly join: string;
  readonly channel: Channel;
  readonly topics: readonly OptInRequest["topic"][];
}

export interface RequestOptInDeps {
  /** Has the question written to the address. The same `join` again asks nothing twice. */
  readonly askWhether: (asked: OptInQuestion) => Promise<void>;
  readonly limits: RateLimitStore;
}

/** Asks on each channel whether it was them. Beyond the limit nobody is asked, and nobody is told. */
export async function requestOptIn(
  { askWhether, limits }: RequestOptInDeps,
  { customer, asked }: Extract<Joined, { outcome: "joined" }>,
  join: string,
): Promise<void> {
  for (const channel of CHANNELS) {
    const topics = asked.filter((wish) => wish.channel === channel).map(({ topic }) => topic);
    if (topics.length === 0) continue;
    if ((await limits.consume(QUESTIONS, `${customer} ${channel}`)) === "within")
      await askWhether({ customer, join, channel, topics });
  }
}
