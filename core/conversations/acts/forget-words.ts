import type { CustomerId } from "../../model/customer.ts";
import type { AddressHash } from "../../people/contacts/suppression.ts";
import { retryContended } from "../../platform/aws/contention.ts";
import type { Now } from "../../platform/clock.ts";
import { nextEvents, withoutClock } from "../thread/append.ts";
import type { ConversationStore } from "../thread/conversation.store.ts";

export interface ForgetWordsDeps {
  readonly conversations: Pick<
    ConversationStore,
    "head" | "append" | "ofCustomer" | "ofStranger" | "shred" | "unname" | "dropStranger"
  >;
  readonly now: Now;
}

/**
 * Forgets what somebody wrote and was answered: the words can be read by nobody and nothing says whose they were; kinds and times
 * stay, and what was open is closed. A customer's words go for good with their salt. Answers how many conversations there were; a second call finishes
 * what a crash left.
 */
export function forgetWords(deps: ForgetWordsDeps) {
  const { conversations, now } = deps;
  return async (who: CustomerId | AddressHash): Promise<number> => {
    const isCustomer = typeof who === "string";
    const theirs = isCustomer ? await conversations.ofCustomer(who) : await conversations.ofStranger(who);
    for (const conversation of theirs) {
      await retryContended("one conversation", async () => {
        const head = await conversations.head(conversation);
        if (head === undefined || head.state === "closed") return "closed";
        const closed = [{ fact: { kind: "closed", as: "forgotten" } as const }];
        const act = { actor: "system", at: now(), clockOf: withoutClock } as const;
        const { events, after } = await nextEvents(conversation, head, closed, act);
        const appended = await conversations.append({ before: head, after, events });
        return appended === "lost" ? "lost" : "closed";
      });
      await conversations.shred(conversation);
      if (isCustomer) await conversations.unname(conversation);
    }
    if (!isCustomer) await conversations.dropStranger(who);
    return theirs.length;
  };
}
