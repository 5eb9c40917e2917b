import { zoneCity } from "../../i18n/zone-names.ts";
import type { Community } from "../../impact/view.ts";
import type { PageFormatter } from "../ui/page-formatter.ts";

/** Of when figures are, to the minute, and by which clock: readers may live by another. */
export function asOfInWords(
  { readAt }: Pick<Community, "readAt">,
  { words, dateTime, timeZone, locale }: PageFormatter,
): string {
  return words.asOf(dateTime(readAt), words.clock(zoneCity(timeZone, locale)));
}
