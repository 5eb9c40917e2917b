import type { Translations } from "../../../i18n/translations.ts";
import type { FormErrors } from "../../ui/form.tsx";
import type { AccountContext } from "../../ui/page.ts";
import type { SubmittedForm } from "../../ui/read-form.ts";
import type { Offer } from "./fields.ts";

/** What can be wrong with a preference: the dictionary says it in plain words. */
export type PreferenceProblem = keyof Translations["account"]["preferences"]["problem"];

/**
 * What the page is made from.
 * - `form`: what stands in the fields: what is saved, or what was sent and cannot be
 * - `notice`: what came of the form before
 */
export interface PreferencesView {
  readonly offer: Offer;
  readonly form: SubmittedForm;
  readonly visit: AccountContext;
  readonly problems?: ReadonlyMap<string, PreferenceProblem>;
  readonly notice?: string | undefined;
}

export interface FormView extends PreferencesView {
  readonly words: Translations["account"];
  readonly errors: FormErrors;
}
