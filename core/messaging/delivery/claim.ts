import * as z from "zod";
import type { CustomerId } from "../../model/customer.ts";
import { Instant } from "../../model/purchase.ts";
import { MessageChannel, Topic } from "../../model/topic.ts";
import { AddressHash } from "../../people/contacts/suppression.ts";
import type { HistoryEntry, SendKey } from "../../people/records/history.ts";
import type { Key } from "../../platform/aws/key.ts";
import type { Cap } from "../eligibility/caps.ts";
import type { SaidIn } from "./delivery.ts";

/**
 * One send that is about to happen.
 * - `consentVersion`: the version that was decided upon; not checked for a transactional message
 * - `address`: the keyed hash of the recipient's address, which must be confirmed, unless this is transactional
 * - `row`: the one that must hold this address; absent: that of the customer's contact
 * - `said`: only for an answer of a person: nothing was heard in its conversation since, and it is the one on its way there
 * - `stoppedAt`: only for the confirmation of a STOP: the STOP of that time must still be what suppresses the address
 * - `cap`: at most `limit` claims of this channel on this day by the person's clock, answers counted apart
 */
export interface SendClaim {
  readonly customer: CustomerId;
  readonly sendKey: SendKey;
  readonly at: Instant;
  readonly message: string;
  readonly topic: Topic;
  readonly channel: MessageChannel;
  readonly transactional: boolean;
  readonly consentVersion: number;
  readonly address: string;
  readonly row?: Key;
  readonly said?: SaidIn;
  readonly stoppedAt?: Instant;
  readonly cap: Cap;
}

/** The provider's id of a message, and when its acceptance was recorded. */
export const Receipt = z.object({ provider: z.string().min(1), id: z.string().min(1), at: Instant });
export type Receipt = z.infer<typeof Receipt>;

/** Identifies one send: its claim and its entry of history. */
export type SendName = Pick<SendClaim, "customer" | "sendKey" | "at">;

/**
 * The row that makes a send happen at most once: `claimed` until the provider's result is recorded. `refused`: the provider
 * accepted the message and did not pass it on; trying again would not help. `address`: the keyed hash of the recipient's
 * address, for the provider's later events. `receipt`: the provider's id of the message.
 */
export const ClaimRow = z.object({
  state: z.enum(["claimed", "sent", "refused"]),
  at: Instant,
  topic: Topic,
  channel: MessageChannel,
  address: AddressHash.shape.hmac,
  receipt: Receipt.optional(),
});
export type ClaimRow = z.infer<typeof ClaimRow>;

/**
 * - `claimed`: this caller sends the message, and no other caller does
 * - `taken`: another call claimed this key; `findClaim` returns its state
 * - `changed`: consent, address, suppression or conversation are no longer what was decided upon: read again and decide again
 * - `capReached`: other messages filled the day's cap first
 */
export type SendClaimed = "claimed" | "taken" | "changed" | "capReached";

export type Unsent = Extract<HistoryEntry, { outcome: "deferred" | "dropped" }>;

export interface ClaimStore {
  /** The claim under this send key, if there is one. */
  findClaim(customer: CustomerId, sendKey: SendKey): Promise<ClaimRow | undefined>;
  /**
   * All in one transaction: no claim under this key, consent and address as they were decided upon, address not
   * suppressed, the conversation of a person's answer as it was answered, cap below its limit. History shows `unknown` from now on, and the cap counts it. A second call under the
   * same key never answers `claimed`.
   */
  claim(claim: SendClaim): Promise<SendClaimed>;
  /**
   * The provider accepted the message: history shows `sent`, with its encrypted `copy` beside, if there is one. A second call
   * changes nothing, nor does one for a forgotten person.
   */
  recordSent(claim: SendName, receipt: Receipt, copy?: string): Promise<void>;
  /**
   * The provider accepted the message and did not pass it on: history shows `dropped`, and it is never sent again. The cap
   * still counts it. A second call changes nothing.
   */
  recordRefused(claim: SendName): Promise<void>;
  /** The message certainly was not sent: deletes the claim and its entry of history, and lowers the cap's count. */
  release(claim: SendClaim): Promise<void>;
  /** Writes an entry of history for a message that was not sent. Writes nothing for a person who is unknown or forgotten. */
  recordUnsent(customer: CustomerId, entry: Unsent): Promise<void>;
}
