import { CustomerConfirmed } from "../../../events/catalog.ts";
import { instantAfter } from "../../../model/days.ts";
import type { FactsOf } from "../../content/catalog.ts";
import { eventJourney } from "./event-journey.ts";

const WELCOME_VALID_DAYS = 7;

/**
 * Welcomes a customer who confirmed their address, once ever, and asks them to choose a cause. `impact-update` shows
 * them what their first purchase gives. A customer who left meanwhile is not welcomed.
 */
export const welcome = eventJourney({
  name: "welcome",
  on: [CustomerConfirmed],
  runName: "$detail.customer",
  sendKey: "'welcome'",
  message: "welcome",
  facts: ({ at }, { preferences, config }) => {
    const validUntil = instantAfter(at, WELCOME_VALID_DAYS);
    if (preferences === undefined) return { outcome: "noLongerTrue", facts: {}, validUntil };
    const chosen = new Set(preferences.causes.map(({ cause }) => cause));
    const facts: FactsOf<"welcome"> = {
      causes: config.causes
        .filter(({ slug }) => chosen.has(slug))
        .map(({ name, charity }) => ({ name, charity: { name: charity.name, sample: charity.sample } })),
    };
    return { outcome: "current", facts, validUntil };
  },
});
