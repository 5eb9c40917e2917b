import { disclosureTranslations } from "../../../i18n/dictionaries.ts";
import type { WeightedCause } from "../../../model/customer.ts";
import type { Funding } from "../../../model/gift.ts";
import { fundings } from "../../community/amounts.ts";
import { asOfInWords } from "../../community/as-of.ts";
import { PendingExplained, Swatch } from "../../community/gift-totals.tsx";
import { Goal } from "../../community/goal.tsx";
import { linkTo, type RenderedView, ViewPart } from "../../ui/layout.tsx";
import { linkWith } from "../../ui/page-context.ts";
import { langOf } from "../../ui/page-formatter.ts";
import { accountLayout } from "../layout.tsx";
import { netTotal, type OwnCause, ownCauses, shares, type Total, totals } from "./personal-figures.ts";
import { IMPACT_PATH, PurchaseList, type Shown, standingOf, wordsOf } from "./purchase-list.tsx";
import { ROUND_UPS } from "./round-ups-view.tsx";

/**
 * What the page is made from.
 * - `chosen`: the causes that purchases of this customer go to
 * - `years`: those in which some gave; `yearsRoundedUp`: those in which the customer added something
 * - `mayMark`: whether its reader may mark purchases as presents
 */
export interface ImpactView extends Shown {
  readonly chosen: readonly WeightedCause[];
  readonly years: readonly string[];
  readonly yearsRoundedUp: readonly string[];
  readonly mayMark: boolean;
  readonly notice?: string | undefined;
}

/** The newest purchases, which the page lists. */
export const PURCHASES_SHOWN = 40;
/** A smaller part of the whole says nothing to anybody: then purchases are counted instead. */
const BASIS_POINTS_MIN = 100;

export function impactView(shown: ImpactView): RenderedView {
  const { personal, context } = shown;
  const words = wordsOf(shown);
  const { counted } = context.formatter;
  return accountLayout({
    page: "impact",
    context,
    notice: shown.notice,
    head: personal.purchases.length > 0 && (
      <p class="counts">
        <span>{counted(personal.purchases.length, words.purchases)}</span>
      </p>
    ),
    children: (
      <>
        <Given shown={shown} />
        <Shares shown={shown} />
        <ViewPart id="next" title={words.next} aside={<p class="muted">{words.nextText}</p>}>
          <Causes shown={shown} />
        </ViewPart>
        {personal.purchases.length > 0 && (
          <ViewPart
            id="purchases"
            title={words.purchasesPart}
            aside={
              <>
                <p class="muted">{words.purchasesText}</p>
                {shown.mayMark && <p class="muted">{words.presentsText}</p>}
              </>
            }
          >
            <Newest shown={shown} />
          </ViewPart>
        )}
      </>
    ),
  });
}

interface Props {
  readonly shown: ImpactView;
}

/** Who paid how much because of this customer: three kinds of money, apart. */
function Given({ shown }: Props) {
  const { personal, community, context } = shown;
  const words = wordsOf(shown);
  const { formatter, brand } = context;
  const own = totals(personal.figures);
  return (
    <section class="wide part whole" aria-labelledby="given">
      <div class="name">
        <h2 id="given">{words.total}</h2>
        <p class="muted">{asOfInWords(community, formatter)}</p>
      </div>
      {personal.purchases.length === 0 ? (
        <div class="empty">
          <p class="far">{words.nothing}</p>
          <p>{words.nothingText(brand.name)}</p>
        </div>
      ) : (
        <div class="given">
          {fundings.map((funding) => (
            <Funded funding={funding} totals={own.filter((one) => one.funding === funding)} shown={shown} />
          ))}
        </div>
      )}
      <div class="understood">
        <p>{formatter.words.givenApart}</p>
        <PendingExplained terms={community.terms} formatter={formatter} />
      </div>
    </section>
  );
}

function Funded({
  funding,
  totals,
  shown,
}: Props & { readonly funding: Funding; readonly totals: readonly Total[] }) {
  const words = wordsOf(shown);
  const { formatter, brand } = shown.context;
  return (
    <section class={`funded ${funding}`} aria-labelledby={`by-${funding}`}>
      <h3 id={`by-${funding}`}>{words.funding[funding](brand.name)}</h3>
      {totals.length === 0 ? (
        <p class="amount none">
          {funding === "match" && isPoolUsedUp(shown) ? words.poolUsedUp : formatter.words.nothingYet}
        </p>
      ) : (
        <ul class="figures">
          {totals.map((total) => {
            const [whole, rest] = formatter.moneyParts(netTotal(total), total.currency);
            return (
              <li>
                <span class={(whole + rest).length > 10 ? "amount long" : "amount"}>
                  {whole}
                  {rest !== "" && <small>{rest}</small>}
                </span>
                <span class="muted">{standingOf(total, shown)}</span>
              </li>
            );
          })}
        </ul>
      )}
    </section>
  );
}

