import { GiftAccrued } from "../../../events/catalog.ts";
import { daysAfter, instantAfter } from "../../../model/days.ts";
import { type FactsOf, messages } from "../../content/catalog.ts";
import { pictureFact } from "../../content/letter-picture.ts";
import { digestSpan } from "../digest-span.ts";
import { figuresByFunding, giftsByCause, pictureOfOnly, timeZoneOf } from "../facts.ts";
import { specialJourney } from "./event-journey.ts";

/** After this many days an update about a purchase is no longer news. */
export const UPDATE_VALID_DAYS = 14;

/** The index by customer does not show the gift yet; it does a moment later. */
export class IndexBehindError extends Error {
  override readonly name = "IndexBehindError";
}

/**
 * Shows a customer what a purchase of theirs gave, at once or, if they chose so, in a digest that the journey starts
 * (`impact-digest`). Most customers never chose the topic.
 */
export const impactUpdate = specialJourney({
  name: "impact-update",
  on: [GiftAccrued],
  runName: "$detail.gift",
  startOnlyIf: "topicWanted",
  message: "impact-update",
  facts: async ({ gift }, reads) => {
    const impact = await reads.impact();
    const purchase = impact.purchases.find((one) => one.gift === gift);
    if (purchase === undefined) throw new IndexBehindError("The gift is not in the index by customer yet");
    const validUntil = instantAfter(purchase.placedAt, UPDATE_VALID_DAYS);
    if (purchase.parts.length === 0) return { outcome: "noLongerTrue", facts: {}, validUntil };
    const rhythm = reads.preferences?.topics[messages["impact-update"].topic].rhythm ?? "eachTime";
    if (rhythm !== "eachTime") {
      return { outcome: "gathered", digest: digestSpan(rhythm, purchase.placedAt, timeZoneOf(reads)) };
    }
    const facts: FactsOf<"impact-update"> = {
      at: purchase.placedAt,
      gifts: giftsByCause([purchase], reads.config),
      settlesOn: purchase.pending ? daysAfter(purchase.settlesOn, -1) : null,
      soFar: figuresByFunding(impact.figures),
      purchases: impact.purchases.length,
      picture: pictureFact(pictureOfOnly(purchase, reads.config)),
    };
    return { outcome: "current", facts, validUntil };
  },
});
