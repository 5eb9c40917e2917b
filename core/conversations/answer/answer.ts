import { chooseChannel, messageRequests } from "../../messaging/delivery/choose-channel.ts";
import { ANSWER_VALID_DAYS } from "../../messaging/journeys/event/conversation-answer.ts";
import type { ConversationId, Staff } from "../../model/conversation.ts";
import type { CustomerId } from "../../model/customer.ts";
import { instantAfter } from "../../model/days.ts";
import { minutesAfter } from "../../model/instant.ts";
import type { Instant } from "../../model/purchase.ts";
import type { Channel } from "../../model/topic.ts";
import type { AddressHash } from "../../people/contacts/suppression.ts";
import type { Reason, RecipientState } from "../../people/records/decision.ts";
import { retryContended } from "../../platform/aws/contention.ts";
import type { Now } from "../../platform/clock.ts";
import { type ClockOf, nextEvents, type Said } from "../thread/append.ts";
import type { ConversationStore, ReadEvent } from "../thread/conversation.store.ts";
import type { ConversationHead } from "../thread/head.ts";
import { since } from "./answer-news.ts";
import { answerLinesOf, cleaned, fitsOn } from "./answer-words.ts";
import { type Canned, cannedIn, sentencesOf } from "./own-words.ts";
import { PROMPT_MINUTES } from "./read-said.ts";
import type { SentSentences } from "./sent-sentences.store.ts";

/** An answer to what a customer wrote needs no consent for so long after their last words. */
export const ANSWER_WITHIN_DAYS = 30;

/** What a person at the brand answers to the thread as they read it (`version`), and the name below it. */
export interface GivenAnswer {
  readonly conversation: ConversationId;
  readonly version: number;
  readonly words: string;
  readonly signed: string;
  readonly by: Staff;
}

/**
 * Why an answer cannot be given.
 * - `stranger`: only a customer's address is known to be theirs; `closed`: it is to be opened again first
 * - `tooLate`: their last words are older than {@link ANSWER_WITHIN_DAYS}; `onItsWay`: another answer has not gone out yet
 * - `tooLong`: for the channel on which they wrote; `noSuchVersion`: nobody can have read it
 * - `decision`: the message may not go to this customer, for these reasons; `forgotten`: the words are gone
 */
export type NotAllowed =
  | {
      readonly why:
        | "unknown"
        | "noSuchVersion"
        | "empty"
        | "tooLong"
        | "stranger"
        | "closed"
        | "tooLate"
        | "onItsWay"
        | "forgotten";
    }
  | { readonly why: "decision"; readonly reasons: readonly Reason[] };

/**
 * - `given`: it is an event now and on its way by `channel`; with `until`, it waits for that hour and is decided upon again then
 * - `changed`: something came since it was read: nothing is sent, the words are kept as a draft, `news` says what came
 * - `canned`: this sentence went to so many others this month, and no other of the answer went to fewer
 */
export type AnswerOutcome =
  | {
      readonly outcome: "given";
      readonly head: ConversationHead;
      readonly answer: number;
      readonly channel: Channel;
      readonly until?: Instant;
    }
  | { readonly outcome: "changed"; readonly version: number; readonly news: readonly ReadEvent[] }
  | ({ readonly outcome: "canned" } & Canned)
  | ({ readonly outcome: "notAllowed" } & NotAllowed);

export interface AnswerDeps {
  readonly conversations: Pick<ConversationStore, "head" | "read" | "append">;
  readonly sentences: SentSentences;
  readonly readPerson: (customer: CustomerId, now: Instant) => Promise<RecipientState | undefined>;
  /** The customer's address of this moment. */
  readonly addressOf: (customer: CustomerId, channel: Channel) => Promise<AddressHash | undefined>;
  readonly brandName: () => Promise<string>;
  /** Has the answer brought. It may be called again for the same one: it leaves once. */
  readonly bring: (answer: BroughtAnswer) => Promise<void>;
  readonly clockOf: ClockOf;
  readonly now: Now;
}

export interface BroughtAnswer {
  readonly customer: CustomerId;
  readonly conversation: ConversationId;
  readonly answer: number;
  readonly at: Instant;
}

/** An answer that may be given to this head: by which channel, to which address, and until when it waits. */
interface Allowed {
  readonly customer: CustomerId;
  readonly to: AddressHash;
  readonly until?: Instant;
}

/**
 * What {@link answerConversation} would say now. Changes nothing: `given` names the version that the answer would be.
 */
export function weighAnswer(deps: AnswerDeps) {
  return async (given: GivenAnswer): Promise<AnswerOutcome> => {
    const head = await deps.conversations.head(given.conversation);
    if (head === undefined) return notAllowed("unknown");
    const words = cleaned(given.words);
    const { news } = await since(deps, head, { ...given, words });
    if (news.length > 0) return { outcome: "changed", version: head.version, news };
    const allowed = await mayAnswer(deps, head, { ...given, words }, deps.now());
    if ("outcome" in allowed) return allowed;
    return givenBy(allowed, head, head.version + 1);
  };
}

/**
 * A person answers a conversation. The address is fixed here: whoever is picked, or writes, afterwards changes nothing of an
 * answer that is on its way. A second call with the same words, version and person finds the first one's event, has it
 * brought once more and adds none: a press may be repeated after a crash. Other words to a changed thread are kept as a
 * draft, once for each version at which they were written.
 */
