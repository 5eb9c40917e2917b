import * as z from "zod";
import { LanguageTag } from "./brand-words.ts";
import { inEachLocale, Localised, Picture } from "./cause.ts";
import { Currency, Minor } from "./money.ts";
import { CauseSlug, Day } from "./purchase.ts";
import { withoutTurns } from "./seen.ts";
import { BOUGHT_MAX, StorySlug } from "./story-slug.ts";

/** Of all stories of a brand: their heads are read whole, once a minute. */
export const STORIES_MAX = 300;
/** Of the heads of all stories, in all languages: a query answers 1 MB, and pages ask for at most five. */
export const STORY_HEADS_BYTES_MAX = 4_000_000;
/** Of one story's words in all languages. An item of DynamoDB holds 400 KB. */
export const STORY_WORDS_BYTES_MAX = 380 * 1024;
/** In one language: some six screens of a phone. */
export const STORY_BLOCKS_MAX = 60;
const RUNS_MAX = 200;
const RUN_LETTERS_MAX = 6_000;
const ITEMS_MAX = 40;
const VERSION_MAX = 999;

/** Letters that look alike, and where they lead. */
export const Run = z.object({
  text: z.string().overwrite(withoutTurns).min(1).max(RUN_LETTERS_MAX),
  strong: z.literal(true).optional(),
  emphasis: z.literal(true).optional(),
  href: z
    .url({ protocol: /^https$/ })
    .max(500)
    .optional(),
});
export type Run = z.infer<typeof Run>;

const Runs = z.array(Run).min(1).max(RUNS_MAX);

/** A part of a story's words. They are data, so a page can hold nothing but these: no HTML comes out of a file. */
export const Block = z.discriminatedUnion("kind", [
  z.object({ kind: z.enum(["heading", "paragraph", "quote"]), runs: Runs }),
  z.object({ kind: z.literal("list"), ordered: z.boolean(), items: z.array(Runs).min(1).max(ITEMS_MAX) }),
]);
export type Block = z.infer<typeof Block>;

const Blocks = z.array(Block).min(1).max(STORY_BLOCKS_MAX);

/** A story's words in each language: what its own page alone reads. `added`: in those that the brand adds. */
export const StoryWords = z.object({
  ...inEachLocale(() => Blocks),
  added: z.record(LanguageTag, Blocks).optional(),
});
export type StoryWords = z.infer<typeof StoryWords>;

const { en: Text } = Localised.shape;

/** All texts of a story in one language; `bought` in the order of the story's, `picture`: what its picture shows. */
export const StoryTexts = z.object({
  title: Text,
  summary: Text,
  by: Text,
  bought: z.array(Text).max(BOUGHT_MAX),
  open: Text.optional(),
  picture: Text.optional(),
});
export type StoryTexts = z.infer<typeof StoryTexts>;

/**
 * What came of a cause, without its words: what lists and feeds show.
 * - `day`: on which it is told; `by`: who tells it
 * - `bought`: for what the money was spent, as who tells it says. No ledger entry stands behind it
 * - `sample`: an invented one, which pages say; it is never applied where customers read it
 * - `open`: what is still missing, in a sentence
 * - `version`: followers are told a story once for each version; what is only corrected keeps it
 * - `added`: its texts in languages that the brand adds: in each of them all, or it is not told in it
 */
export const Story = z.object({
  slug: StorySlug,
  cause: CauseSlug,
  day: Day,
  title: Localised,
  summary: Localised,
  by: Localised,
  bought: z.array(z.object({ currency: Currency, amount: Minor, what: Localised })).max(BOUGHT_MAX),
  open: Localised.optional(),
  picture: Picture.optional(),
  sample: z.boolean(),
  version: z.int().min(1).max(VERSION_MAX),
  added: z.record(LanguageTag, StoryTexts).optional(),
});
export type Story = z.infer<typeof Story>;

/** The newest first; of one day by their names, so that the order is always the same. */
export function newestFirst(stories: readonly Story[]): Story[] {
  return stories.toSorted((one, other) =>
    one.day === other.day ? (one.slug < other.slug ? -1 : 1) : one.day < other.day ? 1 : -1,
  );
}
