import * as z from "zod";
import { ClaimHash } from "../model/claim-hash.ts";
import { CustomerId } from "../model/customer.ts";
import { FeedbackSubject, ThemeId } from "../model/feedback-form.ts";
import { base32Id } from "../model/prefixed-id.ts";
import { Instant } from "../model/purchase.ts";
import { PlaceId } from "../model/stated-store.ts";
import { Channel } from "../model/topic.ts";

/** An answer, by the id of the form that it came with: the same form sent again is the same answer. */
export const FeedbackId = z.string().regex(/^fbk_[0-9a-z]{26}$/);
export type FeedbackId = z.infer<typeof FeedbackId>;

export const FEEDBACK_ID_BYTES = 17;

/** The one answer of a receipt: whoever holds it says it once. */
export function receiptFeedbackId(claim: ClaimHash): FeedbackId {
  return base32Id("fbk", Buffer.from(claim, "base64url"));
}

export const FeedbackScore = z.discriminatedUnion("scale", [
  z.object({ scale: z.literal("recommend"), value: z.int().min(0).max(10) }),
  z.object({ scale: z.literal("faces"), value: z.int().min(1).max(3) }),
]);
export type FeedbackScore = z.infer<typeof FeedbackScore>;

/**
 * What one customer said, without their words.
 * - `came`: `place`: by the code of a store or shelf; `receipt`: by a receipt's link, which `claim` hashes
 * - `customer`: who was signed in and lets themselves be known; absent: unnamed
 * - `contact`: where an unnamed one may be answered, as a keyed hash; the address itself is sealed with the words
 * - `themes`: as the brand's phrases saw them when it came
 * - `trouble`: a theme of trouble is among them, or the score is low
 */
export const FeedbackAnswer = z.object({
  id: FeedbackId,
  at: Instant,
  came: z.enum(["place", "receipt"]),
  store: PlaceId.optional(),
  shelf: PlaceId.optional(),
  claim: ClaimHash.optional(),
  customer: CustomerId.optional(),
  contact: z.object({ channel: Channel, hmac: z.string().min(1) }).optional(),
  score: FeedbackScore.optional(),
  about: z.array(FeedbackSubject),
  themes: z.array(ThemeId),
  trouble: z.boolean(),
  wants: z.enum(["answer", "none"]),
  language: z.string().min(2).max(35),
});
export type FeedbackAnswer = z.infer<typeof FeedbackAnswer>;

/** What it takes to find an answer. */
export const KnownFeedback = FeedbackAnswer.pick({ id: true, at: true });
export type KnownFeedback = z.infer<typeof KnownFeedback>;

export const FEEDBACK_WORDS_MAX = 2000;

/** What is sealed: the words as they were typed, and where an unnamed customer may be answered. */
export const FeedbackSaid = z.object({ words: z.string(), contact: z.string().optional() });
export type FeedbackSaid = z.infer<typeof FeedbackSaid>;

/** Of 0 to 10, 6 and less, as a Net Promoter Score counts detractors; of three faces the last. */
export function isLow({ scale, value }: FeedbackScore): boolean {
  return scale === "recommend" ? value <= 6 : value === 1;
}
