import { localised } from "../../model/cause.ts";
import { type FactsOf, type MessageName, messages } from "./catalog.ts";

/** Other facts that a message may have to say, by what is special about them: a preview shows each beside the sample. */
type Variants = { readonly [Name in MessageName]?: Readonly<Record<string, FactsOf<Name>>> };

const rivers = localised({ en: "Clean rivers", de: "Saubere Flüsse" });
const trouble = messages["order-trouble"].sample;
const update = messages["impact-update"].sample;
const brief = messages["purpose-brief"].sample;
const digest = messages["impact-digest"].sample;
const story = messages.story.sample;
const letter = messages["offer-letter"].sample;
/** Its words promise what purchases give: what these are is generated, so no sample says it. */
const promising = { ...letter, gifts: [], promise: { terms: ["everyday@1"], inText: false } };
const oneGift = { cause: rivers, funding: "brand", amount: { minor: 240, currency: "EUR" } } as const;

const variants: Variants = {
  "confirm-email": { "one topic": { topics: ["orders"], minutes: 1440 } },
  "impact-update": {
    "the first gift, pending": {
      ...update,
      gifts: [oneGift],
      soFar: [],
      purchases: 1,
      picture: story.picture,
    },
    "final at once": { ...update, gifts: [oneGift], settlesOn: null, picture: story.picture },
  },
  "impact-digest": { "one purchase": { ...digest, gifts: [oneGift], purchases: 1 } },
  welcome: { "no cause chosen": { causes: [] } },
  "order-trouble": {
    "no new day": { ...trouble, newDay: null },
    unavailable: { ...trouble, kind: "unavailable" },
    "unavailable, no new day": { ...trouble, kind: "unavailable", newDay: null },
    "without an item": { ...trouble, item: null },
  },
  "important-date": {
    "a named day": { occasion: { kind: "named", name: "Grandma's birthday" }, day: "2026-11-25", soFar: [] },
    "one year, nothing given": { occasion: { kind: "firstGift", years: 1 }, day: "2025-11-22", soFar: [] },
  },
  "community-letter": { "a letter that promises": promising },
  "offer-letter": { "a letter that promises": promising },
  story: { "one that happened, with nothing to count": { ...story, sample: false, bought: [], open: null } },
  "purpose-brief": {
    "a week without gifts": { ...brief, purchases: 0, gifts: [], causes: [], milestones: [] },
  },
};

/** The variants of one message: the facts by what is special about them. */
export function variantsOf(name: MessageName): readonly (readonly [string, object])[] {
  return Object.entries<object>(variants[name] ?? {});
}
