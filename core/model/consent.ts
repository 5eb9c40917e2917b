import * as z from "zod";
import { LanguageTag } from "./brand-words.ts";
import { CustomerId } from "./customer.ts";
import { Instant } from "./purchase.ts";
import { MessageChannel, Topic } from "./topic.ts";

/** How a person gave or withdrew consent: where the words were shown and how they were answered. */
export const ConsentSource = z.enum([
  "form",
  "preferences",
  "posFlag",
  "keyword",
  "import",
  "oneClick",
  "operator",
  "provider",
  "wallet",
]);
export type ConsentSource = z.infer<typeof ConsentSource>;

/**
 * One act of giving or withdrawing consent. Append-only: it answers who, when, how, what exactly, in which words,
 * by which proof and until when. `words` are those that were shown, to the letter.
 * - `pending`: asked for, but the double opt-in has not been answered; allows nothing
 * - `given`: allows messages of this topic on this channel until `expiresAt`, if there is one
 * - `withdrawn`: allows none
 */
export const ConsentRecord = z.object({
  customer: CustomerId,
  topic: Topic,
  channel: MessageChannel,
  state: z.enum(["pending", "given", "withdrawn"]),
  at: Instant,
  /** When the customer said it, where Wellspring received it later, as from a till. */
  saidAt: Instant.optional(),
  source: ConsentSource,
  words: z.string().min(1).max(2000),
  wordsVersion: z.string().min(1).max(40),
  /** The language that the words are in. */
  locale: LanguageTag,
  /** What shows that it happened, such as `link:<hash>` of the redeemed token, or a row of an import. Nothing personal. */
  proof: z.string().min(1).max(200),
  expiresAt: Instant.optional(),
});
export type ConsentRecord = z.infer<typeof ConsentRecord>;

/**
 * The state of one topic and channel now: derived from the last record, with a version that every record raises.
 * A send claim is made under the condition that the version is still the one that was decided upon.
 */
export const ConsentNow = z.object({
  topic: Topic,
  channel: MessageChannel,
  state: ConsentRecord.shape.state,
  version: z.number().int().min(1),
  at: Instant,
  expiresAt: Instant.optional(),
});
export type ConsentNow = z.infer<typeof ConsentNow>;

/** `impact.email`: what one consent is about. */
export function consentName(about: { readonly topic: Topic; readonly channel: MessageChannel }): string {
  return `${about.topic}.${about.channel}`;
}

/** The state after each of these records, one version above the existing one. Two records about the same are refused. */
export function consentsAfter(
  records: readonly ConsentRecord[],
  existing: readonly ConsentNow[],
): { readonly record: ConsentRecord; readonly now: ConsentNow }[] {
  const versions = new Map(existing.map((now) => [consentName(now), now.version]));
  const names = new Set(records.map(consentName));
  if (names.size !== records.length) throw new Error("Two records about the same topic and channel at once");
  return records.map((record) => {
    const { topic, channel, state, at, expiresAt } = record;
    const version = (versions.get(consentName(record)) ?? 0) + 1;
    return { record, now: { topic, channel, state, version, at, ...(expiresAt && { expiresAt }) } };
  });
}
