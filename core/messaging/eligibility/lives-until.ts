import { Temporal } from "temporal-polyfill";
import { instantAt, minutesAfter } from "../../model/instant.ts";
import type { Instant } from "../../model/purchase.ts";
import type { MessageRequest, RecipientState } from "../../people/records/decision.ts";
import { hoursOf } from "./decide.ts";
import { firstClosed } from "./hours.ts";
import { LAST_MINUTES } from "./quiet-hours-law.ts";

/**
 * Until when a message that may go now may still arrive: the end of the law's hours, of the customer's and the author's, of
 * the consent, and of its use. Undefined: none of these ends within days. An answer knows no hours.
 */
export function livesUntil(
  person: RecipientState,
  request: MessageRequest,
  now: Instant,
): Instant | undefined {
  const { transactional, topic, channel, validUntil } = request;
  const at = Temporal.Instant.from(now);
  const closings = transactional
    ? []
    : hoursOf(person, request).flatMap(({ reason, hours }) => {
        const closed = hours === "never" ? at : firstClosed(hours, at);
        if (closed === undefined) return [];
        const end = instantAt(closed.epochMilliseconds);
        // The law's hours are read as ending some minutes early; the law itself ends them later.
        return [reason === "lawfulHours" ? minutesAfter(end, LAST_MINUTES) : end];
      });
  const consent = transactional
    ? undefined
    : person.consents.find((one) => one.topic === topic && one.channel === channel);
  const ends = [...closings, validUntil, consent?.expiresAt].filter((end) => end !== undefined);
  return ends.toSorted()[0];
}
