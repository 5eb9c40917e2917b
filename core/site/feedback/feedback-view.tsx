import { FEEDBACK_WORDS_MAX, type FeedbackId } from "../../feedback/answer.ts";
import type { statedPlace } from "../../feedback/place.ts";
import type { Listening } from "../../giving/config/listening.ts";
import { authWords } from "../../i18n/page-words.ts";
import {
  CheckBox,
  ErrorSummary,
  Field,
  Form,
  type FormErrors,
  Group,
  Select,
  Submit,
  TextArea,
} from "../ui/form.tsx";
import { formStyles } from "../ui/form-styles.ts";
import { type RenderedView, renderView, ViewPart } from "../ui/layout.tsx";
import type { AccountContext } from "../ui/page.ts";
import type { SubmittedForm } from "../ui/read-form.ts";
import { Onward, statusView } from "../ui/status-page.tsx";
import { type FeedbackIssue, feedbackFields } from "./feedback-form.ts";

/**
 * - `place`: of the code; absent: the link of a receipt, and the store is asked
 * - `id`: tells the same form sent again from another one
 */
export interface FeedbackShown {
  readonly context: AccountContext;
  readonly path: string;
  readonly listening: Required<Listening>;
  readonly place: ReturnType<typeof statedPlace>;
  readonly isSignedIn: boolean;
  readonly filled: SubmittedForm;
  readonly id: FeedbackId;
  readonly issues?: readonly FeedbackIssue[];
}

/** At which field each stands. */
const FIELD_OF: Readonly<Record<FeedbackIssue, string>> = {
  empty: feedbackFields.words,
  tooLong: feedbackFields.words,
  address: feedbackFields.words,
  answer: feedbackFields.answer,
  contact: feedbackFields.contact,
};

/** Eleven numbers fit a line of a desk, and four a line of a phone. */
const scaleStyles = ".field+.group,.group+.group,.group+.field{margin-top:1.75rem}.scale{gap:.5rem 1.25rem}";

export function feedbackView(shown: FeedbackShown): RenderedView {
  const { context, path, place, filled, id, issues = [] } = shown;
  const { brand, formatter } = context;
  const { feedback: words, errors: title } = authWords(formatter);
  const errors: FormErrors = new Map(issues.map((issue) => [FIELD_OF[issue], words.issues[issue]]));
  const where = place && formatter.text((place.shelf ?? place.store).name);
  return renderView({
    context,
    brand,
    title: `${errors.size > 0 ? `${title(errors.size)} · ` : ""}${words.title} · ${brand.name}`,
    description: words.description(brand.name),
    css: `${formStyles}${scaleStyles}`,
    head: (
      <>
        <h1>{words.title}</h1>
        <p class="purpose">
          {where !== undefined && `${where}. `}
          {words.purpose(brand.name)} {words.storeSees}
        </p>
        <div class="above">
          <ErrorSummary title={title(errors.size)} errors={errors} />
        </div>
      </>
    ),
    children: (
      <Form action={path} context={context}>
        <input type="hidden" name={feedbackFields.id} value={id} />
        <ViewPart id="happened" title={words.happened}>
          <TextArea
            name={feedbackFields.words}
            label={words.inWords}
            hint={words.inWordsHint}
            value={filled.text(feedbackFields.words)}
            maxLength={FEEDBACK_WORDS_MAX}
            errors={errors}
          />
          <Scale {...shown} />
          <About {...shown} />
          <Which {...shown} />
        </ViewPart>
        <ViewPart id="reply" title={words.answer}>
          <Answer {...shown} errors={errors} />
          <Submit>{words.send}</Submit>
        </ViewPart>
      </Form>
    ),
  });
}

/** Nothing is chosen beforehand, and no number has a colour: either would move the answers. */
function Scale({ context, listening, filled }: FeedbackShown) {
  const { brand, formatter } = context;
  const { feedback: words } = authWords(formatter);
  const { scale } = listening.form;
  if (scale === undefined) return null;
  const field = { type: "radio", name: feedbackFields.score } as const;
  const given = filled.text(feedbackFields.score);
  if (scale === "faces")
    return (
      <Group id={feedbackFields.score} legend={words.faces.legend}>
        <div class="boxes">
          {(["3", "2", "1"] as const).map((value) => (
            <CheckBox {...field} value={value} label={words.faces[value]} checked={given === value} />
          ))}
        </div>
      </Group>
    );
  return (
    <Group id={feedbackFields.score} legend={words.recommend(brand.name)} hint={words.recommendHint}>
      <div class="boxes scale">
        {Array.from({ length: 11 }, (_, score) => String(score)).map((value) => (
          <CheckBox {...field} value={value} label={value} checked={given === value} />
        ))}
      </div>
    </Group>
  );
}

function About({ context, listening, filled }: FeedbackShown) {
  const { feedback: words } = authWords(context.formatter);
  const { about } = listening.form;
  if (about.length === 0) return null;
  return (
    <Group id={feedbackFields.about} legend={words.about}>
      <div class="boxes">
        {about.map((one) => (
          <CheckBox
            name={feedbackFields.about}
            value={one}
            label={words.subjects[one]}
            checked={filled.has(feedbackFields.about, one)}
          />
        ))}
      </div>
    </Group>
  );
}

/** In which store, where the code does not say it. */
function Which({ context, listening, place, filled }: FeedbackShown) {
  const { formatter } = context;
  const { feedback: words } = authWords(formatter);
  if (place !== undefined || listening.stores.length === 0) return null;
  return (
    <Select
      name={feedbackFields.store}
      label={words.store}
      value={filled.text(feedbackFields.store)}
      options={[
        { value: "", text: words.noStore },
        ...listening.stores.map(({ id, name }) => ({ value: id, text: formatter.text(name) })),
      ]}
    />
  );
}

function Answer({ context, isSignedIn, filled, errors }: FeedbackShown & { readonly errors: FormErrors }) {
  const { feedback: words } = authWords(context.formatter);
  const given = filled.text(feedbackFields.answer);
  const wishes = isSignedIn ? (["unnamed", "named", "answer"] as const) : (["unnamed", "answer"] as const);
  return (
    <>
      <Group id={feedbackFields.answer} legend={words.answer} unseen errors={errors}>
        {wishes.map((value) => (
          <CheckBox
            type="radio"
            name={feedbackFields.answer}
            value={value}
            label={value === "answer" && isSignedIn ? words.wishes.answerAsKnown : words.wishes[value]}
            checked={given === value}
          />
        ))}
      </Group>
      {!isSignedIn && (
        <Field
          name={feedbackFields.contact}
          label={words.contact}
          hint={words.contactHint}
          value={filled.text(feedbackFields.contact)}
          maxLength={254}
          errors={errors}
        />
      )}
    </>
  );
}

export function thanksView(context: AccountContext, isAnswered: boolean): RenderedView {
  const { feedback: words, toCommunity } = authWords(context.formatter);
  return statusView(
    context,
    { title: words.thanks.title, text: words.thanks.text(context.brand.name) },
    <>
      <p>{isAnswered ? words.thanks.answered : words.thanks.quiet}</p>
      <Onward to="/" context={context} text={toCommunity} />
    </>,
  );
}
