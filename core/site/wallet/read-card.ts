import { createHash } from "node:crypto";
import type { PersonalImpact } from "../../impact/read-personal.ts";
import type { CustomerId } from "../../model/customer.ts";
import type { PeopleStore } from "../../people/records/people.store.ts";
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
    const [preferences, chosen, personal, serial] = await Promise.all([
      deps.people.preferences(customer),
      deps.people.causes(customer),
      deps.readPersonal(customer),
      deps.serialOf(card.token),
    ]);
    const { brand, brandConfig, siteUrl, formatter } =
      preferences === undefined ? context : signedInContext(context, preferences);
    const facts: CardFacts = {
      ...{ serial, number: card.token, chosen, personal },
      ...{ brand, causes: brandConfig.causes, siteUrl, formatter },
    };
    return { card: cardOf(facts), fingerprint: fingerprintOf(facts, preferences?.language) };
  };
}

function fingerprintOf(
  { serial, chosen, personal, brand, causes }: CardFacts,
  language: string | undefined,
): string {
  const said = {
    ...{ serial, chosen, figures: personal.figures, newest: personal.purchases[0]?.currency },
    ...{
      language,
      brand: [brand.name, brand.look.light],
      causes: causes.map(({ slug, name }) => [slug, name]),
    },
  };
  return createHash("sha256").update(JSON.stringify(said)).digest("base64url");
}
