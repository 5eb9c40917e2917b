import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import * as z from "zod";
import { wrongFields } from "../../giving/ledger/limits.ts";
import { Story, StoryWords } from "../../model/story.ts";
import type { StorySlug } from "../../model/story-slug.ts";
import { getAll, queryAll } from "../../platform/aws/table.store.ts";
import type { ReportUnreadable } from "../../platform/lambda/report-unreadable.ts";
import { STORIES_PARTITION, storyKey, storyWordsKey } from "./story.keys.ts";

/** 1 MB each: {@link STORIES_MAX} heads of 4 KB are not much more than one. */
export const STORY_PAGES_MAX = 5;
const CALLS_MAX = 5;

/** A story as it is stored: its head, and a fingerprint of its words, by which an apply knows whether they changed. */
export const StoredStory = Story.extend({ wordsHash: z.string().length(64) });
export type StoredStory = z.infer<typeof StoredStory>;

export interface StoryStore {
  /** The heads of all stories. `report` is told of those that cannot be read: all others are answered. */
  all(): Promise<StoredStory[]>;
  /** The head of one story; undefined where there is none of that name. */
  head(slug: StorySlug): Promise<StoredStory | undefined>;
  /** The words of a story; undefined where there is none of that name. */
  words(slug: StorySlug): Promise<StoryWords | undefined>;
}

/** Stories are rows of the ledger table, beside what the brand states; no figure is computed from them. */
export function storyStore(
  dynamo: DynamoDBClient,
  ledgerTable: string,
  report: ReportUnreadable,
): StoryStore {
  const table = { dynamo, name: ledgerTable };
  return {
    async all() {
      const query = { what: "stories", pk: STORIES_PARTITION, pagesMax: STORY_PAGES_MAX };
      const rows = await queryAll(table, query);
      return rows.flatMap((row) => {
        const { data, error } = StoredStory.safeParse(row);
        if (data === undefined) report([`${row.pk} ${row.sk}: ${wrongFields(error)}`]);
        return data ?? [];
      });
    },
    async head(slug) {
      const [row] = await getAll(table, [storyKey(slug)], { what: "a story's head", callsMax: CALLS_MAX });
      return row && StoredStory.parse(row);
    },
    async words(slug) {
      const options = { what: "a story's words", callsMax: CALLS_MAX };
      const [row] = await getAll(table, [storyWordsKey(slug)], options);
      return row && z.object({ words: StoryWords }).parse(row).words;
    },
  };
}
