import { brandShare } from "../../giving/pricing/share.ts";
import { disclosureTranslations } from "../../i18n/dictionaries.ts";
import { termsView } from "../../impact/read-community.ts";
import type { Brand, Cause } from "../../model/cause.ts";
import type { Currency } from "../../model/money.ts";
import { minorDigits } from "../../model/money.ts";
import { isCustomersChoice, type Terms } from "../../model/terms.ts";
import { limitsInWords, shareInWords, splitInWords } from "../community/terms-in-words.ts";
import type { PageFormatter } from "../ui/page-formatter.ts";
import { type DisclosureItem, itemsAskedAt } from "./places.ts";

/** What a disclosure is made of. `site`: the address of the community's page; `currency`: that of its example. */
export interface Disclosing {
  readonly terms: Terms;
  readonly brand: Brand;
  readonly causes: readonly Cause[];
  readonly currency: Currency;
  readonly site: string;
  readonly formatter: PageFormatter;
}

/** One item of a disclosure: what it is called in a table, and what it says in sentences. */
export interface DisclosureLine {
  readonly item: DisclosureItem;
  readonly label: string;
  readonly text: string;
}

/**
 * What is said beside an offer under some terms at a place, in whole sentences: all that is asked there and the terms can say.
 * The same terms, causes and place always give the same sentences.
 */
export function disclose(disclosing: Disclosing, place: string): readonly DisclosureLine[] {
  const { labels } = wordsOf(disclosing);
  return itemsAskedAt(place).flatMap((item) => {
    const text = SAY[item](disclosing);
    return text === undefined ? [] : [{ item, label: labels[item], text }];
  });
}

const SAY: Readonly<Record<DisclosureItem, (disclosing: Disclosing) => string | undefined>> = {
  recipients(disclosing) {
    const words = wordsOf(disclosing);
    const names = charitiesOf(disclosing);
    if (names.length === 0) return undefined;
    return names.length === 1
      ? words.recipient(names.join())
      : words.recipients(disclosing.formatter.either(names));
  },
  unit(disclosing) {
    const { terms, brand, formatter, currency } = disclosing;
    const { words } = formatter;
    const products = brand.termsInWords?.[terms.id]?.products;
    const { share } = termsView(terms);
    const tiers = (share.tiers?.[currency] ?? []).map(({ from, basisPoints }) =>
      words.tier(
        formatter.percent(basisPoints),
        from === 0 ? undefined : formatter.roundMoney(from, currency),
      ),
    );
    const rate = [shareInWords(share, products && formatter.text(products), formatter), ...tiers].join(", ");
    // In one sentence: a share that is said without its limits promises more than the terms.
    const said = [rate, ...limitsInWords(terms, formatter)].join(" · ");
    const isOfGoods =
      share.kind === "percentage" || share.kind === "tiers" || terms.minimumOrder !== undefined;
    return sentences(wordsOf(disclosing).unit(brand.name, said), isOfGoods && words.base);
  },
  estimate(disclosing) {
    const { terms, formatter, currency } = disclosing;
    if (terms.share.kind === "flat" || terms.share.kind === "perUnit") return undefined;
    const base = Math.max(50 * 10 ** Math.max(minorDigits(currency), 2), terms.minimumOrder?.[currency] ?? 0);
    const gift = giftOf(terms, base, currency);
    if (gift === undefined) return undefined;
    return wordsOf(disclosing).estimate(
      formatter.roundMoney(base, currency),
      formatter.money(gift, currency),
    );
  },
  limits(disclosing) {
    const words = wordsOf(disclosing);
    return sentences(disclosing.terms.capPerCampaign === undefined && words.noMost, words.noLeast);
  },
  split({ terms, ...props }) {
    const said = splitInWords(terms.split, props);
    return said && `${said}.`;
  },
  action(disclosing) {
    const { terms, causes, formatter } = disclosing;
    const words = wordsOf(disclosing);
    if (!isCustomersChoice(terms)) return words.nothingToPick;
    const fallback = causes.find(({ slug }) => slug === terms.defaultCause);
    const cause = fallback === undefined ? terms.defaultCause : formatter.text(fallback.name);
    if (terms.claimDays === 0) return words.picked(cause);
    return words.pickedLater(formatter.counted(terms.claimDays, formatter.words.days), cause);
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

function wordsOf({ formatter }: Disclosing) {
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
function giftOf(terms: Terms, base: number, currency: Currency): number | undefined {
  const order = { source: "standard", connection: "example", orderId: "example" } as const;
  const amounts = { currency, base, paid: base, roundUp: 0, lines: [], identities: [] };
  const share = brandShare(terms, { ...order, ...amounts, placedAt: terms.from });
  return share.gives ? share.minor : undefined;
}
