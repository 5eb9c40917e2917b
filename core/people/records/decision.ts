import * as z from "zod";
import { ConsentNow } from "../../model/consent.ts";
import { CustomerId } from "../../model/customer.ts";
import { ClockTime, Preferences, Rhythm } from "../../model/preferences.ts";
import { Instant } from "../../model/purchase.ts";
import { Channel, Topic } from "../../model/topic.ts";

/** Why a message is not sent, or not now. In the order in which they are looked at; each has plain words for the customer. */
export const Reason = z.enum([
  "noAddress",
  "suppressed",
  "noConsent",
  "consentPending",
  "consentExpired",
  "consentWithdrawn",
  "topicOff",
  "otherRhythm",
  "paused",
  "lawfulHours",
  "quietHours",
  "journeyHours",
  "capReached",
  "journeyStopped",
  "goalReached",
  "noLongerTrue",
  "tooLate",
  "templateRefused",
  "notAccepted",
]);
export type Reason = z.infer<typeof Reason>;

/**
 * The one answer to "may this message be written to this person now?".
 * - `allow`: now, under the consent version that was looked at
 * - `defer`: not before `until`; the same question is asked again then
 * - `drop`: not at all, with every reason that speaks against it
 */
export const Decision = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("allow"), consentVersion: z.number().int().min(0) }),
  z.object({ kind: z.literal("defer"), until: Instant, reasons: z.array(Reason).min(1) }),
  z.object({ kind: z.literal("drop"), reasons: z.array(Reason).min(1) }),
]);
export type Decision = z.infer<typeof Decision>;

/**
 * The one message that may go to an address that must not be written to: that its owner's STOP was heard. Only by text,
 * only so long after it (47 CFR 64.1200(a)(12)), and only while that STOP is what suppresses it; never otherwise.
 */
export const STOP_CONFIRMATION = { message: "text-stopped", channel: "sms", minutes: 5 } as const;

/** A message that was sent, or may have been: caps count it. */
export const Sent = z.object({ channel: Channel, topic: Topic, at: Instant, transactional: z.boolean() });
export type Sent = z.infer<typeof Sent>;

/**
 * A person as the decision sees them: nothing that names them. `addresses` says which channels can reach them,
 * `suppressed` which must not be used, `stoppedAt` when its owner said so, where that is what suppresses it; `recent`
 * what was sent in the last 31 days.
 */
export const RecipientState = z.object({
  customer: CustomerId,
  addresses: z.object({ email: z.boolean(), sms: z.boolean() }),
  suppressed: z.object({ email: z.boolean(), sms: z.boolean() }),
  stoppedAt: z.object({ email: Instant.optional(), sms: Instant.optional() }).optional(),
  consents: z.array(ConsentNow),
  preferences: Preferences,
  recent: z.array(Sent).max(500),
});
export type RecipientState = z.infer<typeof RecipientState>;

/**
 * What is to be said, as the decision sees it.
 * - `transactional`: the answer to something the person did a moment ago (confirm your address, your STOP was heard):
 *   needs an address and no suppression ({@link STOP_CONFIRMATION} needs its owner's), but neither consent nor hours;
 *   has a cap of its own, so that nobody can be flooded
 * - `rhythm`: `eachTime` for a single message, else the digest of that rhythm; sent only to those who want this topic so.
 *   Absent: rhythm does not matter (a welcome, trouble with an order, a date)
 * - `within`: the hours of the person's day that the author wants; they narrow the law's and the person's, never widen them
 * - `validUntil`: later it is of no use; `holds`: whether what it says is still true (checked by the sender against the ledger)
 */
export const MessageRequest = z.object({
  message: z.string().min(1).max(60),
  topic: Topic,
  channel: Channel,
  transactional: z.boolean(),
  rhythm: Rhythm.optional(),
  within: z.object({ from: ClockTime, to: ClockTime }).optional(),
  validUntil: Instant.optional(),
  journeyStopped: z.boolean(),
  goalReached: z.boolean(),
  holds: z.boolean(),
});
export type MessageRequest = z.infer<typeof MessageRequest>;
