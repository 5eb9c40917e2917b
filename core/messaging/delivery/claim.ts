import * as z from "zod";
import type { CustomerId } from "../../model/customer.ts";
import { Instant } from "../../model/purchase.ts";
import { Channel, Topic } from "../../model/topic.ts";
import { AddressHash } from "../../people/contacts/suppression.ts";
import type { HistoryEntry, SendKey } from "../../people/records/history.ts";
import type { Cap } from "../eligibility/caps.ts";

/**
 * One send that is about to happen.
 * - `consentVersion`: the one that was decided upon; not looked at for a transactional message
 * - `address`: the keyed hash of the address that is written to; it must be confirmed, unless this is transactional
 * - `stoppedAt`: only of the confirmation of a STOP: the word of that time is what suppresses the address, and must be still
 * - `cap`: at most `limit` claims of this channel on this day of the person's own, answers counted apart
 */
export interface SendClaim {
  readonly customer: CustomerId;
  readonly sendKey: SendKey;
  readonly at: Instant;
  readonly message: string;
  readonly topic: Topic;
  readonly channel: Channel;
  readonly transactional: boolean;
  readonly consentVersion: number;
  readonly address: string;
  readonly stoppedAt?: Instant;
  readonly cap: Cap;
}

/** Under which id which provider knows a message, and when we heard that it took it. */
export const Receipt = z.object({ provider: z.string().min(1), id: z.string().min(1), at: Instant });
export type Receipt = z.infer<typeof Receipt>;

/** What names one send: its claim and its line of history. */
export type SendName = Pick<SendClaim, "customer" | "sendKey" | "at">;

/**
 * The row that makes a send happen at most once: `claimed` until it is known what the provider did. `refused`: it took
 * the message and did not pass it on; trying again would not help. `address`: the keyed hash of the address that it was
 * written to, for what the provider tells of it later. `receipt`: under which id it knows the message.
 */
export const ClaimRow = z.object({
  state: z.enum(["claimed", "sent", "refused"]),
  at: Instant,
  topic: Topic,
  channel: Channel,
  address: AddressHash.shape.hmac,
  receipt: Receipt.optional(),
});
export type ClaimRow = z.infer<typeof ClaimRow>;

/**
 * - `claimed`: it is ours to send; nobody else will
 * - `taken`: somebody has this key; `found` tells what became of it
 * - `changed`: consent, address or suppression are not what was decided upon: read again and decide again
 * - `capReached`: others were faster today
 */
export type SendClaimed = "claimed" | "taken" | "changed" | "capReached";

export type Unsent = Extract<HistoryEntry, { outcome: "deferred" | "dropped" }>;

export interface ClaimStore {
  /** Who claimed this send before, if anybody. */
  found(customer: CustomerId, sendKey: SendKey): Promise<ClaimRow | undefined>;
  /**
   * All in one transaction: no claim under this key, consent and address as they were decided upon, address not
   * suppressed, cap below its limit. History says `unknown` from now on, and the cap counts it. A second call under the
   * same key never answers `claimed`.
   */
  claim(claim: SendClaim): Promise<SendClaimed>;
  /** The provider took it: history says `sent`. Repeating it changes nothing; nor does it when the person was forgotten. */
  recordSent(claim: SendName, receipt: Receipt): Promise<void>;
  /**
   * The provider took it and did not pass it on: history says that it was dropped, and nobody sends it again. Its place
   * under the cap stays taken. Repeating it changes nothing.
   */
  recordRefused(claim: SendName): Promise<void>;
  /** It certainly was not sent: the claim, its place under the cap and its line of history are given back. */
  release(claim: SendClaim): Promise<void>;
  /** A line of history for what was not sent. Nothing for a person who is not known (any more). */
  recordUnsent(customer: CustomerId, entry: Unsent): Promise<void>;
}
