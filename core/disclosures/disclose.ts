import { brandShare } from "../giving/pricing/share.ts";
import { communityTranslations, disclosureTranslations } from "../i18n/dictionaries.ts";
import { formatter } from "../i18n/formatter.ts";
import type { TermsView } from "../impact/view.ts";
import type { Brand, Cause, Locale } from "../model/cause.ts";
import type { Currency } from "../model/money.ts";
import { minorDigits } from "../model/money.ts";
import { isCustomersChoice, Share } from "../model/terms.ts";
import { type DisclosureItem, itemsAskedAt } from "./places.ts";
import {
  amountsInWords,
  idOfTerms,
  limitsInWords,
  shareInWords,
  splitInWords,
  type TermsFormatter,
} from "./terms-in-words.ts";

/**
 * What a disclosure is made of.
 * - `currency`: that of its example, and whose cap it looks at; absent: terms that name no amount have no example
 * - `site`: the address of the community's page
 * - `locale`: one of our own languages. The words are ours in it, whatever words of pages a brand writes
 */
export interface Disclosing {
  readonly terms: TermsView;
  readonly brand: Pick<Brand, "name" | "timeZone" | "termsInWords">;
  readonly causes: readonly (Pick<Cause, "slug" | "name" | "status"> & {
    readonly charity: Pick<Cause["charity"], "name" | "registration">;
  })[];
  readonly currency?: Currency | undefined;
  readonly site: string;
  readonly locale: Locale;
}

/** One item of a disclosure: what it is called in a table, and what it says in sentences. */
export interface DisclosureLine {
  readonly item: DisclosureItem;
  readonly label: string;
  readonly text: string;
}

/**
 * The version of the words, which each disclosure names beside that of its terms. Whoever changes what a disclosure says raises it
 * (docs/decisions/143-disclosures-everywhere.md).
 */
export const DISCLOSURE_TEXT = 1;

/** What a disclosure is called, so that it can be found again: the version of the terms, and that of the words. */
export function disclosureVersion({ name }: Pick<TermsView, "name">, locale: Locale): string {
  return disclosureTranslations[locale].version(name, String(DISCLOSURE_TEXT));
}

/** Our own words, on the brand's clock: whatever words of pages a brand writes, and wherever a reader is. */
export function ownFormatter(locale: Locale, brand: Pick<Brand, "timeZone">): TermsFormatter {
  return { ...formatter(locale, brand), words: communityTranslations[locale] };
}

interface Said extends Disclosing {
  readonly formatter: TermsFormatter;
}

/**
 * What is said beside an offer under some terms at a place, in whole sentences: all that is asked there and the terms can say.
 * Once all that a cap sets aside in the currency is given, it offers nothing more. The same terms, causes and place always give
 * the same sentences.
 */
export function disclose(disclosing: Disclosing, place: string): readonly DisclosureLine[] {
  const said = { ...disclosing, formatter: ownFormatter(disclosing.locale, disclosing.brand) };
  const { labels } = wordsOf(said);
  const isOver = isCapReached(said.terms, said.currency);
  return itemsAskedAt(place).flatMap((item) => {
    if (isOver && !remainsWhenOver(item, said.terms)) return [];
    const text = SAY[item](said);
    return text === undefined ? [] : [{ item, label: labels[item], text }];
  });
}

/** Whether the brand gives nothing more of purchases in a currency, as all that its cap sets aside is given. */
export function isCapReached({ capReached = [] }: TermsView, currency: Currency | undefined): boolean {
  return currency !== undefined && capReached.includes(currency);
}

/** Whether nothing is left of any cap of these terms, so that they offer no more. */
export function isOfferOver({ capPerCampaign = {}, capReached = [] }: TermsView): boolean {
  return capReached.length > 0 && Object.keys(capPerCampaign).every((one) => capReached.includes(one));
}

/** That all that a cap sets aside in a currency is given. */
export function overInWords({
  terms,
  brand,
  currency = "",
  formatter,
}: Pick<Said, "terms" | "brand" | "currency" | "formatter">): string {
  const cap = terms.capPerCampaign?.[currency] ?? 0;
  return disclosureTranslations[formatter.locale].over(
    brand.name,
    formatter.roundMoney(cap, currency),
    currency,
  );
}

/** What holds also of gifts that were given before. Customers round up all the same, where the terms take that. */
function remainsWhenOver(item: DisclosureItem, { roundUp }: TermsView): boolean {
  if (item === "recipients" || item === "action") return roundUp;
  return item === "unit" || item === "refunds" || item === "payer" || item === "total";
}

/** The currency of an example for readers who named none: the first of which the terms name an amount. */
export function exampleCurrency({ share, capPerCampaign, capPerOrder, minimumOrder }: TermsView) {
  const [first] = [share.amounts, share.tiers, capPerCampaign, capPerOrder, minimumOrder].flatMap((amounts) =>
    Object.keys(amounts ?? {}),
  );
  return first;
}

