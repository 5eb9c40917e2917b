import type { CustomerId } from "../../model/customer.ts";
import type { CopyStore } from "../../people/records/copy.store.ts";
import type { PeopleStore } from "../../people/records/people.store.ts";
import { type ReplySubject, threadMark } from "../../people/sessions/reply-address.ts";
import type { SentTo } from "./receive-mail.ts";

/** So many messages back people answer; each costs one read. */
const QUOTED_MAX = 12;
const LOOKED_AT_MAX = 50;

export interface SentToDeps<Conversation extends string> {
  readonly people: Pick<PeopleStore, "history">;
  readonly copies: Pick<CopyStore, "read">;
  readonly conversationsOf: (customer: CustomerId) => Promise<readonly Conversation[]>;
}

/**
 * What a customer may quote: their last letters, as they can read them again, and the one that they answer, however old. Which
 * conversation an address stands for is found among theirs alone.
 */
export function sentTo<Conversation extends string>({
  people,
  copies,
  conversationsOf,
}: SentToDeps<Conversation>) {
  return async (customer: CustomerId, subject: ReplySubject | undefined): Promise<SentTo> => {
    const { entries } = await people.history(customer, { limit: LOOKED_AT_MAX });
    const kept = entries.filter(
      (entry) => entry.outcome === "sent" && entry.copied === true && entry.channel === "email",
    );
    const mark = subject?.kind === "thread" ? subject.thread : undefined;
    const answered = kept.filter(({ sendKey }) => threadMark(sendKey) === mark);
    const quotable = [...new Set([...answered, ...kept.slice(0, QUOTED_MAX)])];
    const texts: string[] = [];
    for (const { at, sendKey } of quotable) {
      const copy = await copies.read(customer, { at, sendKey });
      if (copy !== undefined) texts.push(copy.text);
    }
    const conversation =
      mark && (await conversationsOf(customer)).find((conversation) => threadMark(conversation) === mark);
    return { texts, ...(conversation && { conversation }) };
  };
}
