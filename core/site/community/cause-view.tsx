import type { CauseDetail, CauseView, Community } from "../../impact/view.ts";
import type { Story } from "../../model/story.ts";
import { linkTo, type PageContext, type RenderedView, renderView, ViewPart } from "../ui/layout.tsx";
import type { PageFormatter } from "../ui/page-formatter.ts";
import { PassOn } from "../ui/pass-on.tsx";
import { Pictured, someHavePictures } from "../ui/picture.tsx";
import { truncate } from "../ui/truncate.ts";
import { currencies } from "./amounts.ts";
import { ArrivalsPart } from "./arrivals.tsx";
import { asOfInWords } from "./as-of.ts";
import { CharityLine } from "./causes.tsx";
import { GiftTotals, givenApart, PendingExplained } from "./gift-totals.tsx";
import { Goal, Steps } from "./goal.tsx";
import { Pools } from "./pools.tsx";
import { Recent } from "./recent.tsx";
import { Timeline } from "./stories.tsx";
import { TermsInWords } from "./terms.tsx";
import { WayToReceipt } from "./way-to-receipt.tsx";

const DESCRIPTION_MAX = 155;

/** What a cause's page needs of the community around it. */
export interface Around extends Pick<Community, "brand" | "terms" | "causes"> {
  /** Of all causes, the newest first. */
  readonly stories: readonly Story[];
}

/** `GET /causes/{slug}`: what one cause was given. The same cause gives the same bytes. */
export function causeView(cause: CauseDetail, around: Around, context: PageContext): RenderedView {
  const { formatter } = context;
  const { words, text } = formatter;
  const { brand } = around;
  const stories = around.stories.filter((story) => story.cause === cause.slug);
  const title = `${text(cause.name)} · ${brand.name}`;
  return renderView({
    context,
    brand,
    title,
    shared: cause.picture,
    description: truncate(text(cause.summary), DESCRIPTION_MAX),
    head: (
      <Pictured picture={cause.picture} formatter={formatter}>
        <Opening cause={cause} around={around} context={context} />
      </Pictured>
    ),
    hasPictures: someHavePictures([cause, ...stories]),
    data: {
      json: `/api/causes/${cause.slug}`,
      tables: ["causes", "choices"],
      feed: `/causes/${cause.slug}/feed.xml`,
    },
    children: (
      <>
        <GoalPart cause={cause} hasTimeline={stories.length > 0} around={around} context={context} />
        {stories.length > 0 && <Timeline cause={cause} stories={stories} context={context} />}
        <GivenPart cause={cause} around={around} context={context} />
        {cause.arrivals && cause.figures.length > 0 && (
          <ArrivalsPart
            arrivals={cause.arrivals}
            causes={around.causes}
            brand={brand}
            context={context}
            on="cause"
          />
        )}
        {cause.figures.length > 0 && (
          <ViewPart id="recent" title={words.recentDays} aside={<p class="muted">{words.recentText}</p>}>
            <Recent
              series={cause.series}
              currencies={currencies(cause.figures, context.currency)}
              asOf={cause.asOf}
              brand={brand}
              formatter={formatter}
            />
          </ViewPart>
        )}
        {cause.pools.length > 0 && (
          <ViewPart id="pools" title={words.pools}>
            <Pools pools={cause.pools} causes={around.causes} brand={brand} formatter={formatter} />
          </ViewPart>
        )}
        <ViewPart id="terms" title={words.whoPays}>
          <TermsInWords terms={around.terms} causes={around.causes} brand={brand} context={context} />
        </ViewPart>
        <PassOn title={title} context={context} />
      </>
    ),
  });
}

interface CauseProps {
  readonly cause: CauseDetail;
  readonly context: PageContext;
}

function Opening({ cause, around, context }: CauseProps & { readonly around: Around }) {
  const { words, text, counted, number } = context.formatter;
  return (
    <>
      <p class="back">
        <a href={linkTo("/", context)}>{words.allCauses}</a>
      </p>
      <h1>{text(cause.name)}</h1>
      <p class="purpose">{text(cause.summary)}</p>
      {cause.status === "paused" && <Paused {...{ cause, around, context }} />}
      {cause.purchases > 0 && (
        <p class="counts">
          <span>{counted(cause.purchases, words.purchases)}</span>
          <span>{counted(cause.customers, words.customers)}</span>
        </p>
      )}
      {cause.returned > 0 && (
        <p class="counted">
          {words.returned[cause.returned === 1 ? "one" : "other"](number(cause.returned))}
        </p>
      )}
      {cause.purchases > 0 && <p class="counted">{choicesInWords(cause, context.formatter)}</p>}
    </>
  );
}