/** Nothing can be added any more to what this customer's purchases give. */
function isPoolUsedUp({ community, chosen }: ImpactView): boolean {
  const own = community.pools.filter(({ causes }) => chosen.some(({ cause }) => causes.includes(cause)));
  return own.length > 0 && own.every(({ left }) => left === 0);
}

/** Shares that say something; else how many purchases of all are this customer's. */
function Shares({ shown }: Props) {
  const { personal, community, context } = shown;
  const words = wordsOf(shown);
  const { formatter, brand } = context;
  const count = personal.purchases.length;
  if (count === 0) return null;
  const told = shares(totals(personal.figures), community.figures).filter(
    ({ basisPoints }) => basisPoints >= BASIS_POINTS_MIN,
  );
  // The community's figures follow the ledger by a moment.
  const all = Math.max(count, community.purchases);
  return (
    <ViewPart id="share" title={words.share} aside={<p class="muted">{words.shareText}</p>}>
      <ul class="shares">
        <li>
          <strong>{words.countOf(formatter.number(count), formatter.number(all))}</strong>
          <span>{words.countOfText}</span>
        </li>
        {told.map(({ funding, currency, basisPoints }) => (
          <li>
            <strong>{formatter.percent(basisPoints)}</strong>
            <span>
              <Swatch funding={funding} />
              {words.shareOf[funding](brand.name, formatter.currencyName(currency))}
            </span>
          </li>
        ))}
      </ul>
    </ViewPart>
  );
}

function Causes({ shown }: Props) {
  const { personal, community, chosen, context } = shown;
  const words = wordsOf(shown);
  const own = ownCauses(community.causes, personal, chosen);
  return (
    <>
      {chosen.length === 0 && (
        <p>
          {words.noCauses}{" "}
          <a class="onward" href={linkTo("/preferences", context)}>
            {words.choose}
          </a>
        </p>
      )}
      {own.length > 0 && (
        <ul class="cards">
          {own.map((one) => (
            <CauseCard own={one} shown={shown} />
          ))}
        </ul>
      )}
    </>
  );
}

/** What came of it for one cause, how far that cause is, and what comes next. */
function CauseCard({ own: { cause, figures }, shown }: Props & { readonly own: OwnCause }) {
  const { context } = shown;
  const words = wordsOf(shown);
  const { formatter, brand } = context;
  return (
    <li class="card">
      <h3>
        <a href={linkTo(`/causes/${cause.slug}`, context)}>{formatter.text(cause.name)}</a>
      </h3>
      <div class="sums">
        {figures.length === 0 ? (
          <p class="muted">{words.nothingToCause}</p>
        ) : (
          <dl class="brief own">
            {figures.map((total) => (
              <div>
                <dt>
                  <Swatch funding={total.funding} />
                  {words.funding[total.funding](brand.name)}
                </dt>
                <dd>
                  <span>{formatter.money(netTotal(total), total.currency)}</span>
                  <span class="muted">{standingOf(total, shown)}</span>
                </dd>
              </div>
            ))}
          </dl>
        )}
        {cause.progress === undefined ? (
          <p class="far">{formatter.words.noGoal}</p>
        ) : (
          <Goal progress={cause.progress} formatter={formatter} />
        )}
      </div>
    </li>
  );
}

function Newest({ shown }: Props) {
  const { personal, context, years, yearsRoundedUp } = shown;
  const words = wordsOf(shown);
  const { number, locale } = context.formatter;
  const all = personal.purchases;
  return (
    <>
      <PurchaseList purchases={all.slice(0, PURCHASES_SHOWN)} shown={shown} mayMark={shown.mayMark} />
      {all.length > PURCHASES_SHOWN && (
        <p class="muted">{words.more(number(PURCHASES_SHOWN), number(all.length))}</p>
      )}
      <nav aria-label={words.years}>
        <p>
          {words.years}:{" "}
          {years.map((year) => (
            <>
              <a class="onward" href={linkWith("/impact/me", { year }, context)}>
                {year}
              </a>{" "}
            </>
          ))}
        </p>
        {yearsRoundedUp.map((year) => (
          <p lang={langOf(context.formatter)}>
            <a class="onward" href={linkWith(IMPACT_PATH, { year, of: ROUND_UPS }, context)}>
              {disclosureTranslations[locale].roundUps.link(year)}
            </a>
          </p>
        ))}
      </nav>
    </>
  );
}
