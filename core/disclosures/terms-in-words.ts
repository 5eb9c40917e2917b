import type { Formatter } from "../i18n/formatter.ts";
import type { Translations } from "../i18n/translations.ts";
import type { TermsView } from "../impact/view.ts";
import type { Brand } from "../model/cause.ts";
import { CHOSEN, type Terms } from "../model/terms.ts";

/** A formatter with the words that all that shows terms shares: that of a page, or of a letter. */
export interface TermsFormatter extends Formatter {
  readonly words: Translations["community"];
}

type Amounts = NonNullable<TermsView["minimumOrder"]>;

/** What is said of terms by their name and their split. */
export type SplitTerms = Pick<Terms, "id"> & { readonly split?: Terms["split"] | undefined };

export interface SplitProps {
  readonly terms: readonly SplitTerms[];
  readonly causes: readonly { readonly slug: string; readonly name: Brand["purpose"] }[];
  readonly brand: Pick<Brand, "name" | "termsInWords">;
  readonly formatter: TermsFormatter;
}

/** `harbour-street@1` → `harbour-street` */
export function idOfTerms({ name }: Pick<TermsView, "name">): string {
  return name.replace(/@\d+$/, "");
}

/** What readers call these terms: as the brand says, else by their id, which is all that is known. */
export function titleOfTerms(id: string, { brand, formatter }: Pick<SplitProps, "brand" | "formatter">) {
  const title = brand.termsInWords?.[id]?.title;
  if (title !== undefined) return formatter.text(title);
  const words = id.replaceAll("-", " ");
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;
}

/** That a part of what the brand gives goes elsewhere whatever is chosen; undefined where all of it is the customer's choice. */
export function splitInWords(split: SplitTerms["split"], props: Omit<SplitProps, "terms">) {
  const { causes, brand, formatter } = props;
  const whole = (split ?? []).reduce((all, { weight }) => all + weight, 0);
  const fixed = (split ?? []).filter(({ cause }) => cause !== CHOSEN);
  if (fixed.length === 0) return undefined;
  const part = fixed.reduce((all, { weight }) => all + weight, 0);
  const names = fixed.map(({ cause }) => {
    const name = causes.find(({ slug }) => slug === cause)?.name;
    return name === undefined ? cause : formatter.text(name);
  });
  if (part === whole) return formatter.words.splitAll(formatter.all(names), brand.name);
  const share = formatter.percent(Math.round((part / whole) * 10_000));
  return formatter.words.split(share, formatter.all(names), brand.name);
}

/** What one purchase gives: “2% of the purchase”. `products`: what a unit that gives is called. */
export function shareInWords(
  { kind, basisPoints = 0, amounts: fixed = {} }: TermsView["share"],
  products: string | undefined,
  formatter: TermsFormatter,
): string {
  const { words } = formatter;
  switch (kind) {
    case "percentage":
      return words.percentShare(formatter.percent(basisPoints));
    case "flat":
      return words.flatShare(amountsInWords(fixed, formatter));
    case "perUnit":
      return products === undefined
        ? words.unitShare(amountsInWords(fixed, formatter))
        : words.unitShareOf(amountsInWords(fixed, formatter), products);
    case "tiers":
      return words.tierShare;
  }
}

/** `$50 or €45`: one amount for each currency, of which a purchase has one. */
export function amountsInWords(values: Amounts, formatter: TermsFormatter): string {
  return formatter.either(
    Object.entries(values).map(([currency, minor]) => formatter.roundMoney(minor, currency)),
  );
}

/** From which purchase on, and up to what: nothing where the terms have no limit. */
export function limitsInWords(
  terms: Pick<TermsView, "minimumOrder" | "capPerOrder" | "capPerCampaign" | "guaranteedMinimum">,
  formatter: TermsFormatter,
): readonly string[] {
  const { words } = formatter;
  return [
    terms.minimumOrder && words.minimum(amountsInWords(terms.minimumOrder, formatter)),
    terms.capPerOrder && words.cap(amountsInWords(terms.capPerOrder, formatter)),
    terms.capPerCampaign && words.campaignCap(amountsInWords(terms.capPerCampaign, formatter)),
    terms.guaranteedMinimum && words.campaignLeast(amountsInWords(terms.guaranteedMinimum, formatter)),
  ].filter((limit) => limit !== undefined);
}
