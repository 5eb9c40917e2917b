import * as z from "zod";
import { Localised } from "./cause.ts";

/** As it stands in a code that is printed: what a URL holds unescaped, so that a shelf and a store are told apart. */
export const PlaceId = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,59}$/, "letters, digits, hyphens and underscores, at most 60");

/**
 * A store as the brand states it: where customers buy in person. `id` is the one in its purchases; `zone` is the clock on its
 * wall; `languages` are those that are spoken there, the first one first. A shelf is a place within it that has a code of its own.
 */
export const StatedStore = z.object({
  id: PlaceId,
  name: Localised,
  zone: z.string().min(1).max(60),
  languages: z.array(z.string().min(2).max(35)).min(1).max(10),
  shelves: z
    .array(z.object({ id: PlaceId, name: Localised }))
    .min(1)
    .max(50)
    .optional(),
});
export type StatedStore = z.infer<typeof StatedStore>;

/** A row each, read at once: a brand with more has several stages. */
export const STORES_MAX = 500;
