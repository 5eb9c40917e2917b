import { stopWords } from "../../../i18n/consent-words.ts";
import { accountTranslations } from "../../../i18n/dictionaries.ts";
import { linkTo, type RenderedView, ViewPart } from "../../ui/document.tsx";
import { ErrorSummary, Submit } from "../../ui/form.tsx";
import { accountView } from "../account-view.tsx";
import { fields, pauseOf } from "./fields.ts";
import { AboutYou, Causes, Presents, WhenAndWhere } from "./parts.tsx";
import { Topics } from "./topics.tsx";
import type { FormView, PreferenceProblem, PreferencesView } from "./view.ts";

/** The name of the buttons that do something else than save. */
export const DO = "do";

/** `GET /preferences`, and what a POST that was not saved is answered with. */
export function preferencesView(shown: PreferencesView): RenderedView {
  const { visit, notice, problems = new Map<string, PreferenceProblem>() } = shown;
  const words = accountTranslations[visit.speech.locale];
  const { preferences } = words;
  const errors = new Map([...problems].map(([field, problem]) => [field, preferences.problem[problem]]));
  const view: FormView = { ...shown, words, errors };
  return accountView({
    page: "preferences",
    visit,
    notice,
    head: <Pause view={view} />,
    children: (
      <>
        <PreferencesForm view={view} />
        <ViewPart id="stop" title={preferences.stop}>
          <form class="stopping" method="post" action={linkTo("/preferences", visit)}>
            <p>{stopWords(visit.speech.locale, visit.brand.name).words}</p>
            <Submit name={DO} value="stopAll" quiet>
              {preferences.stop}
            </Submit>
          </form>
        </ViewPart>
      </>
    ),
  });
}

/** Says that everything waits, with the way to end it. */
function Pause({ view: { offer, visit, words } }: { readonly view: FormView }) {
  const until = pauseOf(offer);
  if (until === undefined) return null;
  const { preferences } = words;
  return (
    <form class="notice" method="post" action={linkTo("/preferences", visit)}>
      <p>
        <strong>{preferences.pausedUntil(visit.speech.date(until))}</strong>
      </p>
      <Submit name={DO} value="resume">
        {preferences.resume}
      </Submit>
    </form>
  );
}

function PreferencesForm({ view }: { readonly view: FormView }) {
  const { form, visit, errors, words } = view;
  const { preferences } = words;
  const { counted } = visit.speech;
  const aside = (text: string) => <p class="muted">{text}</p>;
  return (
    <form class="preferences" method="post" action={linkTo("/preferences", visit)} noValidate>
      <input type="hidden" name={fields.seen} value={form.text(fields.seen)} />
      <div class="wide">
        <ErrorSummary
          title={preferences.notSaved(counted(errors.size, preferences.problems))}
          errors={new Map([...errors].map(([field, text]) => [field, `${labelOf(field, view)}: ${text}`]))}
        />
      </div>
      <ViewPart id="topics" title={preferences.topics} aside={aside(preferences.topicsText)}>
        <Topics view={view} />
      </ViewPart>
      <ViewPart id="yourcauses" title={preferences.causes}>
        <Causes view={view} />
      </ViewPart>
      <ViewPart id="when" title={preferences.when} aside={aside(preferences.whenText)}>
        <WhenAndWhere view={view} />
      </ViewPart>
      <ViewPart id="you" title={preferences.you} aside={aside(preferences.youText(visit.brand.name))}>
        <AboutYou view={view} />
      </ViewPart>
      <ViewPart id="presents" title={preferences.presents}>
        <Presents view={view} />
      </ViewPart>
      <div class="save">
        <div class="wide">
          <Submit>{preferences.save}</Submit>
          <p class="muted">{preferences.saveText}</p>
        </div>
      </div>
    </form>
  );
}

/** What a field is called where it does not stand beside its own label. */
function labelOf(field: string, { offer, visit, words: { preferences } }: FormView): string {
  const cause = offer.causes.find(({ slug }) => field === fields.parts(slug));
  if (cause !== undefined)
    return `${preferences.parts} ${preferences.partsOf(visit.speech.text(cause.name))}`;
  const labels: Readonly<Record<string, string>> = {
    [fields.causes]: preferences.causes,
    [fields.quietFrom]: preferences.quiet,
    [fields.quietTo]: preferences.quiet,
    [fields.pausedUntil]: preferences.pause,
    [fields.place]: preferences.place,
    [fields.timeZone]: preferences.timeZone,
    [fields.language]: preferences.language,
    [fields.interests]: preferences.interests,
  };
  return labels[field] ?? (field.endsWith(".rhythm") ? preferences.howOften : preferences.dates);
}
