import * as z from "zod";
import { DeskGroup, Matter, Staff, WordsId } from "../../model/conversation.ts";
import { CustomerId } from "../../model/customer.ts";
import { Instant } from "../../model/purchase.ts";
import { Channel } from "../../model/topic.ts";
import { Reason } from "../../people/records/decision.ts";
import { Why } from "../../people/sms/sms-inbox.ts";

/** Where words arrive: at an address, or on a form of ours, to which an answer goes by the customer's own channel. */
export const WordsChannel = z.enum([...Channel.options, "form"]);
export type WordsChannel = z.infer<typeof WordsChannel>;

/**
 * How sure it is who wrote.
 * - `known`: from the customer's own address, and its provider vouches for it; or signed in
 * - `claimed`: by a reply address of theirs, from another address; or from a number that several share
 * - `stranger`: from an address that is no customer's
 */
export const KnownBy = z.enum(["known", "claimed", "stranger"]);
export type KnownBy = z.infer<typeof KnownBy>;

/**
 * Which clock of a conversation runs: our first answer, a later one, or its end is due; a promise to the customer is; a snooze
 * ends; the customer has been silent for long.
 */
export const ClockKind = z.enum(["firstAnswer", "nextAnswer", "resolve", "promise", "snooze", "silence"]);
export type ClockKind = z.infer<typeof ClockKind>;

/** What the clock does next: reminds the owner, escalates, notes a broken promise, wakes or closes. */
export const ClockStep = z.enum(["remind", "toLeads", "toSteward", "breakPromise", "wake", "closeSilent"]);
export type ClockStep = z.infer<typeof ClockStep>;

/** What runs from an event on: `due` by when the brand means to have acted; `next` what happens by itself, and when. */
export const ClockState = z.object({
  kind: ClockKind,
  due: Instant,
  next: z.object({ at: Instant, step: ClockStep }).optional(),
});
export type ClockState = z.infer<typeof ClockState>;

const Tag = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, "small letters, digits and -");

/** Who did it: `person` the customer or stranger, `system` the clock. */
export const Actor = z.union([z.enum(["person", "system"]), Staff]);
export type Actor = z.infer<typeof Actor>;

/** How a conversation ended. `silent`: the customer did not answer for its days; `forgotten`: its words are gone. */
export const ClosedAs = z.enum(["answered", "silent", "spam", "forgotten"]);
export type ClosedAs = z.infer<typeof ClosedAs>;

const about = <Kind extends string, Shape extends z.ZodRawShape>(kind: Kind, shape: Shape) =>
  z.object({ kind: z.literal(kind), ...shape });

/**
 * What happened, without a word of what was said: that is sealed beside it.
 * - `personWrote`: `saidAt` by the network's clock; `words` is what makes a second arrival the same event; `trouble` where it
 *   came with a complaint; `readAs`: why a text waits for a person at all; `thanks`: nothing but a closing phrase, after which nobody waits
 * - `answerGiven`: sealed words, on their way to the customer's address of this moment, whose keyed hash is sealed beside them. `answerSettled`: what became of it
 * - `promiseMade`: `by` when; `promiseKept` names its sequence
 * - `customerPicked`: whom a number that several share, or that was nobody's, belongs to
 *
 * No `customer` is named any more once they are forgotten.
 */
export const ConversationFact = z.discriminatedUnion("kind", [
  about("personWrote", {
    words: WordsId,
    customer: CustomerId.optional(),
    channel: WordsChannel,
    by: KnownBy,
    saidAt: Instant,
    readAs: Why.optional(),
    trouble: z.literal(true).optional(),
    thanks: z.literal(true).optional(),
  }),
  about("answerDrafted", { readAt: z.number().int().min(1) }),
  about("answerGiven", { channel: Channel }),
  about("answerSettled", {
    answer: z.number().int().min(1),
    outcome: z.enum(["sent", "unknown", "dropped", "overtaken"]),
    reasons: z.array(Reason).optional(),
  }),
  about("noteAdded", {}),
  about("taken", {}),
  about("handedOver", { to: z.union([Staff, DeskGroup]) }),
  about("sorted", { matter: Matter }),
  about("tagged", { tags: z.array(Tag).max(10) }),
  about("marked", { trouble: z.boolean() }),
  about("snoozed", { until: Instant, evenIfAnswered: z.boolean() }),
  about("woken", {}),
  about("promiseMade", { due: Instant }),
  about("promiseKept", { promise: z.number().int().min(1) }),
  about("promiseBroken", { promise: z.number().int().min(1) }),
  about("reminded", {}),
  about("escalated", { to: DeskGroup }),
  about("customerPicked", { customer: CustomerId.optional() }),
  about("closed", { as: ClosedAs }),
  about("reopened", {}),
  about("askedAfter", {}),
  about("scoreGiven", { solved: z.boolean() }),
]);
export type ConversationFact = z.infer<typeof ConversationFact>;

/**
 * One event of a conversation: `sequence` counts from 1 without a gap, `at` is our clock, `clock` what runs from here on under
 * the policy that held then, so that the same events always fold to the same head.
 */
export const ConversationEvent = z.object({
  sequence: z.number().int().min(1),
  at: Instant,
  actor: Actor,
  fact: ConversationFact,
  clock: ClockState.optional(),
});
export type ConversationEvent = z.infer<typeof ConversationEvent>;

/** An item of the table holds 400 KB: encrypted, each of these takes up to four bytes. */
export const SAID_CHARS_MAX = 16_000;
export const WHOLE_CHARS_MAX = 32_000;

/**
 * What is sealed beside an event: of `personWrote` what they said, the whole message with what it quotes, and what an
 * answer by email needs; of an answer or a draft its words and the name below it, and of an answer `to` which address it goes; of a note or a promise its words.
 */
export const SealedWords = z.object({
  said: z.string().max(SAID_CHARS_MAX),
  whole: z.string().max(WHOLE_CHARS_MAX).optional(),
  from: z.string().max(320).optional(),
  signed: z.string().max(60).optional(),
  to: z.string().max(64).optional(),
  mail: z
    .object({
      messageId: z.string().max(1000).optional(),
      references: z.string().max(4000).optional(),
      subject: z.string().max(1000).optional(),
    })
    .optional(),
  attachments: z
    .array(
      z.object({
        name: z.string().max(255),
        type: z.string().max(100),
        bytes: z.number().int().min(0),
        stored: z.string().max(1024).optional(),
      }),
    )
    .max(20)
    .optional(),
});
export type SealedWords = z.infer<typeof SealedWords>;
