import type { Community, Equivalent, Figure, TermsView } from "../../impact/view.ts";
import type { Brand } from "../../model/cause.ts";
import type { Funding } from "../../model/gift.ts";
import type { PageContext } from "../ui/layout.tsx";
import type { PageFormatter } from "../ui/page-formatter.ts";
import { truncate } from "../ui/truncate.ts";
import { byCurrency, fundings, netOf } from "./amounts.ts";
import { InAll, saysAbout } from "./in-all.tsx";

/** A brand's name as the label of a line or a column; its whole name stands above. */
export const NAME_MAX = 28;

/** Longer amounts are set smaller, so that they stay on one line of a phone. */
function sizeOf(text: string): string {
  if (text.length <= 10) return "amount";
  return text.length <= 14 ? "amount long" : "amount longest";
}

interface GivenProps {
  readonly figures: readonly Figure[];
  readonly brand: Brand;
  readonly context: PageContext;
}

/**
 * The three kinds of money side by side in the reader's currency, the others folded. No two of them are added, but for what all
 * of it is about worth, which says so.
 */
export function GiftTotals({ figures, equivalent, brand, context }: GiftTotalsProps) {
  const { words, currencyName } = context.formatter;
  const shown = byCurrency(figures, context.currency);
  if (shown === undefined) return null;
  const below = figures.some((figure) => netOf(figure) < 0);
  return (
    <>
      <div class="given">
        {fundings.map((funding) => (
          <Funded
            funding={funding}
            figure={shown.first.figures.find((figure) => figure.funding === funding)}
            isElsewhere={figures.some((figure) => figure.funding === funding)}
            currency={shown.first.currency}
            brand={brand}
            formatter={context.formatter}
          />
        ))}
      </div>
      <InAll equivalent={equivalent} currency={shown.first.currency} formatter={context.formatter} />
      {shown.others.length > 0 && (
        <details>
          <summary>{words.otherCurrencies}</summary>
          <div class="given">
            {shown.others.map((other) => (
              <section aria-label={currencyName(other.currency)}>
                <h3>{currencyName(other.currency)}</h3>
                <Lines figures={other.figures} brand={brand} formatter={context.formatter} isWhole />
                <a class="onward" href={linkToCurrency(other.currency, context)} rel="nofollow">
                  {words.showFirst}
                  <span class="unseen">: {currencyName(other.currency)}</span>
                </a>
              </section>
            ))}
          </div>
        </details>
      )}
      {below && <p class="note">{words.belowZero}</p>}
    </>
  );
}

interface GiftTotalsProps extends GivenProps {
  readonly equivalent: Equivalent | undefined;
}

interface FundedProps {
  readonly funding: Funding;
  readonly figure: Figure | undefined;
  /** Something was given in another currency. */
  readonly isElsewhere: boolean;
  readonly currency: string;
  readonly brand: Brand;
  readonly formatter: PageFormatter;
}

function Funded({ funding, figure, isElsewhere, currency, brand, formatter }: FundedProps) {
  const { words } = formatter;
  return (
    <section class={`funded ${funding}`} aria-labelledby={`by-${funding}`}>
      <h3 id={`by-${funding}`}>{words.funding[funding].title(brand.name)}</h3>
      <p class="muted">{words.funding[funding].explained(brand.name)}</p>
      {figure === undefined ? (
        <p class="amount none">{isElsewhere ? words.nothingIn(currency) : words.nothingYet}</p>
      ) : (
        <>
          <p class="figures">
            <Amount figure={figure} formatter={formatter} />
          </p>
          {figure.gifts > 0 && <p class="muted gifts">{formatter.counted(figure.gifts, words.gifts)}</p>}
        </>
      )}
    </section>
  );
}

function Amount({ figure, formatter }: { figure: Figure; formatter: PageFormatter }) {
  const [whole, rest] = formatter.moneyParts(netOf(figure), figure.currency);
  return (
    <>
      <span class={sizeOf(whole + rest)}>
        {whole}
        {rest !== "" && <small>{rest}</small>}
      </span>
      <span class="muted">{state(figure, formatter)}</span>
    </>
  );
}

