import type { CauseView, TermsView } from "../../impact/view.ts";
import type { Brand } from "../../model/cause.ts";
import type { PageFormatter } from "../ui/page-formatter.ts";
import { limitsInWords, shareInWords, splitInWords, titleOfTerms } from "./terms-in-words.ts";

interface TermsProps {
  readonly terms: readonly TermsView[];
  /** Those that have ended; absent: they stand on another page. */
  readonly former?: readonly TermsView[];
  readonly causes: readonly Pick<CauseView, "slug" | "name">[];
  readonly brand: Brand;
  readonly formatter: PageFormatter;
}

/** The terms in force in words: who pays, how much, on which base, from which purchase on, up to what, since when; folded, those before. */
export function TermsInWords({ former = [], ...inForce }: TermsProps) {
  const { words } = inForce.formatter;
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
  const { terms, brand, formatter } = props;
  const { words } = formatter;
  if (terms.length === 0) return <p class="far">{words.noTerms(brand.name)}</p>;
  return (
    <>
      <TermsList {...props} />
      <div class="prose">
        <p>{words.base}</p>
        {terms.some((one) => one.roundUp) && <p>{words.roundUp(brand.name)}</p>}
        <p>{words.noReceipt(brand.name)}</p>
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
    idOf(other) === idOf(one) && other.from > one.from;
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

function TermsOf({ terms, isInPart, ...props }: TermsOfProps) {
  const { causes, formatter } = props;
  const { words, date, lastDay } = formatter;
  const id = idOf(terms);
  const products = props.brand.termsInWords?.[id]?.products;
  const split = splitInWords(terms.split, props);
  const fallback = causes.find(({ slug }) => slug === terms.defaultCause);
  const limits = limitsInWords(terms, formatter);
  return (
    <li>
      <h3>{titleOfTerms(id, props)}</h3>
      <p class="far">{shareInWords(terms.share, products && formatter.text(products), formatter)}</p>
      {terms.share.tiers !== undefined && <Tiers tiers={terms.share.tiers} formatter={formatter} />}
      <ul class="plain">
        {isInPart && <li>{words.termsInPart}</li>}
        {limits.length === 0 ? <li>{words.noLimits}</li> : limits.map((limit) => <li>{limit}</li>)}
        {products === undefined && terms.share.skus !== undefined && (
          <li>{words.skus(formatter.all(terms.share.skus))}</li>
        )}
        {split !== undefined && <li>{split}</li>}
        {fallback !== undefined && <li>{words.defaultCause(formatter.text(fallback.name))}</li>}
      </ul>
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

/** `harbour-street@1` → `harbour-street` */
function idOf({ name }: TermsView): string {
  return name.replace(/@\d+$/, "");
}
