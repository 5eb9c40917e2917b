import * as z from "zod";
import { inEachLocale, Localised } from "./cause.ts";

export const ThemeId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, "lower-case letters, digits and hyphens, at most 40");
export type ThemeId = z.infer<typeof ThemeId>;

/** A word or a phrase, as customers write it. */
const Phrase = z.string().trim().min(2).max(60);

export const THEMES_MAX = 60;
const PHRASES_MAX = 60;
const NEGATIONS_MAX = 40;

/**
 * What customers speak of, and the words by which that is seen. `trouble`: who speaks of it may need somebody, whatever
 * score they gave.
 */
export const Theme = z.object({
  id: ThemeId,
  name: Localised,
  words: z.object(inEachLocale(() => z.array(Phrase).max(PHRASES_MAX))),
  trouble: z.boolean().optional(),
});
export type Theme = z.infer<typeof Theme>;

/** What an answer may be about, as its customer ticks it. */
export const FeedbackSubject = z.enum(["store", "people", "product", "prices", "cause", "other"]);
export type FeedbackSubject = z.infer<typeof FeedbackSubject>;

/** `recommend`: 0 to 10, as a Net Promoter Score asks; `faces`: 1 to 3. */
export const FeedbackScale = z.enum(["recommend", "faces"]);

/**
 * What the brand asks its customers, and how it reads what they say.
 * - `scale`: absent: it asks for words alone
 * - `about`: what can be ticked; none: nothing can
 * - `negations`: a phrase soon after one is not meant
 */
export const FeedbackForm = z.object({
  scale: FeedbackScale.optional(),
  about: z.array(FeedbackSubject).max(FeedbackSubject.options.length),
  themes: z.array(Theme).max(THEMES_MAX),
  negations: z.object(inEachLocale(() => z.array(Phrase).max(NEGATIONS_MAX))),
});
export type FeedbackForm = z.infer<typeof FeedbackForm>;
