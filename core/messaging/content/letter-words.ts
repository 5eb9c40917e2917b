import * as z from "zod";
import { inEachLocale } from "../../model/cause.ts";
import { withoutTurns } from "../../model/seen.ts";

/** The most letters of each slot, in UTF-16 units. All of them together stay below what mail programs show. */
export const SLOT_LETTERS_MAX = {
  subject: 120,
  preview: 160,
  headline: 120,
  lede: 300,
  paragraph: 1000,
  label: 60,
  /** A text holds no longer name or fact: {@link SMS_ROOMS}. */
  text: 120,
} as const;
export const PARAGRAPHS_MAX = 10;
/** A text still has room for it beside the longest words. */
export const ADDRESS_LETTERS_MAX = 150;

/** A slot's words in one language: one line of plain text. */
export function slotWords(max: number) {
  return z
    .string()
    .trim()
    .min(1, "write some words")
    .max(max, `at most ${max} letters`)
    .regex(/^[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}]*$/u, "one line of plain text, without a line break")
    .overwrite(withoutTurns);
}

export const ButtonAddress = z
  .url({ protocol: /^https$/, error: "write the address of a page, https://…" })
  .max(ADDRESS_LETTERS_MAX, `at most ${ADDRESS_LETTERS_MAX} letters: it must fit into a text`);

function slot(max: number) {
  return z.object(inEachLocale(() => slotWords(max)));
}

/**
 * The words of a one-off letter, slot by slot, in each language.
 * - `lede`: the sentence below the headline; `text`: what goes by SMS; null: it goes by email alone
 * - `button`: leads to a page of the brand's own; `url` is never shortened
 */
export const LetterWords = z.object({
  subject: slot(SLOT_LETTERS_MAX.subject),
  preview: slot(SLOT_LETTERS_MAX.preview),
  headline: slot(SLOT_LETTERS_MAX.headline),
  lede: slot(SLOT_LETTERS_MAX.lede).nullable(),
  paragraphs: z.array(slot(SLOT_LETTERS_MAX.paragraph)).min(1).max(PARAGRAPHS_MAX),
  button: z
    .object({ label: slot(SLOT_LETTERS_MAX.label), url: z.object(inEachLocale(() => ButtonAddress)) })
    .nullable(),
  text: slot(SLOT_LETTERS_MAX.text).nullable(),
});
export type LetterWords = z.infer<typeof LetterWords>;

/**
 * That the words of a letter promise what purchases give.
 * - `terms`: the versions that they were held against, `everyday@3`: once one of them is over, the letter is not sent
 * - `inText`: the words of its text do too
 */
export const LetterPromise = z.object({ terms: z.array(z.string().min(1)).min(1), inText: z.boolean() });
export type LetterPromise = z.infer<typeof LetterPromise>;
