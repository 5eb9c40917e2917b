import type { Figure, TermsView } from "../../impact/view.ts";
import type { Brand } from "../../model/cause.ts";
import type { Funding } from "../../model/gift.ts";
import type { PageFormatter } from "../ui/page-formatter.ts";
import { truncate } from "../ui/truncate.ts";
import { figuresOf, fundings, netOf } from "./amounts.ts";

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
  readonly formatter: PageFormatter;
}

/** The three kinds of money side by side, each with its currencies; no two of them are ever added. */
export function GiftTotals({ figures, brand, formatter }: GivenProps) {
  const below = figures.some((figure) => netOf(figure) < 0);
  return (
    <>
      <div class="given">
        {fundings.map((funding) => (
          <Funded
            funding={funding}
            figures={figuresOf(figures, funding)}
            brand={brand}
            formatter={formatter}
          />
        ))}
      </div>
      {below && <p class="note">{formatter.words.belowZero}</p>}
    </>
  );
}

interface FundedProps {
  readonly funding: Funding;
  readonly figures: readonly Figure[];
  readonly brand: Brand;
  readonly formatter: PageFormatter;
}

function Funded({ funding, figures, brand, formatter }: FundedProps) {
  const { words } = formatter;
  const gifts = figures.reduce((all, figure) => all + figure.gifts, 0);
  return (
    <section class={`funded ${funding}`} aria-labelledby={`by-${funding}`}>
      <h3 id={`by-${funding}`}>{words.funding[funding].title(brand.name)}</h3>
      <p class="muted">{words.funding[funding].explained(brand.name)}</p>
      {figures.length === 0 ? (
        <p class="amount none">{words.nothingYet}</p>
      ) : (
        <ul class="figures">
          {figures.map((figure) => (
            <Amount figure={figure} formatter={formatter} />
          ))}
        </ul>
      )}
      {gifts > 0 && <p class="muted gifts">{formatter.counted(gifts, words.gifts)}</p>}
    </section>
  );
}

function Amount({ figure, formatter }: { figure: Figure; formatter: PageFormatter }) {
  const [whole, rest] = formatter.moneyParts(netOf(figure), figure.currency);
  return (
    <li>
      <span class={sizeOf(whole + rest)}>
        {whole}
        {rest !== "" && <small>{rest}</small>}
      </span>
      <span class="muted">{state(figure, formatter)}</span>
    </li>
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

/** For the reader of a small card: a line for each kind of money. */
export function GiftTotalsInBrief({ figures, brand, formatter }: GivenProps) {
  const { words, money } = formatter;
  if (figures.length === 0) return null;
  return (
    <dl class="brief">
      {fundings.flatMap((funding) => {
        const own = figuresOf(figures, funding);
        if (own.length === 0) return [];
        return [
          <div>
            <dt>
              <Swatch funding={funding} />
              {words.funding[funding].short(truncate(brand.name, NAME_MAX))}
            </dt>
            <dd>
              {own.map((figure) => (
                <span>{money(netOf(figure), figure.currency)}</span>
              ))}
            </dd>
          </div>,
        ];
      })}
    </dl>
  );
}

export function Swatch({ funding }: { funding: Funding }) {
  return <i class={`swatch ${funding}`} aria-hidden="true" />;
}
