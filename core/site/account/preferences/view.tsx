import type { JSX } from "preact";
import { consentStatement, stopWords, topicWords } from "../../../i18n/consent-words.ts";
import { accountTranslations } from "../../../i18n/dictionaries.ts";
import { TOPICS, type Topic } from "../../../model/topic.ts";
import { CheckBox, ErrorSummary, Submit } from "../../ui/form.tsx";
import { linkTo, type RenderedView, ViewPart } from "../../ui/layout.tsx";
import { PrivacyNote } from "../../ui/legal-links.tsx";
import { accountLayout } from "../layout.tsx";
import type { FormPart, FormView, PreferenceProblem } from "./field.tsx";
import { preferenceFields, rhythmField } from "./fields.tsx";
import { SEEN, SHOWN, shownNow } from "./form.ts";
import { pauseOf } from "./hours-fields.tsx";
import { type Box, boxesOf, boxName, channelsOf, type Reach, TICKED } from "./topic-boxes.ts";

/** The name of the buttons that do something else than save. */
export const DO = "do";

/**
 * What the page is made from. `notice`: what came of the form before. `differing`: what was saved meanwhile where the form
 * says something else, by the id of an input
 */
export interface PreferencesView extends Omit<FormView, "texts" | "errors"> {
  readonly differing?: ReadonlyMap<string, string>;
  readonly problems?: ReadonlyMap<string, PreferenceProblem>;
  readonly notice?: string | undefined;
}