export function answerConversation(deps: AnswerDeps) {
  const { conversations, sentences, bring, now } = deps;
  return async (pressed: GivenAnswer): Promise<AnswerOutcome> => {
    const given = { ...pressed, words: cleaned(pressed.words) };
    const outcome = await retryContended("one conversation", () => attempt(deps, given));
    if (outcome.outcome !== "given") return outcome;
    const { head, answer } = outcome;
    await sentences.note(given.conversation, monthOf(now()), sentencesOf(given.words));
    if (head.customer !== undefined && head.onItsWay?.answer === answer)
      await bring({
        customer: head.customer,
        conversation: head.conversation,
        answer,
        at: head.onItsWay.at,
      });
    return outcome;
  };

  async function attempt(deps: AnswerDeps, given: GivenAnswer): Promise<AnswerOutcome | "lost"> {
    const head = await conversations.head(given.conversation);
    if (head === undefined) return notAllowed("unknown");
    const at = now();
    const { news, before, isDrafted } = await since(deps, head, given);
    if (before !== undefined)
      return { outcome: "given", head, answer: before.sequence, channel: before.channel };
    const said = { said: given.words, signed: given.signed };
    if (news.length > 0) {
      const draft: Said = { fact: { kind: "answerDrafted", readAt: given.version }, words: said };
      const kept = isDrafted ? head : await append(deps, head, draft, given.by, at);
      if (kept === "lost") return kept;
      return kept === "sealedOff"
        ? notAllowed("forgotten")
        : { outcome: "changed", version: kept.version, news };
    }
    const allowed = await mayAnswer(deps, head, given, at);
    if ("outcome" in allowed) return allowed;
    const { channel, hmac } = allowed.to;
    const one: Said = { fact: { kind: "answerGiven", channel }, words: { ...said, to: hmac } };
    const after = await append(deps, head, one, given.by, at);
    if (after === "lost") return after;
    return after === "sealedOff" ? notAllowed("forgotten") : givenBy(allowed, after, after.version);
  }
}

function givenBy({ to, until }: Allowed, head: ConversationHead, answer: number): AnswerOutcome {
  return { outcome: "given", head, answer, channel: to.channel, ...(until && { until }) };
}

function notAllowed(why: Exclude<NotAllowed["why"], "decision">): AnswerOutcome & { outcome: "notAllowed" } {
  return { outcome: "notAllowed", why };
}

async function append(
  { conversations, clockOf }: AnswerDeps,
  head: ConversationHead,
  one: Said,
  actor: Staff,
  at: Instant,
): Promise<ConversationHead | "lost" | "sealedOff"> {
  const { events, after } = await nextEvents(head.conversation, head, [one], { actor, at, clockOf });
  const appended = await conversations.append({ before: head, after, events });
  return appended === "appended" ? after : appended;
}

async function mayAnswer(
  deps: AnswerDeps,
  head: ConversationHead,
  { conversation, version, words, signed }: GivenAnswer,
  at: Instant,
): Promise<Allowed | AnswerOutcome> {
  const { customer, state, heardAt, closedAs, onItsWay } = head;
  const sentences = sentencesOf(words);
  if (version > head.version || version < 1) return notAllowed("noSuchVersion");
  if (sentences.length === 0) return notAllowed("empty");
  if (closedAs === "forgotten") return notAllowed("forgotten");
  if (customer === undefined) return notAllowed("stranger");
  if (state === "closed") return notAllowed("closed");
  if (instantAfter(heardAt, ANSWER_WITHIN_DAYS) < at) return notAllowed("tooLate");
  if (onItsWay !== undefined && instantAfter(onItsWay.at, ANSWER_VALID_DAYS) >= at)
    return notAllowed("onItsWay");
  const chosen = await decideNow(deps, head, customer, at);
  if ("outcome" in chosen) return chosen;
  const { to } = chosen;
  if (!fitsOn(to.channel, { lines: answerLinesOf(words), signed, brand: await deps.brandName() }))
    return notAllowed("tooLong");
  const sentTo = await deps.sentences.countOthers(conversation, monthOf(at), sentences);
  const canned = cannedIn(sentences, sentTo);
  return canned === undefined ? { customer, ...chosen } : { outcome: "canned", ...canned };
}

/** The one decision, as the run will make it: on the channel on which they wrote; to a form by what they have, letters first. */
async function decideNow(
  { readPerson, addressOf }: AnswerDeps,
  { channel: heardOn, heardAt }: ConversationHead,
  customer: CustomerId,
  at: Instant,
): Promise<Omit<Allowed, "customer"> | AnswerOutcome> {
  const person = await readPerson(customer, at);
  if (person === undefined) return { outcome: "notAllowed", why: "decision", reasons: ["noAddress"] };
  const asked = {
    message: "answer",
    goalReached: false,
    holds: true,
    promptUntil: minutesAfter(heardAt, PROMPT_MINUTES),
    validUntil: instantAfter(at, ANSWER_VALID_DAYS),
    ...(heardOn !== "form" && { channel: heardOn }),
  } as const;
  const { request, decision } = chooseChannel(person, messageRequests(asked, false), at);
  if (decision.kind === "drop") return { outcome: "notAllowed", why: "decision", reasons: decision.reasons };
  const to = request.channel === "wallet" ? undefined : await addressOf(customer, request.channel);
  if (to === undefined) return { outcome: "notAllowed", why: "decision", reasons: ["noAddress"] };
  return { to, ...(decision.kind === "defer" && { until: decision.until }) };
}

function monthOf(at: Instant): string {
  return at.slice(0, "yyyy-mm".length);
}
