import type { Quote } from "../../giving/ledger/quote-gift.ts";
import { elementsWords } from "../../i18n/page-words.ts";
import { termsView } from "../../impact/read-community.ts";
import type { Given, ShopView } from "../../impact/shop-view.ts";
import type { TermsView } from "../../impact/view.ts";
import type { Brand, Cause } from "../../model/cause.ts";
import type { Funding } from "../../model/gift.ts";
import type { CauseSlug } from "../../model/purchase.ts";
import { type Terms, termsName } from "../../model/terms.ts";
import { limitsInWords, shareInWords, splitInWords } from "../community/terms-in-words.ts";
import type { PageFormatter } from "../ui/page-formatter.ts";

/** What every sentence about a cart needs. `isEstimated`: the amounts that it names are not those that the purchase will have. */
export interface CartContext {
  readonly brand: Brand;
  readonly causes: readonly Cause[];
  readonly currency: string;
  /** In minor units; a cart of nothing is not spoken of. */
  readonly base: number;
  readonly isEstimated: boolean;
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

/** Nothing is said of an empty cart, and nothing where no terms are in force: then there is no promise. */
function whyNothing(
  noGift: NonNullable<Quote["noGift"]>,
  terms: Terms | undefined,
  { currency, base, formatter }: CartContext,
): string[] {
  const words = elementsWords(formatter).none;
  if (base === 0) return [];
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
  const { minimumOrder, capPerOrder, capPerCampaign, share, ...rest } = view;
  const limits = Object.entries({ minimumOrder, capPerOrder, capPerCampaign })
    .map(([name, amounts]) => [name, of(amounts)] as const)
    .filter(([, amounts]) => Object.keys(amounts).length > 0);
  return {
    ...rest,
    ...Object.fromEntries(limits),
    share: { ...share, ...(share.amounts && { amounts: of(share.amounts) }) },
  };
}

/** The terms in short sentences: `disclosure` stands beside each amount, `more` can be opened. */
export function disclosureOf(
  terms: Terms,
  context: CartContext,
): Pick<NonNullable<ShopView["gives"]>, "disclosure" | "moreTitle" | "more"> {
  const { brand, formatter, isEstimated } = context;
  const { words, date, lastDay } = formatter;
  const own = elementsWords(formatter);
  const view = inCurrency(termsView(terms), context.currency);
  const products = brand.termsInWords?.[terms.id]?.products;
  const split = splitInWords(terms.split, { ...context, causes: context.causes, formatter });
  const tiers = view.share.tiers?.[context.currency]?.map(({ from, basisPoints }) =>
    words.tier(
      formatter.percent(basisPoints),
      from === 0 ? undefined : formatter.roundMoney(from, context.currency),
    ),
  );
  const share = shareInWords(view.share, products && formatter.text(products), formatter);
  const inForce =
    terms.until === undefined
      ? words.since(date(terms.from))
      : words.between(date(terms.from), lastDay(terms.until));
  return {
    disclosure: [
      [share, ...(tiers ?? []), ...limitsInWords(view, formatter)].join(" · "),
      ...(split === undefined ? [] : [`${split}.`]),
      words.base,
      ...(isEstimated ? [own.estimated] : []),
      `${inForce} · ${words.version} ${termsName(terms)}`,
    ],
    moreTitle: own.moreTitle,
    more: [
      words.pendingText(formatter.counted(terms.returnDays, words.days)),
      ...(terms.roundUp ? [words.roundUp(brand.name)] : []),
      words.noReceipt(brand.name),
    ],
  };
}
