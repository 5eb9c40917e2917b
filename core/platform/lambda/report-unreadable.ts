import { logger } from "./logger.ts";

/** Told of stored items that cannot be read and were passed over: their keys and what is wrong with them, without values. */
export type ReportUnreadable = (items: readonly string[]) => void;

const ITEMS_LOGGED_MAX = 20;

/** What a log line says of them; the alarm `Unreadable` counts `unreadable`. Nothing for none. */
export function unreadableFacts(items: readonly string[]): {
  readonly unreadable?: number;
  readonly items?: readonly string[];
} {
  return items.length === 0 ? {} : { unreadable: items.length, items: items.slice(0, ITEMS_LOGGED_MAX) };
}

/** A log line of its own, for a caller whose own line has no room for it: the page or message goes on without them. */
export const reportUnreadable: ReportUnreadable = (items) => {
  if (items.length > 0) logger.error("items cannot be read", unreadableFacts(items));
};
