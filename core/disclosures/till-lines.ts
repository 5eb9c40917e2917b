import { disclosureTranslations } from "../i18n/dictionaries.ts";
import { CHOSEN, Share } from "../model/terms.ts";
import { type Disclosing, isCapReached, ownFormatter } from "./disclose.ts";
import { idOfTerms, type TermsFormatter } from "./terms-in-words.ts";

/** What a printer of receipts on paper of 80 mm has in a line, in its smaller print. */
export const TILL_LETTERS_MAX = 42;

/** A line of a receipt is longer than what printers hold. */
export class TillLineTooLongError extends Error {
  override readonly name = "TillLineTooLongError";
}

/**
 * Three lines for a receipt: what the purchase gives at most, to whom, and where all the rest is said; once all that a cap sets
 * aside is given, that it is. Throws
 * {@link TillLineTooLongError} for a brand, a cause or an address that does not fit: a line that a printer cuts may say
 * something else. Undefined for terms without an amount in that currency.
 */
export function tillLines(disclosing: Disclosing): readonly string[] | undefined {
  const { terms, brand, causes, site } = disclosing;
  const formatter = ownFormatter(disclosing.locale, brand);
  const words = disclosureTranslations[formatter.locale].till;
  const share = shareLine({ ...disclosing, formatter });
  if (share === undefined) return undefined;
  const split = terms.split ?? [{ cause: CHOSEN }];
  const named = split.flatMap(({ cause }) => causes.find(({ slug }) => slug === cause) ?? []);
  const isChosen = split.some(({ cause }) => cause === CHOSEN);
  const to = isChosen
    ? words.picked
    : words.fixed(formatter.all(named.map(({ name }) => formatter.text(name))));
  const said = isCapReached(terms, disclosing.currency)
    ? [words.over(brand.name), words.seeTotal]
    : [share, to];
  const lines = [...said, site.replace(/^https?:\/\//, "").replace(/\/$/, "")];
  const tooLong = lines.find((line) => line.length > TILL_LETTERS_MAX);
  if (tooLong !== undefined)
    throw new TillLineTooLongError(
      `“${tooLong}” is longer than the ${TILL_LETTERS_MAX} letters of a receipt's line`,
    );
  return lines;
}

function shareLine({
  terms,
  brand,
  currency = "",
  formatter,
}: Disclosing & { readonly formatter: TermsFormatter }): string | undefined {
  const share = Share.parse(terms.share);
  const words = disclosureTranslations[formatter.locale].till;
  switch (share.kind) {
    case "percentage":
      return words.share(brand.name, formatter.percent(share.basisPoints));
    case "flat": {
      const amount = share.amounts[currency];
      return amount === undefined ? undefined : words.flat(brand.name, formatter.money(amount, currency));
    }
    case "perUnit": {
      const amount = share.amounts[currency];
      const products = brand.termsInWords?.[idOfTerms(terms)]?.products;
      if (amount === undefined) return undefined;
      return words.unit(
        brand.name,
        formatter.money(amount, currency),
        products === undefined ? words.product : formatter.text(products),
      );
    }
    case "tiers": {
      const rates = share.tiers[currency]?.map(({ basisPoints }) => basisPoints);
      if (rates === undefined) return undefined;
      return words.share(brand.name, words.upTo(formatter.percent(Math.max(...rates))));
    }
  }
}
