import fc from "fast-check";
import type { PersonalImpact } from "../../core/impact/read-personal.ts";
import { personalFigures } from "../../core/impact/read-personal.ts";
import type { Brand, Cause } from "../../core/model/cause.ts";
import { Funding } from "../../core/model/gift.ts";
import { pageFormatter } from "../../core/site/ui/page-formatter.ts";
import type { CardFacts } from "../../core/site/wallet/wallet-card.ts";
import { personal } from "./account-states.ts";
import { brand, everyday } from "./states.ts";

export const NUMBER = "W0123456789ABCDEFGHJKMNPQRS";
export const SERIAL = "q0mXt4rG9mE1nqkH7w2hV3yKc8sLd5uPz6aBf0TjR1o";

/** Where phones ask for a card, and with what. */
export const SERVICE = { url: "https://give.tarnfell.example/wallet", token: "a-token-of-an-invented-card" };

const causes: readonly Cause[] = everyday.causes.map(({ slug, name, summary, charity, status }) => ({
  ...{ slug, name, summary, charity, status },
}));

/** The facts of a card that somebody has; `more` replaces some. */
export function cardFacts(more: Partial<CardFacts> = {}): CardFacts {
  const own = personal["everyday"];
  if (own === undefined) throw new Error("There is no everyday state");
  return {
    serial: SERIAL,
    number: NUMBER,
    brand,
    causes,
    chosen: [],
    personal: own,
    siteUrl: "https://give.tarnfell.example",
    formatter: pageFormatter("en", brand),
    ...more,
  };
}

const slugs = causes.map(({ slug }) => slug);
const part = fc.record({
  cause: fc.constantFrom(...slugs),
  funding: fc.constantFrom(...Funding.options),
  minor: fc.integer({ min: -5_000, max: 900_000_000 }),
});

/** What the purchases of anybody may add up to. */
export const anyPersonal: fc.Arbitrary<PersonalImpact> = fc
  .array(
    fc.record({
      currency: fc.constantFrom("EUR", "USD", "JPY"),
      parts: fc.array(part, { maxLength: 4 }),
      pending: fc.boolean(),
    }),
    { maxLength: 6 },
  )
  .map((drawn) => {
    const purchases = drawn.map((one, at) => ({
      ...one,
      gift: `gift_${at}`,
      placedAt: "2026-11-20T10:00:00Z",
      settlesOn: "2026-12-20",
      entries: [],
    }));
    return { asOf: "2026-11-22", purchases, figures: personalFigures(purchases) };
  });

const text = (most: number) => fc.string({ minLength: 1, maxLength: most, unit: "grapheme" });
const anyBrand: fc.Arbitrary<Brand> = text(80).map((name) => ({ ...brand, name: name.slice(0, 80) }));

/** Any card that there can be: names of any length and letters, any choice, any figures. */
export const anyCardFacts: fc.Arbitrary<CardFacts> = fc
  .record({
    brand: anyBrand,
    name: text(2000),
    chosen: fc.subarray(slugs),
    personal: anyPersonal,
    language: fc.constantFrom("en", "de"),
  })
  .map(({ brand: own, name, chosen, personal: impact, language }) =>
    cardFacts({
      brand: own,
      causes: causes.map((cause) => ({ ...cause, name: { en: name, de: name } })),
      chosen: chosen.map((cause) => ({ cause, weight: 1 })),
      personal: impact,
      formatter: pageFormatter(language, own),
    }),
  );
