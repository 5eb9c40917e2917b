import { createHash } from "node:crypto";
import type { PersonalImpact } from "../../impact/read-personal.ts";
import type { CustomerId } from "../../model/customer.ts";
import type { Preferences } from "../../model/preferences.ts";
import type { Instant } from "../../model/purchase.ts";
import { CARD_TOPICS } from "../../model/topic.ts";
import type { CardNews, CardNewsStore } from "../../people/cards/card-news.store.ts";
import type { PeopleStore } from "../../people/records/people.store.ts";
import type { Now } from "../../platform/clock.ts";
import type { AccountContext } from "../ui/page.ts";
import { signedInContext } from "../ui/page-context.ts";
import { type CardFacts, cardOf, type WalletCard } from "./wallet-card.ts";

export interface ReadCardDeps {
  readonly people: Pick<PeopleStore, "preferences" | "causes">;
  /** A customer's card as their page shows it; undefined for none. */
  readonly cards: {
    readonly read: (customer: CustomerId) => Promise<{ readonly token: string } | undefined>;
  };
  /** What wallets know a card of this number by: the keyed hash under which a till finds its customer. */
  readonly serialOf: (number: string) => Promise<string>;
  readonly readPersonal: (customer: CustomerId) => Promise<PersonalImpact>;
  readonly news: Pick<CardNewsStore, "read">;
  readonly now: Now;
}

/** `fingerprint`: of all that the card says besides of which day it is; the same in whichever language it was read. */
export interface ReadCard {
  readonly card: WalletCard;
  readonly fingerprint: string;
}

/** A customer's card as it is now, in their language, or that of the request where they chose none; undefined for no card. */
export function readCard(deps: ReadCardDeps) {
  return async (customer: CustomerId, context: AccountContext): Promise<ReadCard | undefined> => {
    const card = await deps.cards.read(customer);
    if (card === undefined) return undefined;
    const serial = await deps.serialOf(card.token);
    const [preferences, chosen, personal, said] = await Promise.all([
      deps.people.preferences(customer),
      deps.people.causes(customer),
      deps.readPersonal(customer),
      deps.news.read({ customer, serial }),
    ]);
    const news = said && { text: said.text, alerts: mayAlert(said, preferences, deps.now()) };
    const { brand, brandConfig, siteUrl, formatter } =
      preferences === undefined ? context : signedInContext(context, preferences);
    const facts: CardFacts = {
      ...{ serial, number: card.token, chosen, personal, news },
      ...{ brand, causes: brandConfig.causes, siteUrl, formatter },
    };
    return { card: cardOf(facts), fingerprint: fingerprintOf(facts, preferences?.language) };
  };
}

/** A phone that fetches what was said too late, or after its owner switched alerts off, shows it without an alert. */
function mayAlert({ until }: CardNews, preferences: Preferences | undefined, at: Instant): boolean {
  const isWanted = CARD_TOPICS.some((topic) => preferences?.topics[topic].wallet === true);
  return isWanted && (until === undefined || at < until);
}

function fingerprintOf(
  { serial, chosen, personal, news, brand, causes }: CardFacts,
  language: string | undefined,
): string {
  const said = {
    ...{ serial, chosen, figures: personal.figures, newest: personal.purchases[0]?.currency },
    news: news?.text,
    ...{
      language,
      brand: [brand.name, brand.look.light],
      causes: causes.map(({ slug, name }) => [slug, name]),
    },
  };
  return createHash("sha256").update(JSON.stringify(said)).digest("base64url");
}
