import type { CustomerId } from "../model/customer.ts";
import { CHANNELS, type Channel } from "../model/topic.ts";
import type { LimitStore } from "./rate-limit/rate-limit.store.ts";
import { QUESTIONS } from "./rate-limit/rate-limit.ts";
import type { Joined, Wish } from "./subscribe.ts";

/** What somebody asked for on one channel, in one request. */
export interface Asked {
  readonly customer: CustomerId;
  readonly join: string;
  readonly channel: Channel;
  readonly topics: readonly Wish["topic"][];
}

export interface AskDeps {
  /** Has the question written to the address. The same `join` again asks nothing twice. */
  readonly askWhether: (asked: Asked) => Promise<void>;
  readonly limits: LimitStore;
}

/** Asks on each channel whether it was them. Beyond the limit nobody is asked, and nobody is told. */
export async function askWithin(
  { askWhether, limits }: AskDeps,
  { customer, asked }: Extract<Joined, { outcome: "joined" }>,
  join: string,
): Promise<void> {
  for (const channel of CHANNELS) {
    const topics = asked.filter((wish) => wish.channel === channel).map(({ topic }) => topic);
    if (topics.length === 0) continue;
    if ((await limits.take(QUESTIONS, `${customer} ${channel}`)) === "within")
      await askWhether({ customer, join, channel, topics });
  }
}
