import type { FormPart, Offer, PreferenceField } from "./field.tsx";
import { preferenceFields } from "./fields.tsx";
import type { Step } from "./steps.ts";
import { type Box, boxesOf } from "./topic-boxes.ts";

const STEP_OF: Readonly<Record<FormPart, Step>> = {
  topics: "what",
  yourcauses: "what",
  when: "when",
  you: "about",
  presents: "about",
};

/** The preferences on the form of a step; of a form without one, all of them. */
export function fieldsOf({ step }: Pick<Offer, "step">): readonly PreferenceField[] {
  return preferenceFields.filter(({ part }) => step === undefined || STEP_OF[part] === step);
}

/** The boxes of topics on the form of a step. */
export function boxesShown(offer: Offer): readonly Box[] {
  return offer.step === undefined || offer.step === "what" ? boxesOf(offer) : [];
}
