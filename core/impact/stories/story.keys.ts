import type { StorySlug } from "../../model/story-slug.ts";
import type { Key } from "../../platform/aws/key.ts";

/** The heads of all stories: one partition, read whole. */
export const STORIES_PARTITION = "stories";

export function storyKey(slug: StorySlug): Key {
  return { pk: STORIES_PARTITION, sk: slug };
}

/** A story's words are a row of their own: whoever lists stories reads none of them. */
export function storyWordsKey(slug: StorySlug): Key {
  return { pk: `story#${slug}`, sk: "words" };
}

/** That followers were to be told a version of a story. Written once, and never changed or deleted. */
export function toldStoryKey(slug: StorySlug, version: number): Key {
  return { pk: `told#${slug}`, sk: String(version).padStart(4, "0") };
}

/** Whether this is the row of a story that was told. Stream filters quote the prefix. */
export function isToldStoryKey({ pk }: Key): boolean {
  return pk.startsWith("told#");
}

/** Whether rows of this partition are the brand's stories. */
export function isStoryPartition(pk: string): boolean {
  return pk === STORIES_PARTITION || pk.startsWith("story#");
}
