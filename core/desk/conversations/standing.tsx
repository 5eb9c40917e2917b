import { type ConversationHead, LEASE_MINUTES } from "../../conversations/thread/head.ts";
import { minutesAfter } from "../../model/instant.ts";
import type { Instant } from "../../model/purchase.ts";
import type { AccountContext } from "../../site/ui/page.ts";
import type { DeskSession } from "../sessions/desk-session.ts";
import type { ConversationWords } from "../words/conversation-words.ts";
import { actorOf, type StaffNames } from "./staff-names.ts";

/** By what a page says how a conversation stands. `at`: the time of the page. */
export interface ConversationReading {
  readonly context: AccountContext;
  readonly member: DeskSession;
  readonly words: ConversationWords;
  readonly nameOf: StaffNames;
  readonly at: Instant;
}

/** How a conversation is called: where they wrote last. */
export function titleOf(
  { channel }: ConversationHead,
  { words }: Pick<ConversationReading, "words">,
): string {
  return words.by[channel];
}

/** Who is answering it right now; undefined while nobody is, also where somebody has it. */
export function answering({ owner, takenAt, state }: ConversationHead, at: Instant) {
  const isLeased = takenAt !== undefined && minutesAfter(takenAt, LEASE_MINUTES) > at;
  return owner !== undefined && isLeased && state !== "closed" ? { owner, since: takenAt } : undefined;
}

/** What is due and by when, whether that is late, and who has it: in the same words wherever a conversation stands. */
export function HowItStands({
  head,
  reading,
}: {
  readonly head: ConversationHead;
  readonly reading: ConversationReading;
}) {
  const { context, words, at } = reading;
  const { dateTime } = context.formatter;
  const { clock } = head;
  const isLate =
    clock !== undefined && clock.kind !== "silence" && clock.kind !== "snooze" && clock.due <= at;
  return (
    <>
      <p>
        {clock === undefined ? words.states[head.state] : words.due[clock.kind](dateTime(clock.due))}
        {isLate && (
          <>
            {" "}
            <strong class="mark">{words.late}</strong>
          </>
        )}
      </p>
      <p>{ownerText(head, reading)}</p>
    </>
  );
}

function ownerText(
  head: ConversationHead,
  { context, member, words, nameOf, at }: ConversationReading,
): string {
  const now = answering(head, at);
  const { dateTime } = context.formatter;
  if (now?.owner === actorOf(member)) return words.youAnswer(dateTime(now.since));
  if (now !== undefined) return words.answers(nameOf(now.owner), dateTime(now.since));
  if (head.owner !== undefined) return words.owns(nameOf(head.owner));
  return head.group === "listeners" ? words.noOwner : words.owns(nameOf(head.group));
}

/** The marks of a conversation: a complaint, and its tags. */
export function Marks({
  head,
  words,
}: {
  readonly head: ConversationHead;
  readonly words: ConversationWords;
}) {
  return (
    <>
      {head.trouble && <span class="mark">{words.trouble}</span>}
      {head.tags.map((tag) => (
        <>
          {" "}
          <span class="mark">{tag}</span>
        </>
      ))}
    </>
  );
}
