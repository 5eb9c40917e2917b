import type { StorySlug } from "../../model/story.ts";
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

/** Whether rows of this partition are the brand's stories. */
export function isStoryPartition(pk: string): boolean {
  return pk === STORIES_PARTITION || pk.startsWith("story#");
}
