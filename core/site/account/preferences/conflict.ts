import { isDeepStrictEqual } from "node:util";
import { accountWords } from "../../../i18n/page-words.ts";
import { formOf, type SubmittedForm } from "../../ui/read-form.ts";
import type { FormView, Offer, PreferenceField } from "./field.tsx";
import { readPreferences, SEEN, SHOWN, savedForm, seenNow } from "./form.ts";
import { boxesShown, fieldsOf } from "./step-fields.ts";
import { boxLabel, boxName, type ConsentContext, TICKED } from "./topic-boxes.ts";

/**
 * Whether everything that a form says is saved already: it was sent twice, or says what somebody saved meanwhile. Then it
 * is answered as the first one was, and writes nothing.
 */
export function isSaved(form: SubmittedForm, offer: Offer, said: ConsentContext): boolean {
  const sameBoxes = boxesShown(offer).every(
    (box) => form.has(boxName(box), TICKED) === (box.state !== "off"),
  );
  const read = readPreferences(form, offer, said);
  return sameBoxes && read.outcome === "read" && isDeepStrictEqual(read.next, offer.preferences);
}

/**
 * A form that was sent over something saved meanwhile.
 * - `form`: what its sender changed, as they entered it; all else as it is saved now. A box that they did not touch is
 *   never ticked against what is saved
 * - `differing`: where both changed the same: what is saved now, in words, by the id of an input
 */
export interface Conflict {
  readonly form: SubmittedForm;
  readonly differing: ReadonlyMap<string, string>;
}

/** Inputs that only make sense together: a preference, or one box. */
interface Part {
  readonly names: readonly string[];
  readonly input: string;
  readonly label: string;
  readonly saved: string;
}

/** Compares what was sent with what the form was shown with, and with what is saved now. */
export function conflictOf(sent: SubmittedForm, view: Omit<FormView, "form" | "errors">): Conflict {
  const { offer } = view;
  const now = savedForm(offer);
  const shown = shownIn(sent);
  const names = [...new Set([...sent.names, ...shown.names, ...now.names])].filter(isAnswer);
  const differing = new Map<string, string>();
  const pairs: [string, string][] = [[SEEN, seenNow(offer)]];
  for (const part of partsOf(names, view)) {
    const differs = (one: SubmittedForm, other: SubmittedForm) =>
      part.names.some((name) => one.text(name) !== other.text(name));
    const touched = differs(sent, shown);
    if (touched && differs(now, shown) && differs(sent, now)) {
      differing.set(part.input, `${part.label}: ${view.texts.savedNow(part.saved)}`);
    }
    const kept = touched ? sent : now;
    pairs.push(...part.names.map((name): [string, string] => [name, kept.text(name)]));
  }
  return { form: formOf(pairs.filter(([, value]) => value !== "")), differing };
}

/** What the form was shown with. A form that does not say counts as untouched: what is saved stays. */
function shownIn(sent: SubmittedForm): SubmittedForm {
  const shown = sent.text(SHOWN);
  return shown === "" ? sent : formOf([...new URLSearchParams(shown)]);
}

function isAnswer(name: string): boolean {
  return name !== SEEN && name !== SHOWN;
}

function partsOf(names: readonly string[], view: Omit<FormView, "form" | "errors">): Part[] {
  const { offer, context, texts } = view;
  const whole: FormView = { ...view, form: savedForm(offer), errors: new Map() };
  const boxes = boxesShown(offer).map((box): Part => {
    const name = boxName(box);
    const saved = box.state === "off" ? texts.unticked : texts.ticked;
    return { names: [name], input: name, label: boxLabel(box, context.formatter), saved };
  });
  const isBox = new Set(boxes.map(({ input }) => input));
  const owned = new Map<PreferenceField, string[]>();
  for (const name of names.filter((one) => !isBox.has(one))) {
    const field = fieldsOf(offer).find((one) => one.labelOf(name, whole) !== undefined);
    if (field !== undefined) owned.set(field, [...(owned.get(field) ?? []), name]);
  }
  const fields = [...owned].map(([field, own]): Part => {
    const input = own[0] ?? "";
    const saved = field.inWords(whole) || accountWords(context.formatter).preferences.nothing;
    return { names: own, input, label: field.labelOf(input, whole) ?? "", saved };
  });
  return [...boxes, ...fields];
}
