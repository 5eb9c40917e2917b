import { consentStatement, topicWords } from "../../i18n/consent-words.ts";
import { messageLanguages } from "../../i18n/message-language.ts";
import { authWords } from "../../i18n/page-words.ts";
import type { Translations } from "../../i18n/translations.ts";
import type { TermsView } from "../../impact/view.ts";
import { offeredTopics } from "../../model/offered-topics.ts";
import { CHANNELS, type Topic } from "../../model/topic.ts";
import { SplitNote } from "../community/split.tsx";
import { WayToReceipt } from "../community/way-to-receipt.tsx";
import { Offers } from "../disclosures/disclosure-view.tsx";
import { CheckBox, ErrorSummary, Field, Form, type FormErrors, Group, Select, Submit } from "../ui/form.tsx";
import { formStyles } from "../ui/form-styles.ts";
import { type RenderedView, renderView, ViewPart } from "../ui/layout.tsx";
import { PrivacyNote } from "../ui/legal-links.tsx";
import { countries, states } from "../ui/location-options.ts";
import type { AccountContext } from "../ui/page.ts";
import { agreedLangOf, type PageFormatter } from "../ui/page-formatter.ts";
import type { SubmittedForm as Filled } from "../ui/read-form.ts";
import { joinFields } from "./join-form.ts";

const EMAIL_CHARS_MAX = 254;
const PHONE_CHARS_MAX = 40;

export interface JoinForm {
  readonly context: AccountContext;
  /** As the visitor filled it in, so that they type nothing twice. No box is ticked otherwise. */
  readonly filled: Filled;
  readonly errors: FormErrors;
  /** What purchases give now. */
  readonly offers: readonly TermsView[];
  /** The id that this form is sent with. */
  readonly request: string;
}

/** `GET /join`, and what a POST is answered with that could not be taken. */
export function joinView(form: JoinForm): RenderedView {
  const { context, errors } = form;
  const { brand, formatter } = context;
  const { join: words, errors: title } = authWords(formatter);
  return renderView({
    context,
    brand,
    title: `${errors.size > 0 ? `${title(errors.size)} · ` : ""}${words.title} · ${brand.name}`,
    description: words.text(brand.name),
    css: formStyles,
    head: (
      <>
        <h1>{words.title}</h1>
        <p class="purpose">{words.text(brand.name)}</p>
        <div class="above">
          <ErrorSummary title={title(errors.size)} errors={errors} />
        </div>
      </>
    ),
    children: (
      <Form action="/join" context={context}>
        <input type="hidden" name={joinFields.request} value={form.request} />
        <ViewPart id="reach" title={words.reach}>
          <Reach {...form} words={words} />
        </ViewPart>
        <ViewPart id="topics" title={words.topics} aside={<p class="muted">{words.topicsHint}</p>}>
          <Topics {...form} words={words} />
        </ViewPart>
        <ViewPart id="causes" title={words.cause} aside={<p class="muted">{words.causeHint}</p>}>
          <Causes {...form} words={words} />
          <WayToReceipt terms={context.termsInForce} context={context} />
          <Offers
            offers={form.offers}
            brand={brand}
            causes={context.brandConfig.causes}
            site={`${context.siteUrl}/`}
            formatter={formatter}
          />
        </ViewPart>
        <ViewPart id="agree" title={words.agree}>
          {CHANNELS.map((channel) => (
            <p class="words" lang={agreedLangOf(formatter)}>
              {consentStatement(formatter.language, "join", channel, brand.name)}
            </p>
          ))}
          <PrivacyNote brand={brand} formatter={formatter} />
          <Submit>{words.send}</Submit>
        </ViewPart>
      </Form>
    ),
  });
}

type PartProps = JoinForm & { readonly words: Translations["auth"]["join"] };

function Reach({ context, filled, errors, words }: PartProps) {
  const offered = messageLanguages();
  const { tag, locale } = context.formatter.language;
  const suited = offered.some((one) => one.tag === tag) ? tag : locale;
  return (
    <>
      <Field
        name={joinFields.email}
        label={words.email}
        hint={words.emailHint}
        value={filled.text(joinFields.email)}
        type="email"
        autocomplete="email"
        maxLength={EMAIL_CHARS_MAX}
        errors={errors}
      />
      <Field
        name={joinFields.phone}
        label={words.phone}
        hint={words.phoneHint}
        value={filled.text(joinFields.phone)}
        type="tel"
        autocomplete="tel"
        maxLength={PHONE_CHARS_MAX}
        errors={errors}
      />
      <Select
        name={joinFields.place}
        label={words.place}
        hint={words.placeHint}
        value={filled.text(joinFields.place)}
        options={[{ value: "", text: words.noPlace }]}
        groups={[
          { label: words.countries, options: countries(context.formatter.language.tag) },
          { label: words.states, options: states() },
        ]}
        errors={errors}
      />
      <Select
        name={joinFields.language}
        label={words.language}
        value={filled.text(joinFields.language) || suited}
        options={offered.map((one) => ({ value: one.tag, text: one.name }))}
        errors={errors}
      />
    </>
  );
}

function Topics({ context, filled, errors }: PartProps) {
  const error = errors.get(joinFields.wishes);
  return (
    <div class="topics" id={joinFields.wishes} tabIndex={-1} lang={agreedLangOf(context.formatter)}>
      {error !== undefined && <p class="error">{error}</p>}
      {offeredTopics(context.brand).map((topic) => {
        const { name, about } = topicWords(context.formatter.language, topic);
        return (
          <Group id={`topic-${topic}`} legend={name} hint={about}>
            <Boxes topic={topic} filled={filled} formatter={context.formatter} />
          </Group>
        );
      })}
    </div>
  );
}

function Boxes({
  topic,
  filled,
  formatter,
}: {
  readonly topic: Topic;
  readonly filled: Filled;
  readonly formatter: PageFormatter;
}) {
  const { channels } = authWords(formatter);
  return (
    <div class="boxes">
      {CHANNELS.map((channel) => {
        const value = joinFields.wish(topic, channel);
        return (
          <CheckBox
            name={joinFields.wishes}
            value={value}
            label={channels[channel]}
            checked={filled.has(joinFields.wishes, value)}
          />
        );
      })}
    </div>
  );
}

/** Where nothing is chosen, what the purchases give goes where the terms say: that is no consent, so one is set. */
function Causes({ context, filled, errors, words }: PartProps) {
  const { text } = context.formatter;
  const chosen = filled.text(joinFields.cause);
  const active = context.brandConfig.causes.filter(({ status }) => status === "active");
  return (
    <Group id={joinFields.cause} legend={words.cause} unseen errors={errors}>
      <CheckBox
        type="radio"
        name={joinFields.cause}
        value=""
        label={words.causeLater}
        checked={chosen === ""}
      />
      {active.map(({ slug, name, summary }) => (
        <CheckBox
          type="radio"
          name={joinFields.cause}
          value={slug}
          label={text(name)}
          hint={text(summary)}
          checked={chosen === slug}
        />
      ))}
      <SplitNote
        terms={context.termsInForce}
        causes={context.brandConfig.causes}
        brand={context.brand}
        formatter={context.formatter}
      />
    </Group>
  );
}
