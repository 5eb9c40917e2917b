import { beginningOf, daysAfter, instantAfter, onClock } from "../../core/model/days.ts";
import { Instant } from "../../core/model/purchase.ts";
import type { LetterDraft } from "../../core/operations/letters/letter-draft.ts";
import { LETTER_AHEAD_DAYS_MAX, LETTER_VALID_DAYS } from "../../core/operations/letters/schedule-letter.ts";
import { CliError } from "../cli-error.ts";

/** When a letter goes, and until when it is of use. */
export interface LetterTimes {
  readonly at: Instant;
  readonly until: Instant;
}

/** `2026-12-01T10:00` is meant on the brand's clock. Throws for what is no time, past, or too far ahead. */
export function timesOf(
  text: string,
  { until }: Pick<LetterDraft, "until">,
  { now, timeZone }: { readonly now: Instant; readonly timeZone: string },
): LetterTimes {
  const at = text === "now" ? now : (onClock(timeZone, text) ?? Instant.safeParse(text).data);
  if (at === undefined)
    throw new CliError(
      `${text} is not a time.`,
      `Give 2026-12-01T10:00 (on the clock of ${timeZone}), 2026-12-01T09:00:00Z, or now.`,
    );
  if (at < now) throw new CliError(`${text} is past.`, "Give a later time, or now.");
  if (at > instantAfter(now, LETTER_AHEAD_DAYS_MAX))
    throw new CliError(
      `${text} is more than ${LETTER_AHEAD_DAYS_MAX} days ahead.`,
      "Schedule it nearer to its time: its words are frozen then.",
    );
  const end =
    until === undefined ? instantAfter(at, LETTER_VALID_DAYS) : beginningOf(timeZone, daysAfter(until, 1));
  if (end <= at)
    throw new CliError(
      `letter.yaml says that it is of use until ${until}, which is before ${text}.`,
      "Correct until, or give an earlier time.",
    );
  return { at, until: end };
}
