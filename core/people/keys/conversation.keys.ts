import { customerPartition } from "./people.keys.ts";

interface Key {
  readonly pk: string;
  readonly sk: string;
}

/** All rows of one conversation: its events in their order, its head and the key of its words. */
export function conversationPartition(conversation: string): string {
  return `conversation#${conversation}`;
}
/** Append-only: written once, never changed. */
export function conversationEventKey(conversation: string, sequence: number): Key {
  return { pk: conversationPartition(conversation), sk: `e#${String(sequence).padStart(6, "0")}` };
}
/** The range of events after a sequence number; of all of them without one. */
export function eventsAfter(sequence = 0): { readonly from: string; readonly to: string } {
  return { from: conversationEventKey("", sequence + 1).sk, to: "e#~" };
}
/** What the events fold to, and under which condition the next is appended. */
export function conversationHeadKey(conversation: string): Key {
  return { pk: conversationPartition(conversation), sk: "head" };
}
/** The salt of the conversation's words, itself encrypted under its customer's. */
export function conversationSaltKey(conversation: string): Key {
  return { pk: conversationPartition(conversation), sk: "salt" };
}
/** That these words are an event already, and of which conversation. */
export function heardKey(words: string): Key {
  return { pk: `heard#${words}`, sk: "heard" };
}
/** A queue of the desk: `open`, `waiting`, `snoozed`, `closed#2026-11`. */
export function deskPartition(queue: string): string {
  return `desk#${queue}`;
}
/** The one row of a conversation among the queues, by when it is due. */
export function deskKey(queue: string, due: string, conversation: string): Key {
  return { pk: deskPartition(queue), sk: `${due}#${conversation}` };
}
/** A conversation among its customer's rows, so that export, forgetting and the decision find it. */
export function knownConversationKey(customer: string, conversation: string): Key {
  return { pk: customerPartition(customer), sk: `conversation#${conversation}` };
}
export const KNOWN_CONVERSATIONS = { from: "conversation#", to: "conversation#~" } as const;
/** The conversation that a customer's next words on a channel continue. */
export function talkingKey(customer: string, channel: string): Key {
  return { pk: customerPartition(customer), sk: `talking#${channel}` };
}
/** Which sentences went to customers in a month, by their keyed hash; and to which conversation, by another. */
export function sentencesPartition(month: string): string {
  return `sentences#${month}`;
}
export function sentenceKey(month: string, sentence: string, conversation: string): Key {
  return { pk: sentencesPartition(month), sk: `${sentence}#${conversation}` };
}
/** Conversations of an address that is no customer's, by its keyed hash. */
export function strangerPartition(channel: string, hmac: string): string {
  return `stranger#${channel}#${hmac}`;
}
export function strangerConversationKey(channel: string, hmac: string, conversation: string): Key {
  return { pk: strangerPartition(channel, hmac), sk: `conversation#${conversation}` };
}
export function strangerTalkingKey(channel: string, hmac: string): Key {
  return { pk: strangerPartition(channel, hmac), sk: "talking" };
}
