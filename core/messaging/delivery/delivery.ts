import * as z from "zod";
import { ConversationId } from "../../model/conversation.ts";
import { CustomerId } from "../../model/customer.ts";
import { Stoppable } from "../../model/journey.ts";
import { ClockTime, Rhythm } from "../../model/preferences.ts";
import { Instant } from "../../model/purchase.ts";
import { Channel, type MessageChannel, type Topic } from "../../model/topic.ts";
import type { AddressHash } from "../../people/contacts/suppression.ts";
import type { Reason } from "../../people/records/decision.ts";
import { SendKey } from "../../people/records/history.ts";
import type { MessageCopy } from "../../people/records/message-copy.ts";
import type { Key } from "../../platform/aws/key.ts";
import { type FactsOf, MessageName } from "../content/catalog.ts";
import type { Links, Rendition } from "../content/render.ts";

/**
 * A journey's request to deliver one message. The catalog alone decides the topic, and whether it is transactional: no
 * author of a journey does, and nothing here can widen what the decision allows.
 * - `facts`: those that its renditions print
 * - `channel`: this one only; absent: the first that is not dropped, email before text
 * - `change`: for a message to a former address, the change that replaced it
 * - `journey`: the journey or letter whose stop switch applies; `startedAt`: when this run of it started
 * - `goalReached`, `holds`: what the journey read just before this step
 */
export const DeliverMessage = z.object({
  customer: CustomerId,
  message: MessageName,
  sendKey: SendKey,
  facts: z.record(z.string(), z.unknown()),
  channel: Channel.optional(),
  change: z.string().max(60).optional(),
  journey: z.object({ name: Stoppable, startedAt: Instant }).optional(),
  rhythm: Rhythm.optional(),
  within: z.object({ from: ClockTime, to: ClockTime }).optional(),
  validUntil: Instant.optional(),
  goalReached: z.boolean().default(false),
  holds: z.boolean().default(true),
});
export type DeliverMessage = z.infer<typeof DeliverMessage>;

/**
 * - `sent`: the provider accepted it, just now; `duplicate`: an earlier call sent it
 * - `deferred`: wait until then and call again with the same input
 * - `dropped`: do not call again
 * - `unknown`: another call claimed it and has not recorded the result; it is never sent again
 */
export type MessageDelivered =
  | { readonly outcome: "sent" | "duplicate" | "unknown"; readonly channel: MessageChannel }
  | { readonly outcome: "deferred"; readonly until: Instant; readonly reasons: readonly Reason[] }
  | { readonly outcome: "dropped"; readonly reasons: readonly Reason[] };

/**
 * An address in the clear. Until its owner has confirmed it (`confirmed`) it gets answers only. `row`: the one that holds it
 * and that the claim checks, where it is not the customer's contact.
 */
export interface Recipient extends AddressHash {
  readonly address: string;
  readonly confirmed: boolean;
  readonly row?: Key;
}

/** An answer of a person, as a conversation names it: the sequence of its event there. */
export const SaidIn = z.object({ conversation: ConversationId, answer: z.number().int().min(1) });
export type SaidIn = z.infer<typeof SaidIn>;

/** What a letter continues: the id of the customer's mail, and those before it. */
export interface InReplyTo {
  readonly messageId: string;
  readonly references: string;
}

/**
 * What a person answered, opened for the moment in which it is sent. `to`: the keyed hash of the address for which it was
 * written; `promptUntil`: so long it is an answer at once.
 */
export interface SaidAnswer extends AddressHash, Pick<SaidIn, "conversation"> {
  readonly facts: FactsOf<"answer">;
  readonly promptUntil: Instant;
  readonly inReplyTo?: InReplyTo;
}

/** A customer's card on a phone, known by its serial: no address, and nothing to confirm. */
export interface CardRecipient extends Pick<AddressHash, "hmac"> {
  readonly channel: "wallet";
}

/** What a customer's card says of a message: what is news in it, as its letter's subject has it. */
export interface CardRendition {
  readonly channel: "wallet";
  readonly customer: CustomerId;
  readonly sendKey: SendKey;
  readonly text: string;
}

/** Signed addresses of one letter. */
export interface AnswerAddresses {
  readonly replyTo: string;
  readonly stop?: string;
}

/**
 * A rendered message, ready for the provider. `to` is an address in the clear, for the provider alone, or the serial of a card. `until`: a text that has
 * not arrived by then is given up. `answers`: where a letter is answered, and where a program writes to stop its topic; absent: where people of the brand read mail. `person`: somebody wrote it to this one customer;
 * with what it continues. `copy`: what its recipient may read again; absent for an answer, whose link would open
 * something.
 */
export interface ComposedMessage {
  readonly to: string;
  readonly topic: Topic;
  readonly transactional: boolean;
  readonly rendition: Rendition | CardRendition;
  readonly unsubscribe: Links["unsubscribe"];
  readonly at: Instant;
  readonly until?: Instant | undefined;
  readonly answers?: AnswerAddresses;
  readonly person?: { readonly inReplyTo?: InReplyTo };
  readonly copy?: MessageCopy;
}
