import { exampleCurrency, isCapReached, overInWords } from "../../disclosures/disclose.ts";
import {
  idOfTerms,
  limitsInWords,
  shareInWords,
  splitInWords,
  titleOfTerms,
} from "../../disclosures/terms-in-words.ts";
import type { CauseView, TermsView } from "../../impact/view.ts";
import type { Brand } from "../../model/cause.ts";
import { Offers } from "../disclosures/disclosure-view.tsx";
import type { PageContext } from "../ui/layout.tsx";
import { langOf, type PageFormatter, pageFormatter } from "../ui/page-formatter.ts";

interface TermsProps {
  readonly terms: readonly TermsView[];
  /** Those that have ended; absent: they stand on another page. */
  readonly former?: readonly TermsView[];
  readonly causes: readonly Pick<CauseView, "slug" | "name" | "status" | "charity">[];
  readonly brand: Brand;
  readonly context: PageContext;
}

/** The terms in force in words: who pays, how much, on which base, from which purchase on, up to what, since when; folded, those before. */
export function TermsInWords({ former = [], ...inForce }: TermsProps) {
  const { words } = inForce.context.formatter;
  return (
    <>
      <TermsInForce {...inForce} />
      {former.length > 0 && (
        <details>
          <summary>{words.formerTerms}</summary>
          <TermsList {...inForce} terms={former} areFormer />
        </details>
      )}
    </>
  );
}

function TermsInForce(props: Omit<TermsProps, "former">) {
  const { terms, brand, context } = props;
  const { words } = context.formatter;
  if (terms.length === 0) return <p class="far">{words.noTerms(brand.name)}</p>;
  return (
    <>
      <TermsList {...props} />
      <div class="prose">
        <p>{words.base}</p>
        {terms.some((one) => one.roundUp) && <p>{words.roundUp(brand.name)}</p>}
        <p>{words.noReceipt(brand.name)}</p>
        <Offers
          offers={terms}
          currency={context.currency}
          brand={brand}
          causes={props.causes}
          site={siteOf(context)}
          formatter={context.formatter}
        />
      </div>
    </>
  );
}

function TermsList({
  terms,
  areFormer = false,
  ...props
}: Omit<TermsProps, "former"> & { readonly areFormer?: boolean }) {
  const isNewer = (one: TermsView) => (other: TermsView) =>
    idOfTerms(other) === idOfTerms(one) && other.from > one.from;
  return (
    <ul class="terms">
      {terms.map((one) => (
        <TermsOf terms={one} isInPart={!areFormer && terms.some(isNewer(one))} {...props} />
      ))}
    </ul>
  );
}

interface TermsOfProps extends Omit<TermsProps, "terms" | "former"> {
  readonly terms: TermsView;
  /** A newer version has taken its place for some purchases, and not for all. */
  readonly isInPart: boolean;
}

function TermsOf({ terms, isInPart, context, ...props }: TermsOfProps) {
  const { formatter } = context;
  const { words, date, lastDay } = formatter;
  const isOver = isCapReached(terms, currencyOf(terms, context));
  return (
    <li>
      <h3>{titleOfTerms(idOfTerms(terms), { ...props, formatter })}</h3>
      {isOver || <Share terms={terms} brand={props.brand} formatter={formatter} />}
      <CapsReached terms={terms} isOver={isOver} brand={props.brand} formatter={formatter} />
      {isOver || <Conditions terms={terms} isInPart={isInPart} formatter={formatter} {...props} />}
      <p class="muted">
        {terms.until === undefined
          ? words.since(date(terms.from))
          : words.between(date(terms.from), lastDay(terms.until))}
        {" · "}
        {words.version} {terms.name}
      </p>
    </li>
  );
}

/** The currency that the reader asked for, where the terms know it; else the first that the terms name. */
function currencyOf(terms: TermsView, { currency }: PageContext): string | undefined {
  return currency ?? exampleCurrency(terms);
}

function siteOf({ address }: PageContext): string {
  return address === undefined ? "" : new URL("/", address).href;
}

interface OneTerms {
  readonly terms: TermsView;
  readonly brand: Brand;
  readonly formatter: PageFormatter;
}

function Share({ terms, brand, formatter }: OneTerms) {
  const products = brand.termsInWords?.[idOfTerms(terms)]?.products;
  return (
    <>
      <p class="far">{shareInWords(terms.share, products && formatter.text(products), formatter)}</p>
      {terms.share.tiers !== undefined && <Tiers tiers={terms.share.tiers} formatter={formatter} />}
    </>
  );
}

/** In our words, as a disclosure is: in which currencies all that was set aside is given. */
function CapsReached({ terms, isOver, brand, formatter }: OneTerms & { readonly isOver: boolean }) {
  const ours = pageFormatter(formatter.locale, brand);
  return (
    <>
      {(terms.capReached ?? []).map((currency, index) => (
        <p class={isOver && index === 0 ? "far" : undefined} lang={langOf(formatter)}>
          {overInWords({ terms, brand, currency, formatter: ours })}
        </p>
      ))}
    </>
  );
}

/** From which purchase on, up to what, and what goes elsewhere: what nobody needs to know of terms that give nothing more. */
function Conditions({ terms, isInPart, ...props }: OneTerms & Pick<TermsOfProps, "causes" | "isInPart">) {
  const { brand, causes, formatter } = props;
  const { words } = formatter;
  const split = splitInWords(terms.split, props);
  const fallback = causes.find(({ slug }) => slug === terms.defaultCause);
  const limits = limitsInWords(terms, formatter);
  const isNamed = brand.termsInWords?.[idOfTerms(terms)]?.products !== undefined;
  return (
    <ul class="plain">
      {isInPart && <li>{words.termsInPart}</li>}
      {limits.length === 0 ? <li>{words.noLimits}</li> : limits.map((limit) => <li>{limit}</li>)}
      {!isNamed && terms.share.skus !== undefined && <li>{words.skus(formatter.all(terms.share.skus))}</li>}
      {split !== undefined && <li>{split}</li>}
      {fallback !== undefined && <li>{words.defaultCause(formatter.text(fallback.name))}</li>}
    </ul>
  );
}

function Tiers({
  tiers,
  formatter,
}: {
  tiers: NonNullable<TermsView["share"]["tiers"]>;
  formatter: PageFormatter;
}) {
  const { words, percent, roundMoney } = formatter;
  return (
    <ul class="plain">
      {Object.entries(tiers).map(([currency, steps]) => (
        <li>
          {steps
            .map(({ from, basisPoints }) =>
              words.tier(percent(basisPoints), from === 0 ? undefined : roundMoney(from, currency)),
            )
            .join(", ")}
        </li>
      ))}
    </ul>
  );
}