/** `GET /preferences`, and what a POST that was not saved is answered with. */
export function preferencesView(shown: PreferencesView): RenderedView {
  const { context, notice, problems = new Map<string, PreferenceProblem>(), differing = new Map() } = shown;
  const { locale } = context.formatter;
  const { preferences: texts } = accountTranslations[locale];
  const errors = new Map([...problems].map(([input, problem]) => [input, texts.problem[problem]]));
  const view: FormView = { ...shown, texts, errors };
  return accountLayout({
    page: "preferences",
    context,
    notice,
    head: (
      <>
        <Pause view={view} />
        <Bounced view={view} />
      </>
    ),
    children: (
      <>
        <PreferencesForm view={view} differing={differing} />
        <ViewPart id="stop" title={texts.stop}>
          <form class="stopping" method="post" action={linkTo("/preferences", context)}>
            <p>{stopWords(locale, context.brand.name).words}</p>
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

/** Says that everything waits, with the button that ends it. */
function Pause({ view: { offer, context, texts } }: Props) {
  const until = pauseOf(offer);
  if (until === undefined) return null;
  return (
    <form class="notice" method="post" action={linkTo("/preferences", context)}>
      <p>
        <strong>{texts.pausedUntil(context.formatter.date(until))}</strong>
      </p>
      <Submit name={DO} value="resume">
        {texts.resume}
      </Submit>
    </form>
  );
}

/** Says from which addresses messages came back, with the button by which their owner has them written to again. */
function Bounced({ view: { offer, context, texts } }: Props) {
  const hints = offer.reach.filter(({ bounced }) => bounced).map(({ hint }) => hint);
  if (hints.length === 0) return null;
  return (
    <form class="notice" method="post" action={linkTo("/preferences", context)}>
      <p>
        <strong>{texts.bounced(hints.join(", "))}</strong>
      </p>
      <Submit name={DO} value="lift">
        {texts.lift}
      </Submit>
    </form>
  );
}

function PreferencesForm({ view, differing }: Props & { readonly differing: ReadonlyMap<string, string> }) {
  const { form, offer, context, errors, texts } = view;
  const { counted } = context.formatter;
  const aside = (text: string) => <p class="muted">{text}</p>;
  return (
    <form class="preferences" method="post" action={linkTo("/preferences", context)} noValidate>
      <input type="hidden" name={SEEN} value={form.text(SEEN)} />
      <input type="hidden" name={SHOWN} value={shownNow(offer)} />
      <div class="wide">
        <ErrorSummary
          title={texts.notSaved(counted(errors.size, texts.problems))}
          errors={new Map([...errors].map(([input, text]) => [input, `${labelOf(input, view)}: ${text}`]))}
        />
        <ErrorSummary title={texts.differs} errors={differing} />
      </div>
      <ViewPart id="topics" title={texts.topics} aside={aside(texts.topicsText)}>
        <Topics view={view} />
      </ViewPart>
      <Part id="yourcauses" title={texts.causes} view={view} />
      <Part id="when" title={texts.when} aside={aside(texts.whenText)} view={view} />
      <Part id="you" title={texts.you} aside={aside(texts.youText(context.brand.name))} view={view} />
      <Part id="presents" title={texts.presents} view={view} />
      <div class="wide">
        <PrivacyNote brand={context.brand} formatter={context.formatter} />
      </div>
      <div class="save">
        <div class="wide">
          <Submit>{texts.save}</Submit>
          <p class="muted">{texts.saveText}</p>
        </div>
      </div>
    </form>
  );
}

interface PartProps extends Props {
  readonly id: FormPart;
  readonly title: string;
  readonly aside?: JSX.Element | undefined;
}

/** The fields of one part, in their order. */
function Part({ id, title, aside, view }: PartProps) {
  return (
    <ViewPart id={id} title={title} aside={aside}>
      {preferenceFields
        .filter(({ part }) => part === id)
        .map(({ Input }) => (
          <Input view={view} />
        ))}
    </ViewPart>
  );
}

/** What an input is called in the list of problems, away from its own label. */
function labelOf(input: string, view: FormView): string | undefined {
  return preferenceFields.map((field) => field.labelOf(input, view)).find((label) => label !== undefined);
}

/** Topics by channels: each box with its topic beside it, and before them the words that ticking one agrees to. */
function Topics({ view }: Props) {
  const { offer, texts } = view;
  if (offer.reach.length === 0) return <p class="note">{texts.noAddress}</p>;
  return (
    <>
      <div class="reaches">
        {offer.reach.map((reach) => (
          <ReachText reach={reach} view={view} />
        ))}
      </div>
      <div class="topic-lines">
        {TOPICS.map((topic) => (
          <TopicLine topic={topic} view={view} />
        ))}
      </div>
    </>
  );
}

/** The address of a channel, whether anything may go there, and what its boxes say, to the letter. */
function ReachText({ reach, view }: Props & { readonly reach: Reach }) {
  const { offer, context, texts } = view;
  const { channel, hint, refused, suppressed, bounced } = reach;
  const { locale } = context.formatter;
  const waits = boxesOf(offer).some((box) => box.channel === channel && box.state === "waiting");
  return (
    <div class="reach">
      <h3>{texts.reach(accountTranslations[locale].channels[channel], hint)}</h3>
      {refused && <p class="note">{texts.notTexted}</p>}
      {suppressed && !bounced && <p class="note">{texts.suppressed[channel](context.replyTo)}</p>}
      {waits && !suppressed && <p class="note">{texts.waiting[channel]}</p>}
      {!refused && (
        <p class="muted" id={`agree.${channel}`}>
          {consentStatement(locale, "preferences", channel, context.brand.name)}
        </p>
      )}
    </div>
  );
}

function TopicLine({ topic, view }: Props & { readonly topic: Topic }) {
  const { offer, context } = view;
  const { name, about } = topicWords(context.formatter.locale, topic);
  const boxes = boxesOf(offer).filter((box) => box.topic === topic);
  const rhythm = rhythmField(topic);
  return (
    <fieldset class="topic-line" aria-labelledby={`${topic}.name`} aria-describedby={`${topic}.about`}>
      <div class="what">
        <h3 id={`${topic}.name`}>{name}</h3>
        <p class="muted" id={`${topic}.about`}>
          {about}
        </p>
      </div>
      <div class="choices">
        {channelsOf(offer.reach).map((channel) => (
          <TopicBox box={boxes.find((box) => box.channel === channel)} view={view} />
        ))}
      </div>
      {rhythm && <rhythm.Input view={view} />}
    </fieldset>
  );
}

function TopicBox({ box, view }: Props & { readonly box: Box | undefined }) {
  const { form, context, texts } = view;
  if (box === undefined) return null;
  return (
    <CheckBox
      name={boxName(box)}
      id={boxName(box)}
      value={TICKED}
      checked={form.has(boxName(box), TICKED)}
      label={accountTranslations[context.formatter.locale].channels[box.channel]}
      hint={box.state === "waiting" ? texts.waitingShort : undefined}
    />
  );
}
