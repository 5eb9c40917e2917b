import type { JSX } from "preact";
import type { Translations } from "../../../i18n/translations.ts";
import type { Cause } from "../../../model/cause.ts";
import type { Preferences } from "../../../model/preferences.ts";
import type { FormErrors } from "../../ui/form.tsx";
import type { AccountContext } from "../../ui/page.ts";
import type { SubmittedForm } from "../../ui/read-form.ts";
import type { Step } from "./steps.ts";
import type { ConsentState } from "./topic-boxes.ts";

type Texts = Translations["account"]["preferences"];

/** What can be wrong with a preference: the dictionary says it in plain words. */
export type PreferenceProblem = keyof Texts["problem"];

/** What a form is shown with, and read against. `step`: the page that it stands on; absent: a form of everything. */
export interface Offer extends ConsentState {
  readonly step?: Step | undefined;
  /** The causes that the customer can choose: those that take gifts, and those that were chosen before. */
  readonly causes: readonly Pick<Cause, "slug" | "name" | "status">[];
  /** The brand's clock, for customers whose own is not known. */
  readonly brandZone: string;
}

/**
 * The form on its page.
 * - `form`: what the inputs hold: what is saved, or what was sent and cannot be
 * - `errors`: what is wrong, by the id of its input
 */
export interface FormView {
  readonly offer: Offer;
  readonly form: SubmittedForm;
  readonly context: AccountContext;
  readonly texts: Texts;
  readonly errors: FormErrors;
}

/** The parts of the form, by the ids of their headings. */
export type FormPart = "topics" | "yourcauses" | "when" | "you" | "presents";

/** Reports what is wrong with an input, by its id. Of several problems with one input, the first is shown. */
export type Report = (input: string, problem: PreferenceProblem) => undefined;

/**
 * One preference on the form: how it is shown, read, saved and explained. The form, its page and its problems are made
 * from the list of these.
 * - `keys`: what it saves; a key that its reading leaves out is removed
 * - `show`: what its inputs hold for what is saved
 * - `labelOf`: what one of its inputs is called in the list of problems; undefined for an input of another field
 * - `inWords`: what is saved, as its reader says it; empty for nothing
 */
export interface PreferenceField {
  readonly part: FormPart;
  readonly keys: readonly (keyof Preferences)[];
  readonly show: (offer: Offer) => readonly (readonly [input: string, value: string])[];
  readonly read: (form: SubmittedForm, offer: Offer, report: Report) => Partial<Preferences>;
  readonly Input: (props: { readonly view: FormView }) => JSX.Element;
  readonly labelOf: (input: string, view: FormView) => string | undefined;
  readonly inWords: (view: FormView) => string;
}

/** A preference with one input. */
interface OneInput extends Pick<PreferenceField, "part" | "keys"> {
  readonly name: string;
  readonly label: (texts: Texts) => string;
  readonly hint?: (texts: Texts, view: FormView) => string;
  readonly show: (offer: Offer) => string;
  /** The value in words, where it is not words itself. */
  readonly word?: (value: string, view: FormView) => string;
  /** What is to be saved, or what is wrong. */
  readonly read: (text: string, offer: Offer) => Partial<Preferences> | PreferenceProblem;
  readonly input: (
    props: { name: string; value: string; label: string; hint?: string; errors: FormErrors },
    view: FormView,
  ) => JSX.Element;
}

/** Declares a preference with one input, which has the field's name. */
export function field({ part, keys, name, label, hint, show, read, input, word }: OneInput): PreferenceField {
  return {
    part,
    keys,
    show: (offer) => [[name, show(offer)]],
    read(form, offer, report) {
      const result = read(form.text(name), offer);
      if (typeof result !== "string") return result;
      report(name, result);
      return {};
    },
    Input({ view }) {
      const { form, texts, errors } = view;
      const explained = hint && { hint: hint(texts, view) };
      return input({ name, value: form.text(name), label: label(texts), ...explained, errors }, view);
    },
    labelOf: (one, { texts }) => (one === name ? label(texts) : undefined),
    inWords(view) {
      const value = show(view.offer);
      return value === "" || word === undefined ? value : word(value, view);
    },
  };
}
