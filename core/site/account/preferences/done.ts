import * as z from "zod";
import { accountWords } from "../../../i18n/page-words.ts";
import type { AccountContext } from "../../ui/page.ts";

/** The name of the buttons that do something else than save. */
export const DO = "do";

/** What came of a form, as the page that follows it is asked to say. */
export const PreferencesDone = z.enum([
  "confirmed",
  "confirmedBefore",
  "saved",
  "savedNoZone",
  "asked",
  "paused",
  "resumed",
  "stopped",
  "lifted",
  "none",
]);
export type PreferencesDone = z.infer<typeof PreferencesDone>;

/** What a page says that follows a form; nothing for what no form leads to. */
export function noticeOf(done: string | undefined, { formatter }: AccountContext): string | undefined {
  const known = PreferencesDone.safeParse(done);
  return known.success ? accountWords(formatter).preferences.done[known.data] : undefined;
}