/** How its purchases came to a cause. Ways that none of them took are left out. */
function choicesInWords({ purchases, choices }: CauseView, { words, number }: PageFormatter): string {
  const said = words.causeChoices;
  const known = Object.values(choices).reduce((sum, one) => sum + one, 0);
  const ways = [
    [choices.order, said.order],
    [choices.customer, said.customer],
    [choices.claimed, said.claimed],
    [choices.default, said.default],
    [choices.split, said.split],
    [purchases - known, said.unknown],
  ] as const;
  return said.all(
    ways
      .filter(([count]) => count > 0)
      .map(([count, way]) => way(number(count)))
      .join("; "),
  );
}

/** Where new gifts go instead, when all terms agree on it. */
function Paused({ cause, around, context }: CauseProps & { readonly around: Around }) {
  const { words, text } = context.formatter;
  const { movesTo } = cause;
  const other = around.causes.find(({ slug }) => slug === movesTo?.cause);
  if (movesTo === undefined || other === undefined)
    return (
      <p class="notice">
        <strong>{words.paused}.</strong> {words.pausedText(elsewhere(cause, around, context))}
      </p>
    );
  return (
    <p class="notice">
      <strong>{words.ended}.</strong> {text(movesTo.because)} {words.endedText(text(other.name))}
    </p>
  );
}

function elsewhere(cause: CauseView, around: Around, context: PageContext): string | undefined {
  const [only, ...others] = new Set(around.terms.map((terms) => terms.defaultCause));
  if (only === undefined || others.length > 0 || only === cause.slug) return undefined;
  const other = around.causes.find(({ slug }) => slug === only);
  return other === undefined ? undefined : context.formatter.text(other.name);
}

/** The milestones stand in the timeline, where there is one. */
function GoalPart(props: CauseProps & { readonly hasTimeline: boolean; readonly around: Around }) {
  const { cause, hasTimeline, around, context } = props;
  const { formatter } = context;
  const { words } = formatter;
  const { progress, charity } = cause;
  const wayToReceipt = cause.status === "active" && <WayToReceipt terms={around.terms} context={context} />;
  if (progress === undefined) {
    return (
      <ViewPart id="goal" title={words.whereItGoes}>
        <p class="far">{words.noGoal}</p>
        <CharityLine charity={charity} formatter={formatter} />
        {wayToReceipt}
      </ViewPart>
    );
  }
  return (
    <ViewPart id="goal" title={words.goal} aside={<CharityLine charity={charity} formatter={formatter} />}>
      <Goal progress={progress} formatter={formatter} />
      {currencies(cause.figures).some((currency) => currency !== progress.currency) && (
        <p class="muted">{words.goalCurrency(progress.currency)}</p>
      )}
      {progress.milestones.length > 0 && !hasTimeline && (
        <>
          <h3>{words.milestones}</h3>
          <Steps progress={progress} formatter={formatter} />
        </>
      )}
      {wayToReceipt}
    </ViewPart>
  );
}

function GivenPart({ cause, around, context }: CauseProps & { readonly around: Around }) {
  const { formatter } = context;
  const { words } = formatter;
  const { brand, terms } = around;
  return (
    <section class="wide part whole" aria-labelledby="given">
      <div class="name">
        <h2 id="given">{words.given}</h2>
        <p class="muted">{asOfInWords(cause, formatter)}</p>
      </div>
      {cause.figures.length === 0 ? (
        <div class="empty">
          <p class="far">{words.firstGift}</p>
        </div>
      ) : (
        <GiftTotals figures={cause.figures} equivalent={cause.equivalent} brand={brand} context={context} />
      )}
      <div class="understood">
        <p>{givenApart(cause, context)}</p>
        <PendingExplained terms={terms} formatter={formatter} />
      </div>
    </section>
  );
}
