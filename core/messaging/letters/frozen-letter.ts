import * as z from "zod";
import { LetterName } from "../../model/letter.ts";
import { List, NAME_CHARS_MAX } from "../../model/preferences.ts";
import { CauseSlug, Connection, Instant } from "../../model/purchase.ts";
import { Source } from "../../model/sources.ts";
import { LetterTopic } from "../../model/topic.ts";
import type { MessageName } from "../content/catalog.ts";
import { LetterPromise, LetterWords } from "../content/letter-words.ts";

/**
 * To whom a letter goes, of the customers who agreed to its topic; what is absent narrows nothing.
 * - `cause`: they chose it; `interest`: they named it, in whatever case
 * - `store`: a purchase of theirs came from this connection, and they do not say that they buy for others
 * - `group`: they are on this list of the brand's own people
 */
export const LetterAudience = z.strictObject({
  cause: CauseSlug.optional(),
  interest: z.string().trim().min(1).max(NAME_CHARS_MAX).optional(),
  store: z.object({ source: Source, connection: Connection }).optional(),
  group: List.optional(),
});
export type LetterAudience = z.infer<typeof LetterAudience>;

/** `words`: the words alone; `figures`: below them what all purchases gave so far. */
export const LetterPresentation = z.enum(["words", "figures"]);
export type LetterPresentation = z.infer<typeof LetterPresentation>;

/** What a letter says, and to whom. The fingerprint is of exactly this. `promise`: absent, as in versions of an earlier release: none. */
export const LetterContent = z.object({
  topic: LetterTopic,
  audience: LetterAudience,
  presentation: LetterPresentation,
  words: LetterWords,
  promise: LetterPromise.optional(),
});
export type LetterContent = z.infer<typeof LetterContent>;

/** A version of a letter as it was scheduled, `winter-repair@2`: it is never changed, and batches send exactly this. */
export const FrozenLetter = LetterContent.extend({
  letter: LetterName,
  version: z.int().min(1),
  fingerprint: z.string().regex(/^[\w-]{43}$/),
  frozenAt: Instant,
});
export type FrozenLetter = z.infer<typeof FrozenLetter>;

/** The schedule that counts: a letter has one, and a later one takes its place. `startedAt` is of its run. */
export const LetterSchedule = z.object({
  letter: LetterName,
  version: z.int().min(1),
  at: Instant,
  until: Instant,
  startedAt: Instant,
});
export type LetterSchedule = z.infer<typeof LetterSchedule>;

/** The subject of a letter's broadcast. After `until` it is of no use any more. */
export const LetterAbout = z.object({
  about: z.literal("letter"),
  letter: LetterName,
  version: z.int().min(1),
  until: Instant,
});
export type LetterAbout = z.infer<typeof LetterAbout>;

/** `winter-repair@2` */
export function versionName({ letter, version }: Pick<FrozenLetter, "letter" | "version">): string {
  return `${letter}@${version}`;
}

/** The message of the catalog that carries a letter: it decides the topic, whatever the letter says. */
export const LETTER_MESSAGES = {
  community: "community-letter",
  offers: "offer-letter",
} as const satisfies Record<LetterTopic, MessageName>;

/** A letter has one send key whatever its version: a customer gets it once, also when it is scheduled again. */
export const LETTER_KEY = "once";
