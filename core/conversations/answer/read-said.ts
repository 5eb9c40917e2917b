import { SIGNED_LETTERS_MAX } from "../../messaging/content/catalog.ts";
import type { InReplyTo, SaidAnswer, SaidIn } from "../../messaging/delivery/delivery.ts";
import type { CustomerId } from "../../model/customer.ts";
import { minutesAfter } from "../../model/instant.ts";
import type { ConversationStore, ReadEvent } from "../thread/conversation.store.ts";
import type { ConversationHead } from "../thread/head.ts";
import { answerLinesOf } from "./answer-words.ts";

/** So long after their words an answer is at once: who texts at night is awake, and waits. */
export const PROMPT_MINUTES = 30;
/** What a mail names of those before it. */
const REFERENCES_MAX = 20;
const SUBJECT_CHARS_MAX = 150;

/**
 * Whether an answer may still be sent: it is the one on its way, and nothing was heard since. Words that come between this and
 * the claim are for the claim to see. A conversation that was closed after its answer sends it all the same, unless its words
 * are forgotten.
 */
function answerStands({ onItsWay, heard, closedAs }: ConversationHead, answer: number): boolean {
  return onItsWay?.answer === answer && heard < answer && closedAs !== "forgotten";
}

/** Opens an answer for the moment in which it is sent; undefined: it does not stand, or its words can be read by nobody. */
export function readSaid(conversations: Pick<ConversationStore, "head" | "read">) {
  return async ({ conversation, answer }: SaidIn, customer: CustomerId): Promise<SaidAnswer | undefined> => {
    const head = await conversations.head(conversation);
    if (head === undefined || head.customer !== customer || !answerStands(head, answer)) return undefined;
    const events = await conversations.read(head);
    const given = events.find(({ sequence }) => sequence === answer);
    const { fact, words } = given ?? {};
    if (fact?.kind !== "answerGiven" || words?.to === undefined) return undefined;
    const mail = fact.channel === "email" ? lastMail(events, answer) : undefined;
    const inReplyTo = mail && repliesTo(mail);
    return {
      channel: fact.channel,
      hmac: words.to,
      conversation,
      facts: {
        own: answerLinesOf(words.said),
        signed: (words.signed ?? "").slice(0, SIGNED_LETTERS_MAX),
        subject: mail?.subject === undefined ? null : plainSubject(mail.subject),
      },
      promptUntil: minutesAfter(head.heardAt, PROMPT_MINUTES),
      ...(inReplyTo && { inReplyTo }),
    };
  };
}

type Mail = NonNullable<NonNullable<ReadEvent["words"]>["mail"]>;

/** Of the customer's last words by mail before the answer. */
function lastMail(events: readonly ReadEvent[], answer: number): Mail | undefined {
  return events.findLast(
    ({ sequence, fact, words }) =>
      sequence < answer && fact.kind === "personWrote" && fact.channel === "email" && words?.mail,
  )?.words?.mail;
}

function repliesTo({ messageId, references = "" }: Mail): InReplyTo | undefined {
  const idsOf = (text: string) => text.match(/<[^<>\s]+>/g) ?? [];
  const [id] = idsOf(messageId ?? "");
  if (id === undefined) return undefined;
  const before = idsOf(references).filter((one) => one !== id);
  return { messageId: id, references: [...before.slice(-REFERENCES_MAX), id].join(" ") };
}

/** Without what mail programs put before it, however often; null where nothing is left. */
function plainSubject(subject: string): string | null {
  const plain = subject
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ")
    .replace(/^(?:\s*(?:re|aw|fwd?|wg|antw|sv|tr)\s*:)+/i, "")
    .trim()
    .slice(0, SUBJECT_CHARS_MAX)
    .toWellFormed();
  return plain === "" ? null : plain;
}