const SAY: Readonly<Record<DisclosureItem, (disclosing: Said) => string | undefined>> = {
  recipients(disclosing) {
    const words = wordsOf(disclosing);
    const names = charitiesOf(disclosing);
    if (names.length === 0) return undefined;
    return names.length === 1
      ? words.recipient(names.join())
      : words.recipients(disclosing.formatter.either(names));
  },
  unit(disclosing) {
    const { terms, formatter, currency } = disclosing;
    const { share, capReached = [] } = terms;
    if (isCapReached(terms, currency)) return overInWords(disclosing);
    const isOfGoods =
      share.kind === "percentage" || share.kind === "tiers" || terms.minimumOrder !== undefined;
    return sentences(
      giftWithLimits(disclosing),
      isOfGoods && formatter.words.base,
      ...capReached.map((other) => overInWords({ ...disclosing, currency: other })),
    );
  },
  estimate(disclosing) {
    const { terms, formatter, currency } = disclosing;
    const isStated = terms.share.kind === "flat" || terms.share.kind === "perUnit";
    if (isStated || currency === undefined) return undefined;
    const base = Math.max(50 * 10 ** Math.max(minorDigits(currency), 2), terms.minimumOrder?.[currency] ?? 0);
    const gift = giftOf(terms, base, currency);
    if (gift === undefined) return undefined;
    return wordsOf(disclosing).estimate(
      formatter.roundMoney(base, currency),
      formatter.money(gift, currency),
    );
  },
  limits(disclosing) {
    const { terms, brand, formatter } = disclosing;
    const words = wordsOf(disclosing);
    return sentences(
      terms.capPerCampaign === undefined && words.noMost,
      leastInWords(terms, brand.name, formatter),
    );
  },
  split({ terms, ...props }) {
    const said = splitInWords(terms.split, props);
    return said && `${said}.`;
  },
  action(disclosing) {
    const { terms, causes, formatter } = disclosing;
    const { defaultCause, claimDays } = terms;
    const words = wordsOf(disclosing);
    if (!isCustomersChoice(terms)) return words.nothingToPick;
    const pick =
      claimDays === 0 ? words.picked : words.pickedLater(formatter.counted(claimDays, formatter.words.days));
    const fallback = causes.find(({ slug }) => slug === defaultCause);
    const cause = fallback === undefined ? defaultCause : formatter.text(fallback.name);
    return sentences(pick, cause !== undefined && words.notPicked(cause));
  },
  dates(disclosing) {
    const { terms, formatter } = disclosing;
    const words = wordsOf(disclosing);
    const from = formatter.date(terms.from);
    return terms.until === undefined
      ? words.openEnded(from)
      : words.between(from, formatter.lastDay(terms.until));
  },
  refunds(disclosing) {
    const { terms, formatter } = disclosing;
    const final = formatter.words.pendingText(formatter.counted(terms.returnDays, formatter.words.days));
    return sentences(wordsOf(disclosing).refunds, terms.returnDays > 0 && final);
  },
  payer({ terms, brand, formatter: { words } }) {
    return sentences(words.noReceipt(brand.name), terms.roundUp && words.roundUp(brand.name));
  },
  total: (disclosing) => wordsOf(disclosing).total(disclosing.site),
};

/** What one purchase gives, in one sentence with its limits: a share that is said without them promises more than the terms. */
function giftWithLimits(disclosing: Said): string {
  const { terms, brand, formatter, currency = "" } = disclosing;
  const { words } = formatter;
  const products = brand.termsInWords?.[idOfTerms(terms)]?.products;
  const tiers = (terms.share.tiers?.[currency] ?? []).map(({ from, basisPoints }) =>
    words.tier(formatter.percent(basisPoints), from === 0 ? undefined : formatter.roundMoney(from, currency)),
  );
  const rate = [shareInWords(terms.share, products && formatter.text(products), formatter), ...tiers];
  return wordsOf(disclosing).unit(
    brand.name,
    [rate.join(", "), ...limitsInWords(terms, formatter)].join(" · "),
  );
}

/** The same where there is room for one sentence alone; once the cap in its currency is given, that it is. */
export function giftInOneSentence(disclosing: Disclosing): string {
  const said = { ...disclosing, formatter: ownFormatter(disclosing.locale, disclosing.brand) };
  return isCapReached(said.terms, said.currency) ? overInWords(said) : giftWithLimits(said);
}

/** What all that is given comes to at least. Terms with such an amount have a last day (core/operations/brand/check-brand.ts). */
function leastInWords(
  { guaranteedMinimum, until }: TermsView,
  brand: string,
  formatter: TermsFormatter,
): string {
  const words = disclosureTranslations[formatter.locale];
  if (guaranteedMinimum === undefined || until === undefined) return words.noLeast;
  return words.least(brand, amountsInWords(guaranteedMinimum, formatter), formatter.lastDay(until));
}

function wordsOf({ formatter }: Pick<Said, "formatter">) {
  return disclosureTranslations[formatter.locale];
}

function sentences(...said: readonly (string | false)[]): string {
  return said.filter((one) => one !== false).join(" ");
}

/** All that can be paid under these terms, by name and registration: an invented one says there that it is. */
function charitiesOf({ terms, causes }: Disclosing): readonly string[] {
  const fixed = (terms.split ?? []).map(({ cause }) => cause);
  const paid = causes.filter(
    ({ slug, status }) => fixed.includes(slug) || (isCustomersChoice(terms) && status === "active"),
  );
  return [...new Set(paid.map(({ charity }) => `${charity.name} (${charity.registration})`))];
}

/** What a purchase of goods for `base` gives, by the rule that prices it. */
function giftOf(terms: TermsView, base: number, currency: Currency): number | undefined {
  const order = { source: "standard", connection: "example", orderId: "example" } as const;
  const amounts = { currency, base, paid: base, roundUp: 0, lines: [], identities: [] };
  const { minimumOrder, capPerOrder, from } = terms;
  const limits = { ...(minimumOrder && { minimumOrder }), ...(capPerOrder && { capPerOrder }) };
  const priced = { share: Share.parse(terms.share), ...limits };
  const share = brandShare(priced, { ...order, ...amounts, placedAt: from });
  return share.gives ? share.minor : undefined;
}
