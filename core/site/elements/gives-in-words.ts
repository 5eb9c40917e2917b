import { disclose, disclosureVersion } from "../../disclosures/disclose.ts";
import { ANYWHERE, ITEMS_IN_SHORT, itemsAskedAt } from "../../disclosures/places.ts";
import type { Quote } from "../../giving/ledger/quote-gift.ts";
import { elementsWords } from "../../i18n/page-words.ts";
import type { Given, ShopView } from "../../impact/shop-view.ts";
import type { TermsView } from "../../impact/view.ts";
import type { Brand, Cause } from "../../model/cause.ts";
import type { Funding } from "../../model/gift.ts";
import type { CauseSlug } from "../../model/purchase.ts";
import type { Terms } from "../../model/terms.ts";
import { langOf, type PageFormatter, pageFormatter } from "../ui/page-formatter.ts";

/**
 * What every sentence about a cart needs.
 * - `isEstimated`: the amounts that it names are not those that the purchase will have
 * - `isOver`: all that the cap sets aside in its currency is given
 */
export interface CartContext {
  readonly brand: Brand;
  readonly causes: readonly Cause[];
  readonly currency: string;
  /** In minor units; a cart of nothing is not spoken of. */
  readonly base: number;
  readonly isEstimated: boolean;
  readonly isOver: boolean;
  readonly formatter: PageFormatter;
}

/** What a cart gives under one pick, in sentences that name the payer of each amount. Fundings are never added. */
export function givenInWords(pick: CauseSlug | undefined, quote: Quote, context: CartContext): Given {
  const { parts, noGift } = quote;
  const recipients = [...new Set(parts.map(({ cause }) => cause))].map((slug) => recipientOf(slug, context));
  return {
    parts: [...parts],
    ...(noGift && { noGift }),
    cart: sentences("cart", pick, quote, context),
    order: sentences("order", pick, quote, context),
    recipients,
  };
}

function sentences(
  when: "cart" | "order",
  pick: CauseSlug | undefined,
  { parts, noGift, terms }: Quote,
  context: CartContext,
): string[] {
  const words = elementsWords(context.formatter)[when];
  const { brand } = context;
  if (parts.length === 0) return noGift === undefined ? [] : whyNothing(noGift, terms, context);
  const of = (funding: Funding) => parts.filter((part) => part.funding === funding);
  const total = (funding: Funding) => of(funding).reduce((sum, { minor }) => sum + minor, 0);
  const isPicked = pick !== undefined;
  const gifts = (funding: Funding) =>
    isPicked ? toEach(of(funding), context) : amountOf(total(funding), context);
  const goesTo = [...new Set(parts.map(({ cause }) => nameOf(cause, context)))];
  return [
    total("brand") > 0 && words.brand(brand.name, gifts("brand")),
    total("match") > 0 && words.match(brand.name, amountOf(total("match"), context)),
    total("customer") > 0 && words.customer(gifts("customer")),
    !isPicked && words.unpicked(context.formatter.all(goesTo)),
  ].filter((sentence) => sentence !== false);
}

/** “€0.80 to Clean rivers and €0.20 to Open paths” */
function toEach(parts: Quote["parts"], context: CartContext): string {
  const { to } = elementsWords(context.formatter);
  return context.formatter.all(
    parts.map(({ cause, minor }) => to(amountOf(minor, context), nameOf(cause, context))),
  );
}

function amountOf(minor: number, { currency, isEstimated, formatter }: CartContext): string {
  const amount = formatter.money(minor, currency);
  return isEstimated ? elementsWords(formatter).about(amount) : amount;
}

function nameOf(slug: CauseSlug, { causes, formatter }: CartContext): string {
  const cause = causes.find((one) => one.slug === slug);
  return cause === undefined ? slug : formatter.text(cause.name);
}

function recipientOf(slug: CauseSlug, { causes, formatter }: CartContext): string {
  const cause = causes.find((one) => one.slug === slug);
  return cause === undefined ? slug : recipientInWords(cause, formatter);
}

/** Who is to be paid, with its registration. An invented organisation is never named without saying that it is one. */
export function recipientInWords({ charity }: Pick<Cause, "charity">, { words }: PageFormatter): string {
  const named = `${words.recipient} ${charity.name}, ${charity.registration}`;
  return charity.sample ? `${named} (${words.sample}: ${words.sampleText})` : named;
}

/**
 * Nothing is said of an empty cart, and nothing where no terms are in force: then there is no promise. Of what is over nobody
 * reads which purchases gave.
 */
function whyNothing(
  noGift: NonNullable<Quote["noGift"]>,
  terms: Terms | undefined,
  { currency, base, isOver, formatter }: CartContext,
): string[] {
  const words = elementsWords(formatter).none;
  if (base === 0) return [];
  if (isOver) return [words.campaignCapReached];
  switch (noGift) {
    case "noTerms":
      return [];
    case "belowMinimum":
      return [words.belowMinimum(formatter.roundMoney(terms?.minimumOrder?.[currency] ?? 0, currency))];
    case "noAmountInCurrency":
      return [words.noAmountInCurrency(currency)];
    default:
      return [words[noGift]];
  }
}

/** Terms as they are for a purchase in one currency: the amounts of all others do not concern it. */
function inCurrency(view: TermsView, currency: string): TermsView {
  const of = (amounts: TermsView["minimumOrder"]) =>
    amounts?.[currency] === undefined ? {} : { [currency]: amounts[currency] };
  const { minimumOrder, capPerOrder, capPerCampaign, guaranteedMinimum, share, ...rest } = view;
  const limits = Object.entries({ minimumOrder, capPerOrder, capPerCampaign, guaranteedMinimum })
    .map(([name, amounts]) => [name, of(amounts)] as const)
    .filter(([, amounts]) => Object.keys(amounts).length > 0);
  return {
    ...rest,
    ...Object.fromEntries(limits),
    share: { ...share, ...(share.amounts && { amounts: of(share.amounts) }) },
  };
}

/** Where an offer is made, and where it is told what all of them came to. */
export interface OfferContext extends CartContext {
  readonly place: string | undefined;
  readonly site: string;
}

/**
 * The disclosure of the terms of a cart: `disclosure` stands beside each amount, what is asked at the place of the offer or, where
 * nobody says which that is, a short form; `more` can be opened. The cart's own amount takes the place of an example. It is in
 * our own words, so of a language that the brand adds it says which of ours they are in.
 */
export function disclosureOf(
  terms: TermsView,
  { brand, causes, currency, isEstimated, formatter, place, site }: OfferContext,
): Omit<NonNullable<ShopView["gives"]>, "currency" | "picks"> {
  const { locale } = formatter;
  // The words of a disclosure are the product's own, as those that disclose says.
  const own = elementsWords(pageFormatter(locale, brand));
  const lines = disclose(
    { terms: inCurrency(terms, currency), brand, causes, currency, site, locale },
    ANYWHERE,
  );
  const said = lines.filter(({ item }) => item !== "estimate");
  const isBeside = new Set(place === undefined ? ITEMS_IN_SHORT : itemsAskedAt(place));
  const lang = langOf(formatter);
  return {
    ...(lang !== undefined && { lang }),
    disclosure: [
      ...said.filter(({ item }) => isBeside.has(item)).map(({ text }) => text),
      ...(isEstimated ? [own.estimated] : []),
      disclosureVersion(terms, locale),
    ],
    moreTitle: own.moreTitle,
    more: said.filter(({ item }) => !isBeside.has(item)).map(({ text }) => text),
  };
}
