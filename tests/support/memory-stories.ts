import type { StoryReader } from "../../core/impact/stories/story-reader.ts";
import { newestFirst } from "../../core/model/story.ts";
import type { StoryDraft } from "../../core/operations/brand/brand-draft.ts";

/** Stories that pages read, as a table would hold them. */
export function memoryStories(stories: readonly StoryDraft[] = []): StoryReader {
  return {
    all: async () => newestFirst(stories),
    words: async (slug) => stories.find((story) => story.slug === slug)?.words,
  };
}
