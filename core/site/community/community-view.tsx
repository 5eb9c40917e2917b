import { isAdded } from "../../i18n/language.ts";
import type { CauseView, Community } from "../../impact/view.ts";
import type { Brand } from "../../model/cause.ts";
import { linkTo, type PageContext, type RenderedView, renderView, ViewPart } from "../ui/layout.tsx";
import type { PageFormatter } from "../ui/page-formatter.ts";
import { someHavePictures } from "../ui/picture.tsx";
import { truncate } from "../ui/truncate.ts";
import { currencies } from "./amounts.ts";
import { ArrivalsPart } from "./arrivals.tsx";
import { asOfInWords } from "./as-of.ts";
import { CauseCards } from "./causes.tsx";
import { GiftTotals, givenApart, PendingExplained } from "./gift-totals.tsx";
import { reachedInWords } from "./goal.tsx";
import { Pools } from "./pools.tsx";
import { Recent } from "./recent.tsx";
import { TermsInWords } from "./terms.tsx";
import { WayToReceipt } from "./way-to-receipt.tsx";

/** Reached milestones that are shown, the latest first; each cause's own page has all of its. */
const MILESTONES_SHOWN = 6;
const LABEL_MAX = 120;
const DESCRIPTION_MAX = 155;

/** `GET /`: what the purchases of a whole community add up to. The same community gives the same bytes. */
export function communityView(community: Community, context: PageContext): RenderedView {
  const { formatter } = context;
  const { words } = formatter;
  const { brand, causes } = community;
  const thisYear = community.asOf.slice(0, "2026".length);
  return renderView({
    context,
    brand,
    title: words.communityTitle(brand.name),
    description: truncate(formatter.text(brand.purpose), DESCRIPTION_MAX),
    head: <Opening community={community} formatter={formatter} />,
    hasPictures: someHavePictures(causes),
    shared: causes.find(({ status, picture }) => status === "active" && picture !== undefined)?.picture,
    data: {
      json: "/api/community",
      tables: ["community", "causes", "choices", "days", "terms"],
      feed: "/feed.xml",
    },
    children: (
      <>
        <GivenPart community={community} context={context} />
        {community.arrivals && community.figures.length > 0 && (
          <ArrivalsPart
            arrivals={community.arrivals}
            causes={causes}
            brand={brand}
            context={context}
            on="community"
          />
        )}
        <ViewPart id="causes" title={words.whereItGoes}>
          {causes.length === 0 ? (
            <p class="far">{words.noCauses}</p>
          ) : (
            <CauseCards causes={causes} brand={brand} context={context} />
          )}
          {community.purchases > 0 && <p class="muted">{choicesInWords(community, formatter)}</p>}
          <WayToReceipt terms={community.terms} context={context} />
        </ViewPart>
        {community.pools.length > 0 && (
          <ViewPart id="pools" title={words.pools}>
            <Pools pools={community.pools} causes={causes} brand={brand} formatter={formatter} />
          </ViewPart>
        )}
        {community.figures.length > 0 && (
          <ViewPart id="recent" title={words.recentDays} aside={<p class="muted">{words.recentText}</p>}>
            <Recent
              series={community.series}
              currencies={currencies(community.figures, context.currency)}
              asOf={community.asOf}
              brand={brand}
              formatter={formatter}
            />
            <p>
              <a class="onward" href={linkTo(`/months/${thisYear}`, context)}>
                {words.months.link(thisYear)}
              </a>
            </p>
          </ViewPart>
        )}
        <ViewPart id="milestones" title={words.milestonesReached}>
          <Reached causes={causes} context={context} />
        </ViewPart>
        <ViewPart id="terms" title={words.whoPays}>
          <TermsInWords
            terms={community.terms}
            former={community.formerTerms}
            causes={causes}
            brand={brand}
            context={context}
          />
        </ViewPart>
      </>
    ),
  });
}

