import { stopWords, topicWords } from "../../../i18n/consent-words.ts";
import { accountWords } from "../../../i18n/page-words.ts";
import { linkPaths } from "../../../model/routes.ts";
import { TOPICS } from "../../../model/topic.ts";
import { Submit } from "../../ui/form.tsx";
import { linkTo, type RenderedView, ViewPart } from "../../ui/layout.tsx";
import type { AccountContext } from "../../ui/page.ts";
import { accountLayout } from "../layout.tsx";
import { DO } from "./done.ts";
import type { FormView, Offer } from "./field.tsx";
import { savedForm } from "./form.ts";
import { isOpenEnded, PauseLength, pauseOf } from "./pause.ts";
import { fieldsOf } from "./step-fields.ts";
import { PREFERENCES_PATH, STEPS, type Step, stepPath } from "./steps.ts";
import { boxesOf } from "./topic-boxes.ts";

/** The name of the buttons that begin a pause. */
export const PAUSE = "pause";

export interface OverviewView {
  readonly offer: Offer;
  readonly context: AccountContext;
  readonly notice?: string | undefined;
}

/** `GET /preferences`: what holds now, with a link to where it is changed; then the buttons that pause and stop. */
export function overviewView({ offer, context, notice }: OverviewView): RenderedView {
  const { preferences: texts, card } = accountWords(context.formatter);
  const view: FormView = { offer, context, texts, form: savedForm(offer), errors: new Map() };
  return accountLayout({
    page: "preferences",
    context,
    notice,
    head: <Bounced view={view} />,
    children: (
      <>
        <section class="wide overview" aria-labelledby="now">
          <h2 id="now" class="unseen">
            {texts.now}
          </h2>
          <ul>
            {STEPS.map((step) => (
              <StepSummary step={step} view={view} />
            ))}
          </ul>
        </section>
        <ViewPart id="pause" title={texts.pauseTitle}>
          <PauseForm view={view} />
        </ViewPart>
        <ViewPart id="card" title={card.title}>
          <p>{card.noConsent}</p>
          <p>
            <a class="onward" href={linkTo(linkPaths.card, context)}>
              {card.open}
            </a>
          </p>
        </ViewPart>
        <ViewPart id="stop" title={texts.stop}>
          <form class="stopping" method="post" action={linkTo(PREFERENCES_PATH, context)}>
            <p>{stopWords(context.formatter.language, context.brand.name).words}</p>
            <Submit name={DO} value="stopAll" quiet>
              {texts.stop}
            </Submit>
          </form>
        </ViewPart>
      </>
    ),
  });
}

interface Props {
  readonly view: FormView;
}

/** Says that everything waits, with the button that ends it; or offers pauses. */
function PauseForm({ view: { offer, context, texts } }: Props) {
  const until = pauseOf(offer);
  return (
    <form class="pausing" method="post" action={linkTo(PREFERENCES_PATH, context)}>
      {until === undefined ? (
        <>
          <p class="muted">{texts.pauseNow}</p>
          <p class="buttons">
            {PauseLength.options.map((pause) => (
              <Submit name={PAUSE} value={pause} quiet>
                {texts.pauses[pause]}
              </Submit>
            ))}
          </p>
        </>
      ) : (
        <>
          <p>
            <strong>
              {isOpenEnded(until) ? texts.pausedOpen : texts.pausedUntil(context.formatter.date(until))}
            </strong>
          </p>
          <Submit name={DO} value="resume">
            {texts.resume}
          </Submit>
        </>
      )}
    </form>
  );
}

/** Says from which addresses messages came back, with the button by which their owner has them written to again. */
function Bounced({ view: { offer, context, texts } }: Props) {
  const hints = offer.reach.filter(({ bounced }) => bounced).map(({ hint }) => hint);
  if (hints.length === 0) return null;
  return (
    <form class="notice" method="post" action={linkTo(PREFERENCES_PATH, context)}>
      <p>
        <strong>{texts.bounced(hints.join(", "))}</strong>
      </p>
      <Submit name={DO} value="lift">
        {texts.lift}
      </Submit>
    </form>
  );
}

function StepSummary({ step, view }: Props & { readonly step: Step }) {
  const { context, texts } = view;
  const lines = summaryOf(step, view);
  return (
    <li>
      <h3>
        <a href={linkTo(stepPath(step), context)}>{texts.steps[step].title}</a>
      </h3>
      {lines.map((line) => (
        <p>{line}</p>
      ))}
    </li>
  );
}

/** What holds now of a step, a line each. */
function summaryOf(step: Step, view: FormView): readonly string[] {
  const { offer, texts } = view;
  const own = fieldsOf({ step })
    .filter(({ keys }) => !keys.includes("pausedUntil"))
    .flatMap((field) => {
      const value = field.inWords(view);
      const label = field.labelOf(field.show(offer)[0]?.[0] ?? "", view);
      if (value === "" || label === undefined) return [];
      return value === texts.ticked ? [label] : [`${label}: ${value}`];
    });
  switch (step) {
    case "what":
      return [topicsInWords(view), ...own];
    case "when":
      return [...offer.reach.map((reach) => reachInWords(reach, view)), ...own];
    default:
      return own.length === 0 ? [texts.nothing] : own;
  }
}

function topicsInWords({ offer, context, texts }: FormView): string {
  const { channels } = accountWords(context.formatter);
  const on = TOPICS.flatMap((topic) => {
    const by = boxesOf(offer).filter((box) => box.topic === topic && box.state === "on");
    const how = by.map(({ channel }) => channels[channel]).join(", ");
    return by.length === 0 ? [] : [`${topicWords(context.formatter.language, topic).name} (${how})`];
  });
  return on.length === 0 ? texts.noTopics : on.join(" · ");
}

function reachInWords(
  { channel, hint, suppressed, refused }: Offer["reach"][number],
  { context, texts }: FormView,
): string {
  const name = texts.reach(accountWords(context.formatter).channels[channel], hint);
  return suppressed || refused ? `${name} (${texts.nothingGoesThere})` : name;
}
