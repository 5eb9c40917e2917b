import type { PersonalImpact } from "../../../impact/read-personal.ts";
import { dayIn, daysAfter, instantAfter } from "../../../model/days.ts";
import type { Preferences } from "../../../model/preferences.ts";
import type { Instant } from "../../../model/purchase.ts";
import { mayLearnFrom } from "../../../people/preferences/presents.ts";
import type { FactsOf } from "../../content/catalog.ts";

/** A customer whose last gift is this old is asked, once, whether to pause. */
export const QUIET_DAYS = 180;
const QUESTION_VALID_DAYS = 7;

interface QuietFacts {
  readonly facts: FactsOf<"quiet-customer">;
  /** The last gift, as the key: a customer is asked once until they buy again. */
  readonly gift: string;
  readonly validUntil: Instant;
}

/**
 * Undefined for a customer who gave lately or never, has paused already, does not want questions, buys for others, or whose last
 * purchase was a present.
 */
export function quietFacts(
  { purchases, asOf }: PersonalImpact,
  preferences: Pick<Preferences, "giftsForOthers" | "pausedUntil" | "presents" | "topics">,
  timeZone: string,
  at: Instant,
): QuietFacts | undefined {
  const [last] = purchases;
  const { pausedUntil, topics } = preferences;
  const asks = topics.feedback.email || topics.feedback.sms;
  const paused = pausedUntil !== undefined && pausedUntil > at;
  if (last === undefined || !mayLearnFrom(preferences, last.gift) || paused || !asks) return undefined;
  const since = dayIn(timeZone, last.placedAt);
  if (asOf < daysAfter(since, QUIET_DAYS)) return undefined;
  return { facts: { since }, gift: last.gift, validUntil: instantAfter(at, QUESTION_VALID_DAYS) };
}
