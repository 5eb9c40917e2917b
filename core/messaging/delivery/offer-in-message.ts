import { besideOffer, type OfferBeside } from "../../disclosures/beside-offer.ts";
import { isOfferOver } from "../../disclosures/disclose.ts";
import { ANYWHERE } from "../../disclosures/places.ts";
import type { BrandConfig } from "../../giving/config/brand-config.ts";
import { appliedBrand } from "../../giving/config/brand-in-force.ts";
import { messageLanguage } from "../../i18n/message-language.ts";
import type { TermsView } from "../../impact/view.ts";
import type { Preferences } from "../../model/preferences.ts";
import { messageOf } from "../content/catalog.ts";
import { LetterPromise } from "../content/letter-words.ts";
import type { DeliverMessage } from "./delivery.ts";

export interface OfferInMessageDeps {
  readonly brandConfig: () => Promise<BrandConfig>;
  /** What purchases give now. */
  readonly offers: () => Promise<readonly TermsView[]>;
  readonly siteUrl: string;
}

/** Who reads it: where they live, and in which language. */
type Reader = Pick<Preferences, "language" | "country" | "region">;

/**
 * What stands beside what a message promises, as of now. Undefined: it promises nothing; a message that always speaks of offers
 * leaves them out where none is; of a letter, the terms that its words were held against. `over`: its words, which nobody can change any more, promise what is not given any more, in some
 * currency: who reads them may pay in that one.
 */
export async function offerInMessage(
  deps: OfferInMessageDeps,
  { message, facts, channel }: Pick<DeliverMessage, "message" | "facts" | "channel">,
  reader: Reader,
): Promise<OfferBeside | "over" | undefined> {
  const { offers: when } = messageOf(message);
  const promise = when === "promised" ? LetterPromise.optional().parse(facts["promise"]) : undefined;
  if (when === undefined || (when === "promised" && promise === undefined)) return undefined;
  const [config, all] = await Promise.all([deps.brandConfig(), deps.offers()]);
  const offers = all.filter((one) =>
    promise === undefined
      ? !isOfferOver(one)
      : promise.terms.includes(one.name) && one.capReached === undefined,
  );
  if (promise !== undefined && offers.length < promise.terms.length) return "over";
  if (offers.length === 0 || (channel === "sms" && promise?.inText !== true)) return undefined;
  const { locale } = messageLanguage(reader.language);
  const made = { offers, brand: appliedBrand(config), causes: config.causes, site: deps.siteUrl, locale };
  return besideOffer(made, placeOfReader(reader));
}

/** Where somebody lives; of whom two places are known that do not fit, all that any place asks for is said. */
export function placeOfReader({ country, region }: Pick<Reader, "country" | "region">): string | undefined {
  if (region === undefined || country === undefined) return region ?? country;
  return region.startsWith(`${country}-`) ? region : ANYWHERE;
}
