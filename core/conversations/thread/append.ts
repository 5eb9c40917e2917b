import type { ConversationId } from "../../model/conversation.ts";
import type { Instant } from "../../model/purchase.ts";
import type { Actor, ClockState, ConversationEvent, ConversationFact, SealedWords } from "./event.ts";
import { type ConversationHead, firstHead, headAfter } from "./head.ts";

/** What is to be appended: a fact, and the words that are sealed beside it. */
export interface Said {
  readonly fact: ConversationFact;
  readonly words?: SealedWords;
}

/** An event with its words in the clear, on their way to the store. */
export interface SaidEvent {
  readonly event: ConversationEvent;
  readonly words?: SealedWords;
}

/** What runs from this head on; undefined: nothing. */
export type ClockOf = (head: ConversationHead) => Promise<ClockState | undefined>;

/** Of a conversation that ends. */
export const withoutClock: ClockOf = async () => undefined;

/** Facts as the next events of a conversation, each with the clock after it, and the head that they lead to. */
export async function nextEvents(
  conversation: ConversationId,
  before: ConversationHead | undefined,
  said: readonly Said[],
  { actor, at, clockOf }: { readonly actor: Actor; readonly at: Instant; readonly clockOf: ClockOf },
): Promise<{ readonly events: readonly SaidEvent[]; readonly after: ConversationHead }> {
  let head = before;
  const events: SaidEvent[] = [];
  for (const { fact, words } of said) {
    const event: ConversationEvent = { sequence: (head?.version ?? 0) + 1, at, actor, fact };
    const next = after(conversation, head, event);
    const clock = await clockOf(next);
    const timed = clock === undefined ? event : { ...event, clock };
    head = after(conversation, head, timed);
    events.push({ event: timed, ...(words && { words }) });
  }
  if (head === undefined) throw new Error("A conversation begins with what a person wrote");
  return { events, after: head };
}

function after(
  conversation: ConversationId,
  head: ConversationHead | undefined,
  event: ConversationEvent,
): ConversationHead {
  return head === undefined ? firstHead(conversation, event) : headAfter(head, event);
}
