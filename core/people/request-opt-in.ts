import type { CustomerId } from "../model/customer.ts";
import { CHANNELS, type Channel } from "../model/topic.ts";
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
}

/** Asks the customer on each channel to confirm. Beyond the limit no question is sent, and the caller is not told. */
export async function requestOptIn(
  { requestConfirmation, limits }: RequestOptInDeps,
  { customer, requested }: Extract<Joined, { outcome: "joined" }>,
  join: string,
): Promise<void> {
  for (const channel of CHANNELS) {
    const topics = requested.filter((wish) => wish.channel === channel).map(({ topic }) => topic);
    if (topics.length === 0) continue;
    if ((await limits.consume(QUESTIONS, `${customer} ${channel}`)) === "allowed")
      await requestConfirmation({ customer, join, channel, topics });
  }
}
