import * as z from "zod";
import { daysAfter } from "../../model/days.ts";
import { type Day, Instant } from "../../model/purchase.ts";
import { Story } from "../../model/story.ts";

/** What happened longer ago is no news: a story of it stands on the pages, and nobody gets a letter. */
export const STORY_NEWS_DAYS = 30;

/** The row of a version of a story that followers of its cause are told; `at` is when it was first applied. */
export const ToldStory = z.object({
  story: Story.shape.slug,
  version: Story.shape.version,
  cause: Story.shape.cause,
  at: Instant,
});
export type ToldStory = z.infer<typeof ToldStory>;

/** Whether followers are told a story that is applied on `today`. */
export function isNews({ day }: Pick<Story, "day">, today: Day): boolean {
  return day >= daysAfter(today, -STORY_NEWS_DAYS);
}