function state(figure: Figure, formatter: PageFormatter): string {
  const { words, money } = formatter;
  const { pending, settled, takenBack, currency } = figure;
  const pendingWords =
    pending === 0
      ? words.allSettled
      : settled === 0
        ? words.allPending
        : words.pendingOf(money(pending, currency));
  if (takenBack === 0) return pendingWords;
  return `${pendingWords}; ${words.takenBack(money(takenBack, currency))}`;
}

/** What of all that is shown is a sum of several kinds of money. */
export function givenApart(
  { figures, equivalent }: Pick<Community, "figures" | "equivalent">,
  { formatter, currency }: PageContext,
): string {
  const { words } = formatter;
  return saysAbout(equivalent, byCurrency(figures, currency)?.first.currency)
    ? words.givenApartBut
    : words.givenApart;
}

/** What pending and settled mean, with the days that the terms in force allow for returns. */
export function PendingExplained({
  terms,
  formatter,
}: {
  terms: readonly TermsView[];
  formatter: PageFormatter;
}) {
  const { words } = formatter;
  return (
    <dl class="explained">
      <div>
        <dt>{words.pending}</dt>
        <dd>{words.pendingText(returnDays(terms, formatter))}</dd>
      </div>
      <div>
        <dt>{words.settled}</dt>
        <dd>{words.settledText}</dd>
      </div>
    </dl>
  );
}

function returnDays(terms: readonly TermsView[], formatter: PageFormatter): string | undefined {
  if (terms.length === 0) return undefined;
  const days = terms.map((one) => one.returnDays);
  const [least, most] = [Math.min(...days), Math.max(...days)];
  const longest = formatter.counted(most, formatter.words.days);
  return least === most ? longest : `${formatter.number(least)}–${longest}`;
}

/** For the reader of a small card: a line for each kind of money in one currency; all of them are on the cause's own page. */
export function GiftTotalsInBrief({ figures, brand, context }: GivenProps) {
  const { formatter } = context;
  const shown = byCurrency(figures, context.currency);
  if (shown === undefined) return null;
  const others = shown.others.map(({ currency }) => currency);
  return (
    <div>
      <Lines figures={shown.first.figures} brand={brand} formatter={formatter} />
      {others.length > 0 && <p class="muted">{formatter.words.alsoIn(formatter.all(others))}</p>}
    </div>
  );
}

interface LinesProps {
  /** Of one currency. */
  readonly figures: readonly Figure[];
  readonly brand: Brand;
  readonly formatter: PageFormatter;
  /** With what of it is pending, and of how many gifts it is. */
  readonly isWhole?: boolean;
}

function Lines({ figures, brand, formatter, isWhole = false }: LinesProps) {
  const { words, money, counted } = formatter;
  return (
    <dl class="brief">
      {fundings
        .flatMap((funding) => figures.filter((figure) => figure.funding === funding))
        .map((figure) => (
          <div>
            <dt>
              <Swatch funding={figure.funding} />
              {words.funding[figure.funding].short(truncate(brand.name, NAME_MAX))}
            </dt>
            <dd>
              <span>{money(netOf(figure), figure.currency)}</span>
              {isWhole && <span class="muted">{state(figure, formatter)}</span>}
              {isWhole && figure.gifts > 0 && <span class="muted">{counted(figure.gifts, words.gifts)}</span>}
            </dd>
          </div>
        ))}
    </dl>
  );
}

/** The same page with another currency first: caches tell such pages apart by their address alone. */
function linkToCurrency(currency: string, { carryLanguage, formatter }: PageContext): string {
  return `?${new URLSearchParams({ ...(carryLanguage && { lang: formatter.language.tag }), currency })}#given`;
}

export function Swatch({ funding }: { funding: Funding }) {
  return <i class={`swatch ${funding}`} aria-hidden="true" />;
}
