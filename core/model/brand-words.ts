import * as z from "zod";
import { Locale } from "./cause.ts";

/** A language as browsers and HTML name it (BCP 47), of those that people choose from: `fr`, `en-GB`, `zh-Hant-TW`. */
export const LanguageTag = z.string().regex(/^[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|\d{3}))?$/);

export const BRAND_LANGUAGES_MAX = 20;

/**
 * Words of pages that a brand wrote in one language, by their path in the dictionaries: `community.asOf`. Where it wrote none,
 * those of `base` stand: of a language of ours itself, of any other the one that it falls back to.
 */
export const BrandWords = z.object({
  language: LanguageTag,
  base: Locale,
  name: z.string().min(1).max(40),
  words: z.record(z.string().min(1).max(120), z.string().min(1).max(2000)),
});
export type BrandWords = z.infer<typeof BrandWords>;
