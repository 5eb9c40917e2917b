import * as z from "zod";
import { ConsentNow } from "../../model/consent.ts";
import { CustomerId } from "../../model/customer.ts";
import { ClockTime, Preferences, Rhythm } from "../../model/preferences.ts";
import { Instant } from "../../model/purchase.ts";
import { MessageChannel, Topic } from "../../model/topic.ts";

/** Why a message is not sent, or not now. In the order of evaluation; each has plain words for the customer. */
export const Reason = z.enum([
  "noAddress",
  "numberNotTexted",
  "suppressed",
  "noConsent",
  "consentPending",
  "consentExpired",
  "consentWithdrawn",
  "topicOff",
  "otherRhythm",
  "openComplaint",
  "paused",
  "lawfulHours",
  "quietHours",
  "journeyHours",
  "capReached",
  "dayIsFull",
  "quotaReached",
  "accountRefused",
  "journeyStopped",
  "goalReached",
  "noLongerTrue",
  "tooLate",
  "templateRefused",
  "notAccepted",
]);
export type Reason = z.infer<typeof Reason>;

/**
 * The one answer to "may this message go to this customer now?".
 * - `allow`: now, under the consent version that was read
 * - `defer`: not before `until`; decided again then
 * - `drop`: not at all, with every reason against it
 */
export const Decision = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("allow"), consentVersion: z.number().int().min(0) }),
  z.object({ kind: z.literal("defer"), until: Instant, reasons: z.array(Reason).min(1) }),
  z.object({ kind: z.literal("drop"), reasons: z.array(Reason).min(1) }),
]);
export type Decision = z.infer<typeof Decision>;

/**
 * The one message that may go to a suppressed address: the confirmation of its owner's STOP. Only by text, only within
 * `minutes` of it (47 CFR 64.1200(a)(12)), and only while that STOP is the reason of the suppression.
 */
export const STOP_CONFIRMATION = { message: "text-stopped", channel: "sms", minutes: 5 } as const;

/** A message that was sent, or may have been: caps count both. */
export const Sent = z.object({
  channel: MessageChannel,
  topic: Topic,
  at: Instant,
  transactional: z.boolean(),
});
export type Sent = z.infer<typeof Sent>;

/**
 * The state of a customer that a decision reads: nothing that names them. `addresses` are the channels with an address, and
 * `wallet` where a phone has their card,
 * `suppressed` those that must not be used, `stoppedAt` the time of the owner's STOP where that is the reason; `recent`
 * are the messages of the last 31 days. `textable` is whether texts go to the number at all; absent: it is not known to, and
 * none goes. `openComplaint`: a conversation with a complaint of theirs is open. `brandZone` is the brand's time zone, for the hours that a customer chose of whom no
 * place is known.
 */
export const RecipientState = z.object({
  customer: CustomerId,
  addresses: z.object({ email: z.boolean(), sms: z.boolean(), wallet: z.boolean().optional() }),
  suppressed: z.object({ email: z.boolean(), sms: z.boolean() }),
  stoppedAt: z.object({ email: Instant.optional(), sms: Instant.optional() }).optional(),
  consents: z.array(ConsentNow),
  preferences: Preferences,
  recent: z.array(Sent).max(500),
  textable: z.boolean().optional(),
  openComplaint: z.boolean().optional(),
  brandZone: z.string().optional(),
});
export type RecipientState = z.infer<typeof RecipientState>;

/**
 * A message as the decision reads it.
 * - `transactional`: the answer to something the customer did a moment ago (confirm your address, your STOP was received):
 *   needs an address and no suppression ({@link STOP_CONFIRMATION} needs its owner's), but neither consent nor hours;
 *   has a cap of its own, so that no customer can be flooded
 * - `rhythm`: `eachTime` for a single message, else the digest of that rhythm; sent only to customers who want the topic in this rhythm.
 *   Absent: rhythm does not matter (a welcome, trouble with an order, a date)
 * - `promptUntil`: a person at the brand answers the customer's words, and so long that is at once. A text after it keeps the law's
 *   hours and the customer's, and an answer over its cap waits for its next day instead of being dropped
 * - `within`: the hours of the day that the author wants; they narrow the law's and the customer's, never widen them
 * - `validUntil`: the message is of no use later; `holds`: whether what it says is still true (checked by the sender against the ledger)
 */
export const MessageRequest = z.object({
  message: z.string().min(1).max(60),
  topic: Topic,
  channel: MessageChannel,
  transactional: z.boolean(),
  rhythm: Rhythm.optional(),
  within: z.object({ from: ClockTime, to: ClockTime }).optional(),
  promptUntil: Instant.optional(),
  validUntil: Instant.optional(),
  journeyStopped: z.boolean(),
  goalReached: z.boolean(),
  holds: z.boolean(),
});
export type MessageRequest = z.infer<typeof MessageRequest>;
