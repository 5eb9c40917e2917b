import * as z from "zod";
import { dayIn, instantAfter } from "../../../model/days.ts";
import { Rhythm } from "../../../model/preferences.ts";
import { Day } from "../../../model/purchase.ts";
import type { FactsOf } from "../../content/catalog.ts";
import { digestSpan } from "../digest-span.ts";
import { giftsByCause, timeZoneOf } from "../facts.ts";
import { startedJourney } from "./event-journey.ts";

export const DIGEST_VALID_DAYS = 14;

/** Shows a customer what their purchases of a day, week or month gave, less what refunds took back. */
export const impactDigest = startedJourney({
  name: "impact-digest",
  message: "impact-digest",
  detail: z.object({ rhythm: Rhythm.exclude(["eachTime"]), from: Day, to: Day }),
  facts: async ({ rhythm, from, to }, reads) => {
    const { purchases } = await reads.impact();
    const zone = timeZoneOf(reads);
    const { until } = digestSpan(rhythm, `${from}T12:00:00Z`, "UTC");
    const validUntil = instantAfter(until, DIGEST_VALID_DAYS);
    const within = purchases.filter(({ placedAt, parts }) => {
      const day = dayIn(zone, placedAt);
      return parts.length > 0 && from <= day && day <= to;
    });
    const gifts = giftsByCause(within, reads.config);
    if (gifts.length === 0) return { outcome: "noLongerTrue", facts: {}, validUntil };
    const facts: FactsOf<"impact-digest"> = { from, to, gifts, purchases: within.length };
    return { outcome: "current", facts, validUntil };
  },
});
