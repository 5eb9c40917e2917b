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
  readonly visit: AccountContext;
}

interface Shown extends ImpactView {
  readonly words: Translations["account"]["impact"];
}

const PURCHASES_SHOWN = 40;
/** A smaller part of the whole than this is told in words. */
const BASIS_POINTS_MIN = 1;

export function impactView(view: ImpactView): RenderedView {
  const { personal, visit } = view;
  const words = accountTranslations[visit.speech.locale].impact;
  const shown: Shown = { ...view, words };
  const { counted } = visit.speech;
  return accountLayout({
    page: "impact",
    visit,
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
  const { personal, community, visit, words } = shown;
  const { speech, brand } = visit;
  const own = totals(personal.figures);
  return (
    <section class="wide part whole" aria-labelledby="given">
      <div class="name">
        <h2 id="given">{words.total}</h2>
        <p class="muted">{speech.words.asOf(speech.day(personal.asOf))}</p>
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
        <p>{speech.words.givenApart}</p>
        <PendingExplained terms={community.terms} speech={speech} />
      </div>
    </section>
  );
}

function Funded({
  funding,
  totals,
  shown: { visit, words },
}: Props & { readonly funding: Funding; readonly totals: readonly Total[] }) {
  const { speech, brand } = visit;
  return (
    <section class={`funded ${funding}`} aria-labelledby={`by-${funding}`}>
      <h3 id={`by-${funding}`}>{words.funding[funding](brand.name)}</h3>
      {totals.length === 0 ? (
        <p class="amount none">{speech.words.nothingYet}</p>
      ) : (
        <ul class="figures">
          {totals.map((total) => {
            const [whole, rest] = speech.moneyParts(netTotal(total), total.currency);
            return (
              <li>
                <span class={(whole + rest).length > 10 ? "amount long" : "amount"}>
                  {whole}
                  {rest !== "" && <small>{rest}</small>}
                </span>
                <span class="muted">{stateOf(total, visit, words)}</span>
              </li>
            );
          })}
        </ul>
      )}
    </section>
  );
}

function stateOf(total: Total, { speech }: AccountContext, words: Translations["account"]["impact"]): string {
  const { pending, settled, currency } = total;
  if (pending === 0) return speech.words.allSettled;
  if (settled === 0) return speech.words.allPending;
  return words.pendingSettled(speech.money(pending, currency), speech.money(settled, currency));
}

function Shares({ shown: { personal, community, visit, words } }: Props) {
  const { speech, brand } = visit;
  const own = shares(totals(personal.figures), community.figures);
  if (own.length === 0) return null;
  return (
    <ViewPart id="share" title={words.share} aside={<p class="muted">{words.shareText}</p>}>
      <ul class="shares">
        {own.map(({ funding, currency, basisPoints }) => (
          <li>
            <strong>{basisPoints < BASIS_POINTS_MIN ? words.tinyShare : speech.percent(basisPoints)}</strong>
            <span>
              <Swatch funding={funding} />
              {words.shareOf[funding](brand.name, speech.currencyName(currency))}
            </span>
          </li>
        ))}
      </ul>
    </ViewPart>
  );
}

function Causes({ shown }: Props) {
  const { personal, community, chosen, visit, words } = shown;
  const own = ownCauses(community.causes, personal, chosen);
  return (
    <>
      {chosen.length === 0 && (
        <p>
          {words.noCauses}{" "}
          <a class="onward" href={linkTo("/preferences", visit)}>
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
function CauseCard({ own: { cause, figures }, shown: { visit, words } }: Props & { readonly own: OwnCause }) {
  const { speech, brand } = visit;
  return (
    <li class="card">
      <h3>
        <a href={linkTo(`/causes/${cause.slug}`, visit)}>{speech.text(cause.name)}</a>
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
                  <span>{speech.money(netTotal(total), total.currency)}</span>
                  <span class="muted">{stateOf(total, visit, words)}</span>
                </dd>
              </div>
            ))}
          </dl>
        )}
        {cause.progress === undefined ? (
          <p class="far">{speech.words.noGoal}</p>
        ) : (
          <Goal progress={cause.progress} speech={speech} />
        )}
      </div>
    </li>
  );
}

function Purchases({ shown }: Props) {
  const { personal, visit, words } = shown;
  const { number } = visit.speech;
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
  shown: { community, visit, words },
}: Props & { readonly purchase: PersonalPurchase }) {
  const { speech, brand } = visit;
  const { placedAt, parts, currency, pending, settlesOn } = purchase;
  const nameOf = (slug: string) => {
    const cause = community.causes.find((one) => one.slug === slug);
    return cause === undefined ? slug : speech.text(cause.name);
  };
  return (
    <li>
      <p>
        <strong>{words.purchaseOf(speech.date(placedAt))}</strong>
        <span class="muted">
          {parts.length === 0
            ? words.takenBack
            : pending
              ? words.pendingUntil(speech.day(daysAfter(settlesOn, -1)))
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
              <b>{speech.money(minor, currency)}</b>
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}
