import type { CustomerId } from "../customer/customer.ts";
import type { Channel, Topic } from "../message/topic.ts";
import type { Day, Instant } from "../purchase/purchase.ts";
import type { HistoryEntry, SendKey } from "./history.ts";

/**
 * One send that is about to happen.
 * - `consent`: the version that was decided upon; absent for a transactional message, which needs none
 * - `address`: the keyed hash of the address that is written to, so that it is not suppressed meanwhile
 * - `cap`: at most `limit` claims of this channel on this day of the person's own
 */
export interface Claim {
  readonly customer: CustomerId;
  readonly sendKey: SendKey;
  readonly at: Instant;
  readonly message: string;
  readonly topic: Topic;
  readonly channel: Channel;
  readonly consent: { readonly version: number } | undefined;
  readonly address: string;
  readonly cap: { readonly day: Day; readonly limit: number };
}

/**
 * - `claimed`: it is ours to send; nobody else will
 * - `duplicate`: it was sent; `unknown`: somebody claimed it, and what became of it is not known
 * - `consentChanged`, `suppressed`: the person said something meanwhile: read again and decide again
 * - `capReached`: others were faster today
 */
export type Claimed = "claimed" | "duplicate" | "unknown" | "consentChanged" | "suppressed" | "capReached";

export interface ClaimStore {
  /**
   * All in one transaction: no send under this key, consent as it was decided upon, address not suppressed, cap below
   * its limit. The history says `unknown` from now on. A second call under the same key never answers `claimed`.
   */
  claim(claim: Claim): Promise<Claimed>;
  /** The provider took it. `providerId`: under which id the provider will tell of it. Repeating it changes nothing. */
  recordSent(
    claim: Claim,
    sent: { readonly provider: string; readonly id: string; readonly at: Instant },
  ): Promise<void>;
  /** It certainly was not sent: the claim, its place under the cap and its line of history are given back. */
  release(claim: Claim): Promise<void>;
  /** A message that was not sent, with its reasons. */
  recordUnsent(
    customer: CustomerId,
    entry: Extract<HistoryEntry, { outcome: "deferred" | "dropped" }>,
  ): Promise<void>;
}
