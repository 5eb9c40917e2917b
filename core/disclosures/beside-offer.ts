import { disclosureTranslations } from "../i18n/dictionaries.ts";
import type { TermsView } from "../impact/view.ts";
import type { Locale } from "../model/cause.ts";
import {
  type Disclosing,
  type DisclosureLine,
  disclose,
  disclosureVersion,
  exampleCurrency,
  giftInOneSentence,
  ownFormatter,
} from "./disclose.ts";
import { ANYWHERE, ITEMS_IN_SHORT } from "./places.ts";
import { idOfTerms, titleOfTerms } from "./terms-in-words.ts";

/** Offers that are made together. */
type OffersMade = Pick<Disclosing, "brand" | "causes" | "site" | "locale"> & {
  readonly offers: readonly TermsView[];
};

interface DisclosedTerms {
  readonly terms: TermsView;
  readonly lines: readonly DisclosureLine[];
}

/** Under each terms what differs, and apart what all of them have in common: of one alone all is its own. */
export function besideEachOther(all: readonly DisclosedTerms[]): {
  readonly each: readonly DisclosedTerms[];
  readonly shared: readonly DisclosureLine[];
} {
  const [first, ...others] = all;
  if (first === undefined || others.length === 0) return { each: all, shared: [] };
  const shared = first.lines.filter(({ text }) =>
    others.every(({ lines }) => lines.some((line) => line.text === text)),
  );
  const isShared = ({ text }: DisclosureLine) => shared.some((line) => line.text === text);
  return {
    each: all.map(({ terms, lines }) => ({ terms, lines: lines.filter((line) => !isShared(line)) })),
    shared,
  };
}

/**
 * What stands beside an offer in a message, in one of our languages. Nothing of it is ever shortened.
 * - `parts`: of each terms, its sentences and its version; what is said of all of them comes last, and has none
 * - `more`: what the link to all the rest is called
 * - `text`: for a text, what one purchase gives of each terms, with its limits
 */
export interface OfferBeside {
  readonly lang: Locale;
  readonly title: string;
  readonly parts: readonly {
    readonly title: string | null;
    readonly lines: readonly string[];
    readonly version: string | null;
  }[];
  readonly more: string;
  readonly text: string;
}

/** `place`: where its reader lives; undefined where nobody says: then a short form, as in a shop that names no place. */
export function besideOffer({ offers, ...made }: OffersMade, place: string | undefined): OfferBeside {
  const { brand, locale } = made;
  const words = disclosureTranslations[locale];
  const disclosing = offers.map((terms) => ({ ...made, terms, currency: exampleCurrency(terms) }));
  const { each, shared } = besideEachOther(
    disclosing.map((one) => ({ terms: one.terms, lines: linesAt(one, place) })),
  );
  const isOne = offers.length === 1;
  const formatter = ownFormatter(locale, brand);
  const textsOf = (lines: readonly DisclosureLine[]) => lines.map(({ text }) => text);
  return {
    lang: locale,
    title: words.title,
    parts: [
      ...each.map(({ terms, lines }) => ({
        title: isOne ? null : titleOfTerms(idOfTerms(terms), { brand, formatter }),
        lines: textsOf(lines),
        version: disclosureVersion(terms, locale),
      })),
      ...(shared.length > 0 ? [{ title: words.forAll, lines: textsOf(shared), version: null }] : []),
    ],
    more: words.more,
    text: [...new Set(disclosing.map(giftInOneSentence))].join(" "),
  };
}

function linesAt(disclosing: Disclosing, place: string | undefined): readonly DisclosureLine[] {
  if (place !== undefined) return disclose(disclosing, place);
  return disclose(disclosing, ANYWHERE).filter(({ item }) => ITEMS_IN_SHORT.includes(item));
}
