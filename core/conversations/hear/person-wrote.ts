import {
  CONVERSATION_ID_BYTES,
  type ConversationId,
  conversationIdOf,
  type Matter,
  type WordsId,
} from "../../model/conversation.ts";
import { minutesBetween } from "../../model/instant.ts";
import type { Instant } from "../../model/purchase.ts";
import type { Why } from "../../people/sms/sms-inbox.ts";
import { retryContended } from "../../platform/aws/contention.ts";
import type { RandomBytes } from "../../platform/random.ts";
import { type ClockOf, nextEvents, type Said } from "../thread/append.ts";
import type { ConversationStore, Heard, Party } from "../thread/conversation.store.ts";
import {
  type ConversationFact,
  type KnownBy,
  SAID_CHARS_MAX,
  type SealedWords,
  WHOLE_CHARS_MAX,
  type WordsChannel,
} from "../thread/event.ts";
import type { ConversationHead } from "../thread/head.ts";
import { isThanks } from "./thanks.ts";

/** Words after this open a conversation of their own, unless they name the one that they continue. */
export const CONTINUES_HOURS = 72;

/**
 * What a person wrote, as it arrived.
 * - `id`: made of the network's or the provider's own id: the same words are one event, however often they arrive
 * - `customer`, `by`: who it is, and how sure that is; without a customer `by` is `stranger`. `address`: where it came from, by
 *   its keyed hash; absent on a form. Of somebody who is being forgotten it is kept as a stranger's
 * - `conversation`: the one that a reply address names; one of somebody else is not continued
 * - `said`: their own words; `whole`: the message with what it quotes; `from`: the address in the clear
 * - `readAs`: why a text waits for a person; `trouble`: it comes with a complaint; `spam`: it is closed at once
 * - `saidAt` by the network's clock, `at` by ours
 */
export interface PersonWords extends Party {
  readonly id: WordsId;
  readonly channel: WordsChannel;
  readonly by: KnownBy;
  readonly conversation?: ConversationId;
  readonly said: string;
  readonly whole?: string;
  readonly from?: string;
  readonly mail?: SealedWords["mail"];
  readonly attachments?: SealedWords["attachments"];
  readonly readAs?: Why;
  readonly trouble?: true;
  readonly matter?: Matter;
  readonly spam?: true;
  readonly saidAt: Instant;
  readonly at: Instant;
}

/**
 * - `opened`, `continued`, `reopened`: it is an event now, the last of its conversation unless that was closed at once
 * - `duplicate`: it was one before
 * - `forgotten`: its customer is being forgotten, and it came from no address: nothing is kept
 */
export type WordsHeard =
  | ({ readonly outcome: "opened" | "continued" | "reopened" | "duplicate" } & Heard)
  | { readonly outcome: "forgotten" };

export interface PersonWroteDeps {
  readonly conversations: Pick<ConversationStore, "head" | "heardBefore" | "talking" | "append">;
  readonly clockOf: ClockOf;
  readonly random: RandomBytes;
}

/**
 * Appends what a person wrote to their conversation, or opens one. The same words are heard once: a second call finds them.
 * Which conversation, in this order: the one that is named; the one they talk in on this channel, while it is open and for
 * {@link CONTINUES_HOURS} after their last words; a new one. Turns nothing on or off: who reads STOP does so before.
 */
export function personWrote(deps: PersonWroteDeps): (words: PersonWords) => Promise<WordsHeard> {
  return (words) => retryContended("the conversation of one person", () => attempt(deps, words));
}

/** `apart`: in a conversation of its own, as nothing can be kept in the one that it would continue. */
async function attempt(
  deps: PersonWroteDeps,
  words: PersonWords,
  apart: boolean = false,
): Promise<WordsHeard | "lost"> {
  const { conversations, clockOf, random } = deps;
  const before = await conversations.heardBefore(words.id);
  if (before !== undefined) return { outcome: "duplicate", ...before };
  const { id, channel, at, customer, address } = words;
  const party = { ...(customer && { customer }), ...(address && { address }) };
  const was = await conversations.talking(party, channel);
  const head = apart ? undefined : await continued(deps, words, was);
  const conversation = head?.conversation ?? conversationIdOf(random(CONVERSATION_ID_BYTES));
  const said = saidIn(words, head);
  const { events, after } = await nextEvents(conversation, head, said, { actor: "person", at, clockOf });
  const appended = await conversations.append({
    ...(head && { before: head }),
    after,
    events,
    heard: { words: id, party, channel, ...(was && { was }) },
  });
  if (appended === "lost") return "lost";
  if (appended === "sealedOff") return elsewhere(deps, words, head);
  const outcome = head === undefined ? "opened" : head.state === "closed" ? "reopened" : "continued";
  return { outcome, conversation, sequence: (head?.version ?? 0) + 1 };
}

/** Where the words of a conversation are gone, in one of its own; where there is no customer any more, as a stranger's. */
async function elsewhere(
  deps: PersonWroteDeps,
  words: PersonWords,
  head: ConversationHead | undefined,
): Promise<WordsHeard | "lost"> {
  if (head !== undefined) return attempt(deps, words, true);
  const { customer, ...unknown } = words;
  if (customer === undefined || words.address === undefined) return { outcome: "forgotten" };
  return attempt(deps, { ...unknown, by: "stranger" });
}

async function continued(
  { conversations }: PersonWroteDeps,
  { conversation: named, customer, at }: PersonWords,
  talking: ConversationId | undefined,
): Promise<ConversationHead | undefined> {
  const asked = customer && named && (await conversations.head(named));
  if (asked !== undefined && asked.customer === customer) return asked;
  const current = talking && (await conversations.head(talking));
  if (current === undefined || current.customer !== customer) return undefined;
  const isRecent = minutesBetween(current.heardAt, at) < CONTINUES_HOURS * 60;
  return current.state !== "closed" || isRecent ? current : undefined;
}

function saidIn(words: PersonWords, head: ConversationHead | undefined): Said[] {
  const { matter, spam } = words;
  const wrote: Said = { fact: factOf(words), words: sealedOf(words) };
  const sorted: Said[] = head === undefined && matter ? [{ fact: { kind: "sorted", matter } }] : [];
  return [wrote, ...sorted, ...(spam ? [{ fact: { kind: "closed", as: "spam" } } satisfies Said] : [])];
}

function factOf(words: PersonWords): ConversationFact {
  const { id, customer, channel, by, saidAt, readAs, trouble } = words;
  return {
    kind: "personWrote",
    words: id,
    ...(customer && { customer }),
    channel,
    by,
    saidAt,
    ...(readAs && { readAs }),
    ...(trouble && { trouble }),
    ...(isThanks(words.said) && { thanks: true }),
  };
}

function sealedOf({ said, whole, from, mail, attachments }: PersonWords): SealedWords {
  return {
    said: kept(said, SAID_CHARS_MAX),
    ...(whole !== undefined && { whole: kept(whole, WHOLE_CHARS_MAX) }),
    ...(from !== undefined && { from }),
    ...(mail && { mail }),
    ...(attachments && { attachments }),
  };
}

/** As long as an item of the table can hold of it, without characters that nobody sees but a terminal. */
function kept(text: string, most: number): string {
  return text
    .slice(0, most)
    .toWellFormed()
    .replaceAll(/[^\P{Cc}\n\t]/gu, "");
}
