import * as z from "zod";
import { Locale } from "./cause.ts";

/** A language as browsers and HTML name it (BCP 47), of those that people choose from: `fr`, `en-GB`, `zh-Hant-TW`. */
export const LanguageTag = z.string().regex(/^[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|\d{3}))?$/);

export const BRAND_LANGUAGES_MAX = 20;
/** An item of DynamoDB holds 400 KB. */
export const BRAND_WORDS_BYTES_MAX = 380 * 1024;

/**
 * Words of pages that a brand wrote in one language, by their path in the dictionaries: `community.asOf`. Where it wrote none,
 * those of `base` stand: of a language of ours itself, of any other the one that it falls back to. `texts`: the brand's own texts,
 * of causes and terms, by what they are in `base`; a language of ours has none, as those texts stand beside one another.
 */
export const BrandWords = z.object({
  language: LanguageTag,
  base: Locale,
  name: z.string().min(1).max(40),
  words: z.record(z.string().min(1).max(120), z.string().min(1).max(2000)),
  texts: z.record(z.string().min(1).max(2000), z.string().min(1).max(2000)).optional(),
});
export type BrandWords = z.infer<typeof BrandWords>;
