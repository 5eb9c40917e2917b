import { besideOffer, type OfferBeside } from "../../core/disclosures/beside-offer.ts";
import { isOfferOver } from "../../core/disclosures/disclose.ts";
import { versionsInForce } from "../../core/giving/config/in-force.ts";
import { messageLanguage } from "../../core/i18n/message-language.ts";
import { termsView } from "../../core/impact/read-offers.ts";
import type { TermsView } from "../../core/impact/view.ts";
import type { Brand, Cause } from "../../core/model/cause.ts";
import type { Instant } from "../../core/model/purchase.ts";
import type { Terms } from "../../core/model/terms.ts";

/** What stands beside an offer in a language, by its tag; undefined: nothing is offered. */
export type OfferIn = (language: string) => OfferBeside | undefined;

interface Offering {
  readonly brand: Brand;
  readonly causes: readonly Cause[];
  readonly site: string;
}

/** For a reader of whom no place is known. */
export function offerIn(offers: readonly TermsView[], { brand, causes, site }: Offering): OfferIn {
  const made = { offers: offers.filter((one) => !isOfferOver(one)), brand, causes, site };
  return (language) =>
    made.offers.length === 0
      ? undefined
      : besideOffer({ ...made, locale: messageLanguage(language).locale }, undefined);
}

/** The same of a brand's files, as if nothing were given yet. */
export function offerOfFiles(
  { terms, ...offering }: Offering & { readonly terms: readonly Terms[] },
  now: Instant,
): OfferIn {
  return offerIn(versionsInForce(terms, now).map(termsView), offering);
}
