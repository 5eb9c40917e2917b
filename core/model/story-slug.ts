import * as z from "zod";

/** The name of a story's file without its ending, and the end of its address: `/stories/ten-test-kits`. */
export const StorySlug = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,59}$/, "lower-case letters, digits and hyphens, at most 60");
export type StorySlug = z.infer<typeof StorySlug>;

/** Of the things that a story says were bought. */
export const BOUGHT_MAX = 12;
