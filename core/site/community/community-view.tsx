import type { CauseView, Community } from "../../impact/view.ts";
import { Footer } from "../ui/footer.tsx";
import { linkTo, type PageContext, type RenderedView, renderView, ViewPart } from "../ui/layout.tsx";
import type { PageFormatter } from "../ui/page-formatter.ts";
import { truncate } from "../ui/truncate.ts";
import { currencies } from "./amounts.ts";
import { CauseCards } from "./causes.tsx";
import { GiftTotals, PendingExplained } from "./gift-totals.tsx";
import { Pools } from "./pools.tsx";
import { Recent } from "./recent.tsx";
import { TermsInWords } from "./terms.tsx";

/** Reached milestones that are shown, the latest first; each cause's own page has all of its. */
const MILESTONES_SHOWN = 6;
const LABEL_MAX = 120;
const DESCRIPTION_MAX = 155;

/** `GET /`: what the purchases of a whole community add up to. The same community gives the same bytes. */
export function communityView(community: Community, visit: PageContext): RenderedView {
  const { speech } = visit;
  const { words } = speech;
  const { brand, causes } = community;
  return renderView({
    visit,
    brand,
    title: words.communityTitle(brand.name),
    description: truncate(speech.text(brand.purpose), DESCRIPTION_MAX),
    head: <Opening community={community} speech={speech} />,
    footer: <Footer visit={visit} data="/api/community" />,
    children: (
      <>
        <GivenPart community={community} speech={speech} />
        <ViewPart id="causes" title={words.whereItGoes}>
          {causes.length === 0 ? (
            <p class="far">{words.noCauses}</p>
          ) : (
            <CauseCards causes={causes} brand={brand} visit={visit} />
          )}
        </ViewPart>
        {community.pools.length > 0 && (
          <ViewPart id="pools" title={words.pools}>
            <Pools pools={community.pools} causes={causes} brand={brand} speech={speech} />
          </ViewPart>
        )}
        {community.figures.length > 0 && (
          <ViewPart id="recent" title={words.recentDays} aside={<p class="muted">{words.recentText}</p>}>
            <Recent
              series={community.series}
              currencies={currencies(community.figures)}
              asOf={community.asOf}
              brand={brand}
              speech={speech}
            />
          </ViewPart>
        )}
        <ViewPart id="milestones" title={words.milestonesReached}>
          <Reached causes={causes} visit={visit} />
        </ViewPart>
        <ViewPart id="terms" title={words.whoPays}>
          <TermsInWords terms={community.terms} causes={causes} brand={brand} speech={speech} />
        </ViewPart>
      </>
    ),
  });
}

function Opening({ community, speech }: { community: Community; speech: PageFormatter }) {
  const { words } = speech;
  const [first, second] = words.headline;
  return (
    <>
      <h1>
        {first} <em>{second}</em>
      </h1>
      <p class="purpose">{speech.text(community.brand.purpose)}</p>
      {community.purchases > 0 && (
        <p class="counts">
          <span>{speech.counted(community.purchases, words.purchases)}</span>
          <span>{speech.counted(community.customers, words.customers)}</span>
          <span>{speech.counted(community.causes.length, words.causes)}</span>
        </p>
      )}
    </>
  );
}

function GivenPart({ community, speech }: { community: Community; speech: PageFormatter }) {
  const { words } = speech;
  const { brand, figures, asOf } = community;
  return (
    <section class="wide part whole" aria-labelledby="given">
      <div class="name">
        <h2 id="given">{words.given}</h2>
        <p class="muted">{words.asOf(speech.day(asOf))}</p>
      </div>
      {figures.length === 0 ? (
        <div class="empty">
          <p class="far">{words.firstGift}</p>
          <p>{words.firstGiftText(brand.name)}</p>
        </div>
      ) : (
        <GiftTotals figures={figures} brand={brand} speech={speech} />
      )}
      <div class="understood">
        <p>{words.givenApart}</p>
        <PendingExplained terms={community.terms} speech={speech} />
      </div>
    </section>
  );
}

/** The latest milestones of all causes. */
function Reached({ causes, visit }: { causes: readonly CauseView[]; visit: PageContext }) {
  const { words, text, date, roundMoney } = visit.speech;
  const reached = causes
    .flatMap(({ slug, name, progress }) =>
      (progress?.milestones ?? []).flatMap(({ reachedAt, label, amount }) =>
        reachedAt === undefined || progress === undefined
          ? []
          : [{ slug, name, label, amount, reachedAt, currency: progress.currency }],
      ),
    )
    .toSorted((one, other) => (one.reachedAt < other.reachedAt ? 1 : -1))
    .slice(0, MILESTONES_SHOWN);
  if (reached.length === 0) return <p class="far">{words.noMilestoneYet}</p>;
  return (
    <ol class="steps">
      {reached.map(({ slug, name, label, amount, reachedAt, currency }) => (
        <li class="reached">
          <strong>{truncate(text(label), LABEL_MAX)}</strong>
          <span>
            {roundMoney(amount, currency)} · <a href={linkTo(`/causes/${slug}`, visit)}>{text(name)}</a>
          </span>
          <time class="muted" dateTime={reachedAt}>
            {date(reachedAt)}
          </time>
        </li>
      ))}
    </ol>
  );
}
