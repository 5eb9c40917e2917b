import { newestFirst, type Story, type StoryWords } from "../../model/story.ts";
import { StorySlug } from "../../model/story-slug.ts";
import type { Now } from "../../platform/clock.ts";
import type { StoryStore } from "./story.store.ts";

/** How long a warm function may show the stories that it read. */
export const STORIES_AGE_MAX_SECONDS = 60;

/** What pages show of stories. */
export interface StoryReader {
  /** The heads of all stories, the newest first. */
  readonly all: () => Promise<readonly Story[]>;
  /** The words of one; undefined where no story has that name. */
  readonly words: (slug: string) => Promise<StoryWords | undefined>;
}

/** Reads the heads again once they are {@link STORIES_AGE_MAX_SECONDS} old. A failed read is not kept. */
export function storyReader(store: Pick<StoryStore, "all" | "words">, now: Now): StoryReader {
  let last: { readonly stories: readonly Story[]; readonly at: number } | undefined;
  return {
    async all() {
      const at = Date.parse(now());
      if (last === undefined || at - last.at >= STORIES_AGE_MAX_SECONDS * 1000)
        last = { stories: newestFirst(await store.all()), at };
      return last.stories;
    },
    async words(slug) {
      const named = StorySlug.safeParse(slug);
      return named.success ? await store.words(named.data) : undefined;
    },
  };
}
