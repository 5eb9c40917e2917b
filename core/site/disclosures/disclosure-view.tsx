import { besideEachOther } from "../../disclosures/beside-offer.ts";
import {
  type Disclosing,
  type DisclosureLine,
  disclose,
  disclosureVersion,
  exampleCurrency,
} from "../../disclosures/disclose.ts";
import { ANYWHERE } from "../../disclosures/places.ts";
import { idOfTerms, titleOfTerms } from "../../disclosures/terms-in-words.ts";
import { disclosureTranslations } from "../../i18n/dictionaries.ts";
import type { TermsView } from "../../impact/view.ts";
import { langOf, type PageFormatter, pageFormatter } from "../ui/page-formatter.ts";

/**
 * What a page offers. `currency`: the one that the reader asked for; absent: the first that each terms name. `site`: the address
 * of the community's page.
 */
export interface OffersProps extends Pick<Disclosing, "brand" | "causes" | "site"> {
  readonly offers: readonly TermsView[];
  readonly currency?: string | undefined;
  readonly formatter: PageFormatter;
}

/**
 * Folded beside offers: everything that any place asks for, as a page is read everywhere, in our own words. Under the name of each
 * terms stands what differs, at the end what they have in common. Nothing where nothing is offered.
 */
export function Offers({ offers, currency, formatter, ...said }: OffersProps) {
  if (offers.length === 0) return null;
  const { locale } = formatter;
  const words = disclosureTranslations[locale];
  const ours = { brand: said.brand, formatter: pageFormatter(locale, said.brand) };
  const all = offers.map((terms) => ({
    terms,
    lines: disclose({ ...said, terms, locale, currency: currency ?? exampleCurrency(terms) }, ANYWHERE),
  }));
  const { each, shared } = besideEachOther(all);
  const isOne = all.length === 1;
  return (
    <details class="disclosure" lang={langOf(formatter)}>
      <summary>{words.title}</summary>
      {each.map(({ terms, lines }) => (
        <>
          {isOne || <h3>{titleOfTerms(idOfTerms(terms), ours)}</h3>}
          <Lines lines={lines} />
          <p class="muted">{disclosureVersion(terms, locale)}</p>
        </>
      ))}
      {shared.length > 0 && (
        <>
          <h3>{words.forAll}</h3>
          <Lines lines={shared} />
        </>
      )}
    </details>
  );
}

function Lines({ lines }: { readonly lines: readonly DisclosureLine[] }) {
  return (
    <dl>
      {lines.map(({ label, text }) => (
        <div>
          <dt>{label}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}
