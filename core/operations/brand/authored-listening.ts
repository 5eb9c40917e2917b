import * as z from "zod";
import { inEachLocale } from "../../model/cause.ts";
import { FeedbackForm, THEMES_MAX, Theme } from "../../model/feedback-form.ts";
import { STORES_MAX, StatedStore } from "../../model/stated-store.ts";
import { Names } from "./authored.ts";

/** Phrases in the languages in which there are any. */
const Phrases = z
  .strictObject(inEachLocale((locale) => Theme.shape.words.shape[locale].optional()))
  .transform((words) => inEachLocale((locale) => words[locale] ?? []));

const { zone, languages } = StatedStore.shape;

/** `stores.yaml` and `feedback.yaml` as people write them; either may be left out. */
export const AuthoredListening = {
  stores: z.strictObject({
    stores: z
      .array(
        z.strictObject({
          id: StatedStore.shape.id,
          name: Names,
          zone,
          languages,
          shelves: z
            .array(z.strictObject({ id: StatedStore.shape.id, name: Names }))
            .min(1)
            .max(50)
            .optional(),
        }),
      )
      .min(1)
      .max(STORES_MAX),
  }),
  feedback: z.strictObject({
    ...FeedbackForm.shape,
    about: FeedbackForm.shape.about.optional().transform((about) => about ?? []),
    themes: z
      .array(z.strictObject({ ...Theme.shape, name: Names, words: Phrases }))
      .min(1)
      .max(THEMES_MAX),
    negations: Phrases,
  }),
} as const;
