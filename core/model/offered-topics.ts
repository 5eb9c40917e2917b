import type { Brand } from "./cause.ts";
import { JOURNEY_TOPICS, LIST_TOPICS } from "./generated/journey-names.ts";
import type { List } from "./preferences.ts";
import { TOPICS, type Topic } from "./topic.ts";

/**
 * The topics that a customer can agree to: those of which a journey writes to everybody, those on which the brand writes
 * letters, and, for a member of its lists, those of which a journey writes to lists alone. Nothing is sent on any other.
 */
export function offeredTopics(
  brand: Pick<Brand, "letters"> | undefined,
  lists: readonly List[] = [],
): Topic[] {
  const sent: ReadonlySet<Topic> = new Set<Topic>([
    ...JOURNEY_TOPICS,
    ...(brand?.letters ?? []),
    ...(lists.length > 0 ? LIST_TOPICS : []),
  ]);
  return TOPICS.filter((topic) => sent.has(topic));
}
