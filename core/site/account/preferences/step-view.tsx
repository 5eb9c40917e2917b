import type { JSX } from "preact";
import { consentStatement, topicWords } from "../../../i18n/consent-words.ts";
import { accountWords } from "../../../i18n/page-words.ts";
import { assertNever } from "../../../model/assert-never.ts";
import { TOPICS, type Topic } from "../../../model/topic.ts";
import { CheckBox, ErrorSummary, Submit } from "../../ui/form.tsx";
import { linkTo, type RenderedView, ViewPart } from "../../ui/layout.tsx";
import { PrivacyNote } from "../../ui/legal-links.tsx";
import { agreedLangOf } from "../../ui/page-formatter.ts";
import { accountLayout } from "../layout.tsx";
import { ChangeAddressLink } from "./change-address-link.tsx";
import { DO } from "./done.ts";
import type { FormPart, FormView, PreferenceProblem } from "./field.tsx";
import { preferenceFields, rhythmField } from "./fields.tsx";
import { SEEN, SHOWN, shownNow } from "./form.ts";
import { type Step, stepPath } from "./steps.ts";
import { NextStep, StepsNav } from "./steps-nav.tsx";
import { type Box, boxesOf, boxName, channelsOf, type Reach, TEXTS_REACH, TICKED } from "./topic-boxes.ts";
import { YourData } from "./your-data.tsx";

/**
 * What the page is made from. `notice`: what came of the form before. `differing`: what was saved meanwhile where the form
 * says something else, by the id of an input
 */
export interface StepView extends Omit<FormView, "texts" | "errors"> {
  readonly differing?: ReadonlyMap<string, string>;
  readonly problems?: ReadonlyMap<string, PreferenceProblem>;
  readonly notice?: string | undefined;
}

/** `GET /preferences/<step>`, and what a POST there that was not saved is answered with. */
export function stepView(shown: StepView): RenderedView {
  const { context, offer, notice, problems = new Map<string, PreferenceProblem>(), differing } = shown;
  const { step = "what" } = offer;
  const { preferences: texts } = accountWords(context.formatter);
  const errors = new Map([...problems].map(([input, problem]) => [input, texts.problem[problem]]));
  const view: FormView = { ...shown, texts, errors };
  const { title, headline, lead } = texts.steps[step];
  return accountLayout({
    page: "preferences",
    heading: { title, headline, lead: lead(context.brand.name) },
    context,
    notice,
    head: <StepsNav step={step} context={context} />,
    children: (
      <>
        <StepForm step={step} view={view} differing={differing ?? new Map()} />
        {step === "about" && <YourData context={context} />}
        <NextStep step={step} context={context} />
      </>
    ),
  });
}

interface Props {
  readonly view: FormView;
}

function StepForm({
  step,
  view,
  differing,
}: Props & { readonly step: Step; readonly differing: ReadonlyMap<string, string> }) {
  const { form, offer, context, errors, texts } = view;
  const { counted } = context.formatter;
  return (
    <form class="preferences" method="post" action={linkTo(stepPath(step), context)} noValidate>
      <input type="hidden" name={SEEN} value={form.text(SEEN)} />
      <input type="hidden" name={SHOWN} value={shownNow(offer)} />
      <div class="wide">
        <ErrorSummary
          title={texts.notSaved(counted(errors.size, texts.problems))}
          errors={new Map([...errors].map(([input, text]) => [input, `${labelOf(input, view)}: ${text}`]))}
        />
        <ErrorSummary title={texts.differs} errors={differing} />
      </div>
      <Parts step={step} view={view} />
      <div class="wide">
        <PrivacyNote brand={context.brand} formatter={context.formatter} />
      </div>
      <div class="save">
        <div class="wide">
          <Submit>{texts.save}</Submit>
          {step === "what" && offer.causes.length > 1 && (
            <Submit name={DO} value="count" quiet>
              {texts.count}
            </Submit>
          )}
          <p class="muted">{texts.saveText}</p>
        </div>
      </div>
    </form>
  );
}

