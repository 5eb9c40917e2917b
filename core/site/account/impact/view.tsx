import { accountTranslations } from "../../../i18n/dictionaries.ts";
import type { Translations } from "../../../i18n/translations.ts";
import type { PersonalImpact, PersonalPurchase } from "../../../impact/read-personal.ts";
import type { Community } from "../../../impact/view.ts";
import type { WeightedCause } from "../../../model/customer.ts";
import { daysAfter } from "../../../model/days.ts";
import type { Funding } from "../../../model/gift.ts";
import { fundings } from "../../community/amounts.ts";
import { PendingExplained, Swatch } from "../../community/gift-totals.tsx";
import { Goal } from "../../community/goal.tsx";
import { linkTo, type RenderedView, ViewPart } from "../../ui/layout.tsx";
import type { AccountContext } from "../../ui/page.ts";
import { accountLayout } from "../layout.tsx";
import { netTotal, type OwnCause, ownCauses, shares, type Total, totals } from "./personal-figures.ts";

/** What the page is made from. `chosen`: the causes that purchases of this customer go to. */
export interface ImpactView {
  readonly personal: PersonalImpact;
  readonly community: Community;
  readonly chosen: readonly WeightedCause[];
  readonly context: AccountContext;
}

interface Shown extends ImpactView {
  readonly words: Translations["account"]["impact"];
}

const PURCHASES_SHOWN = 40;
/** A smaller part of the whole than this is said in words. */
const BASIS_POINTS_MIN = 1;

export function impactView(view: ImpactView): RenderedView {
  const { personal, context } = view;
  const words = accountTranslations[context.formatter.locale].impact;
  const shown: Shown = { ...view, words };
  const { counted } = context.formatter;
  return accountLayout({
    page: "impact",
    context,
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
            aside={<p class="muted">{words.purchasesText}</p>}
          >
            <Purchases shown={shown} />
          </ViewPart>
        )}
      </>
    ),
  });
}

interface Props {
  readonly shown: Shown;
}

/** Who paid how much because of this customer: three kinds of money, apart. */
function Given({ shown }: Props) {
  const { personal, community, context, words } = shown;
  const { formatter, brand } = context;
  const own = totals(personal.figures);
  return (
    <section class="wide part whole" aria-labelledby="given">
      <div class="name">
        <h2 id="given">{words.total}</h2>
        <p class="muted">{formatter.words.asOf(formatter.day(personal.asOf))}</p>
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
  shown: { context, words },
}: Props & { readonly funding: Funding; readonly totals: readonly Total[] }) {
  const { formatter, brand } = context;
  return (
    <section class={`funded ${funding}`} aria-labelledby={`by-${funding}`}>
      <h3 id={`by-${funding}`}>{words.funding[funding](brand.name)}</h3>
      {totals.length === 0 ? (
        <p class="amount none">{formatter.words.nothingYet}</p>
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
                <span class="muted">{stateOf(total, context, words)}</span>
              </li>
            );
          })}
        </ul>
      )}
    </section>
  );
}

function stateOf(
  total: Total,
  { formatter }: AccountContext,
  words: Translations["account"]["impact"],
): string {
  const { pending, settled, currency } = total;
  if (pending === 0) return formatter.words.allSettled;
  if (settled === 0) return formatter.words.allPending;
  return words.pendingSettled(formatter.money(pending, currency), formatter.money(settled, currency));
}

function Shares({ shown: { personal, community, context, words } }: Props) {
  const { formatter, brand } = context;
  const own = shares(totals(personal.figures), community.figures);
  if (own.length === 0) return null;
  return (
    <ViewPart id="share" title={words.share} aside={<p class="muted">{words.shareText}</p>}>
      <ul class="shares">
        {own.map(({ funding, currency, basisPoints }) => (
          <li>
            <strong>
              {basisPoints < BASIS_POINTS_MIN ? words.tinyShare : formatter.percent(basisPoints)}
            </strong>
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
  const { personal, community, chosen, context, words } = shown;
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
function CauseCard({
  own: { cause, figures },
  shown: { context, words },
}: Props & { readonly own: OwnCause }) {
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
                  <span class="muted">{stateOf(total, context, words)}</span>
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

function Purchases({ shown }: Props) {
  const { personal, context, words } = shown;
  const { number } = context.formatter;
  const all = personal.purchases;
  return (
    <>
      <ol class="purchases">
        {all.slice(0, PURCHASES_SHOWN).map((purchase) => (
          <Purchase purchase={purchase} shown={shown} />
        ))}
      </ol>
      {all.length > PURCHASES_SHOWN && (
        <p class="muted">{words.more(number(PURCHASES_SHOWN), number(all.length))}</p>
      )}
    </>
  );
}

function Purchase({
  purchase,
  shown: { community, context, words },
}: Props & { readonly purchase: PersonalPurchase }) {
  const { formatter, brand } = context;
  const { placedAt, parts, currency, pending, settlesOn } = purchase;
  const nameOf = (slug: string) => {
    const cause = community.causes.find((one) => one.slug === slug);
    return cause === undefined ? slug : formatter.text(cause.name);
  };
  return (
    <li>
      <p>
        <strong>{words.purchaseOf(formatter.date(placedAt))}</strong>
        <span class="muted">
          {parts.length === 0
            ? words.takenBack
            : pending
              ? words.pendingUntil(formatter.day(daysAfter(settlesOn, -1)))
              : words.isSettled}
        </span>
      </p>
      {parts.length > 0 && (
        <ul>
          {parts.map(({ cause, funding, minor }) => (
            <li>
              <span>
                {nameOf(cause)}
                <span class="muted">
                  <Swatch funding={funding} />
                  {words.funding[funding](brand.name)}
                </span>
              </span>
              <b>{formatter.money(minor, currency)}</b>
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}