function Opening({ community, formatter }: { community: Community; formatter: PageFormatter }) {
  const { words } = formatter;
  const [first, second] = headlineOf(community.brand, formatter);
  return (
    <>
      <h1>
        {first} {second !== undefined && <em>{second}</em>}
      </h1>
      <p class="purpose">{formatter.text(community.brand.purpose)}</p>
      {community.purchases > 0 && (
        <p class="counts">
          <span>{formatter.counted(community.purchases, words.purchases)}</span>
          <span>{formatter.counted(community.customers, words.customers)}</span>
          <span>{formatter.counted(community.causes.length, words.causes)}</span>
        </p>
      )}
      <CountsInWords community={community} formatter={formatter} />
    </>
  );
}

/** The brand's own, in the language of the page: one that the brand adds has it among its words. */
function headlineOf({ headline }: Brand, { language, locale, words }: PageFormatter): readonly string[] {
  const isWritten = isAdded(language) && language.own["community.headline.0"] !== undefined;
  return (isWritten ? undefined : headline?.[locale]) ?? words.headline;
}

/** What the count of purchases does not hold, and which of them gave nothing in the end. */
function CountsInWords({ community, formatter }: { community: Community; formatter: PageFormatter }) {
  const { words, number, counted } = formatter;
  const { returned, withoutGift } = community;
  if (returned === 0 && withoutGift === 0) return null;
  return (
    <p class="counted">
      {returned > 0 && words.returned[returned === 1 ? "one" : "other"](number(returned))}{" "}
      {withoutGift > 0 && words.withoutGift(counted(withoutGift, words.withoutGiftNoun))}
    </p>
  );
}

function GivenPart({ community, context }: { community: Community; context: PageContext }) {
  const { formatter } = context;
  const { words } = formatter;
  const { brand, figures, equivalent } = community;
  return (
    <section class="wide part whole" aria-labelledby="given">
      <div class="name">
        <h2 id="given">{words.given}</h2>
        <p class="muted">{asOfInWords(community, formatter)}</p>
      </div>
      {figures.length === 0 ? (
        <div class="empty">
          <p class="far">{words.firstGift}</p>
          <p>{words.firstGiftText(brand.name)}</p>
        </div>
      ) : (
        <GiftTotals figures={figures} equivalent={equivalent} brand={brand} context={context} />
      )}
      <div class="understood">
        <p>{givenApart(community, context)}</p>
        <PendingExplained terms={community.terms} formatter={formatter} />
      </div>
    </section>
  );
}

function choicesInWords({ choices }: Community, { words, number }: PageFormatter): string {
  const { order, customer, claimed, none } = choices;
  return words.choices(number(order), number(customer), number(claimed), number(none));
}

/** The latest milestones of all causes. */
function Reached({ causes, context }: { causes: readonly CauseView[]; context: PageContext }) {
  const { words, text, roundMoney } = context.formatter;
  const reached = causes
    .flatMap(({ slug, name, progress }) =>
      (progress?.milestones ?? []).flatMap(({ reachedAt, label, amount }) =>
        reachedAt === undefined || progress === undefined
          ? []
          : [{ slug, name, label, amount, reachedAt, progress }],
      ),
    )
    .toSorted((one, other) => (one.reachedAt < other.reachedAt ? 1 : -1))
    .slice(0, MILESTONES_SHOWN);
  if (reached.length === 0) return <p class="far">{words.noMilestoneYet}</p>;
  return (
    <ol class="steps">
      {reached.map(({ slug, name, label, amount, reachedAt, progress }) => (
        <li class="reached">
          <strong>{roundMoney(amount, progress.currency)}</strong>
          <span>
            {words.enoughFor(truncate(text(label), LABEL_MAX))} ·{" "}
            <a href={linkTo(`/causes/${slug}`, context)}>{text(name)}</a>
          </span>
          <time class="muted" dateTime={reachedAt}>
            {reachedInWords(progress, { amount, reachedAt }, context.formatter)}
          </time>
        </li>
      ))}
    </ol>
  );
}