function Parts({ step, view }: Props & { readonly step: Step }) {
  const { context, texts } = view;
  const aside = (text: string) => <p class="muted">{text}</p>;
  switch (step) {
    case "what":
      return (
        <>
          <ViewPart id="topics" title={texts.topics} aside={aside(texts.topicsText)}>
            <Topics view={view} />
          </ViewPart>
          <Part id="yourcauses" title={texts.causes} view={view} />
        </>
      );
    case "when":
      return (
        <>
          <ViewPart id="reach" title={texts.addresses}>
            <Addresses view={view} />
            <ChangeAddressLink view={view} />
          </ViewPart>
          <Part id="when" title={texts.when} aside={aside(texts.whenText)} view={view} />
        </>
      );
    case "about":
      return (
        <>
          <Part id="you" title={texts.you} aside={aside(texts.youText(context.brand.name))} view={view} />
          <Part id="presents" title={texts.presents} view={view} />
        </>
      );
    default:
      return assertNever(step);
  }
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
  if (input === TEXTS_REACH) return accountWords(view.context.formatter).channels.sms;
  return preferenceFields.map((field) => field.labelOf(input, view)).find((label) => label !== undefined);
}

/** Where messages go, and whether they may. */
function Addresses({ view }: Props) {
  const { offer, texts } = view;
  if (offer.reach.length === 0) return <p class="note">{texts.noAddress}</p>;
  return (
    <div class="reaches">
      {offer.reach.map((reach) => (
        <ReachText reach={reach} view={view} />
      ))}
    </div>
  );
}

/** Topics by channels: each box with its topic beside it, and before them the words that ticking one agrees to. */
function Topics({ view }: Props) {
  return (
    <>
      <Addresses view={view} />
      {view.offer.reach.length > 0 && (
        <div class="topic-lines">
          {TOPICS.map((topic) => (
            <TopicLine topic={topic} view={view} />
          ))}
        </div>
      )}
    </>
  );
}

/** The address of a channel, whether anything may go there, and what its boxes say, to the letter, where there are any. */
function ReachText({ reach, view }: Props & { readonly reach: Reach }) {
  const { offer, context, errors, texts } = view;
  const { channel, hint, refused, suppressed, bounced } = reach;
  const error = channel === "sms" ? errors.get(TEXTS_REACH) : undefined;
  const waits = boxesOf(offer).some((box) => box.channel === channel && box.state === "waiting");
  return (
    <div
      class="reach"
      id={channel === "sms" ? TEXTS_REACH : undefined}
      tabIndex={channel === "sms" ? -1 : undefined}
    >
      <h3>{texts.reach(accountWords(context.formatter).channels[channel], hint)}</h3>
      {refused && <p class="note">{texts.notTexted}</p>}
      {channel !== "wallet" && suppressed && !bounced && (
        <p class="note">{texts.suppressed[channel](context.replyTo)}</p>
      )}
      {channel !== "wallet" && waits && !suppressed && <p class="note">{texts.waiting[channel]}</p>}
      {error !== undefined && <p class="error">{error}</p>}
      {!refused && offer.step === "what" && (
        <p class="muted" id={`agree.${channel}`} lang={agreedLangOf(context.formatter)}>
          {consentStatement(context.formatter.language, "preferences", channel, context.brand.name)}
        </p>
      )}
    </div>
  );
}

function TopicLine({ topic, view }: Props & { readonly topic: Topic }) {
  const { offer, context } = view;
  const { name, about } = topicWords(context.formatter.language, topic);
  const boxes = boxesOf(offer).filter((box) => box.topic === topic);
  if (boxes.length === 0) return null;
  const rhythm = rhythmField(topic);
  return (
    <fieldset class="topic-line" aria-labelledby={`${topic}.name`} aria-describedby={`${topic}.about`}>
      <div class="what" lang={agreedLangOf(context.formatter)}>
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
      label={accountWords(context.formatter).channels[box.channel]}
      hint={box.state === "waiting" ? texts.waitingShort : undefined}
    />
  );
}
