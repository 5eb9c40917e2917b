import * as z from "zod";
import { inEachLocale, Localised } from "./cause.ts";
import { Currency, Minor } from "./money.ts";
import { CauseSlug, Day } from "./purchase.ts";
import { withoutTurns } from "./seen.ts";
import { BOUGHT_MAX, StorySlug } from "./story-slug.ts";

/** Of all stories of a brand: their heads are read whole, once a minute. */
export const STORIES_MAX = 300;
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

/** A story's words in each language: what its own page alone reads. */
export const StoryWords = z.object(inEachLocale(() => z.array(Block).min(1).max(STORY_BLOCKS_MAX)));
export type StoryWords = z.infer<typeof StoryWords>;

/**
 * What came of a cause, without its words: what lists and feeds show.
 * - `day`: on which it is told; `by`: who tells it
 * - `bought`: for what the money was spent, as who tells it says. No ledger entry stands behind it
 * - `sample`: an invented one, which pages say; it is never applied where customers read it
 * - `open`: what is still missing, in a sentence
 * - `version`: followers are told a story once for each version; what is only corrected keeps it
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
  sample: z.boolean(),
  version: z.int().min(1).max(VERSION_MAX),
});
export type Story = z.infer<typeof Story>;

/** The newest first; of one day by their names, so that the order is always the same. */
export function newestFirst(stories: readonly Story[]): Story[] {
  return stories.toSorted((one, other) =>
    one.day === other.day ? (one.slug < other.slug ? -1 : 1) : one.day < other.day ? 1 : -1,
  );
}
