import { ownName } from "../../../i18n/language.ts";
import { isMessageLanguage, messageLanguages } from "../../../i18n/message-language.ts";
import { INTERESTS_MAX, NAME_CHARS_MAX, Rhythm } from "../../../model/preferences.ts";
import type { Topic } from "../../../model/topic.ts";
import { CheckBox, Field, Select } from "../../ui/form.tsx";
import { causesField } from "./causes-field.tsx";
import { datesField } from "./dates-field.tsx";
import { field, type PreferenceField } from "./field.tsx";
import { pausedUntilField, quietField } from "./hours-fields.tsx";
import { placeField, timeZoneField } from "./place-fields.tsx";
import { TICKED } from "./topic-boxes.ts";

/** Topics of which a journey writes digests: only of these it is asked how often. */
const GATHERED: readonly Topic[] = ["impact"];

/** How often a customer wants to hear of a topic. It is asked beside the topic's boxes, where there is an address. */
const rhythms: ReadonlyMap<Topic, PreferenceField> = new Map(
  GATHERED.map((topic) => [
    topic,
    field({
      part: "topics",
      keys: [],
      name: `${topic}.rhythm`,
      label: (texts) => texts.howOften,
      show: ({ preferences }) => preferences.topics[topic].rhythm,
      word: (value, { texts }) => texts.rhythms[Rhythm.parse(value)],
      read(text, { reach, preferences: { topics } }) {
        if (reach.length === 0) return {};
        const rhythm = Rhythm.safeParse(text).data;
        if (rhythm === undefined) return "notOffered";
        return { topics: { ...topics, [topic]: { ...topics[topic], rhythm } } };
      },
      input: (props, { texts }) => (
        <Select {...props} options={Rhythm.options.map((value) => ({ value, text: texts.rhythms[value] }))} />
      ),
    }),
  ]),
);

/** The field that asks how often, for a topic that is gathered. */
export function rhythmField(topic: Topic): PreferenceField | undefined {
  return rhythms.get(topic);
}

const language = field({
  part: "you",
  keys: ["language"],
  name: "language",
  label: (texts) => texts.language,
  show: ({ preferences }) => preferences.language,
  word: (value) => languageChoices(value).find((one) => one.value === value)?.text ?? value,
  // What was chosen before stays, though the brand may have taken it back since.
  read: (text, { preferences }) =>
    text === preferences.language || isMessageLanguage(text) ? { language: text } : "notOffered",
  input: (props, { offer }) => <Select {...props} options={languageChoices(offer.preferences.language)} />,
});

/** The languages that messages are in, and the one that was chosen. */
function languageChoices(chosen: string): readonly { readonly value: string; readonly text: string }[] {
  const offered = messageLanguages().map(({ tag, name }) => ({ value: tag, text: name }));
  if (offered.some(({ value }) => value === chosen)) return offered;
  return [...offered, { value: chosen, text: ownName(chosen) }];
}

const interests = field({
  part: "you",
  keys: ["interests"],
  name: "interests",
  label: (texts) => texts.interests,
  hint: (texts, { context }) => texts.interestsText(context.formatter.number(INTERESTS_MAX)),
  show: ({ preferences }) => preferences.interests.join(", "),
  read(text) {
    const named = text.split(/[,;]/).map((one) => one.trim());
    const once = [...new Set(named.filter((one) => one !== ""))];
    if (once.length > INTERESTS_MAX) return "tooManyInterests";
    return once.some((one) => one.length > NAME_CHARS_MAX) ? "interestTooLong" : { interests: once };
  },
  input: (props) => <Field {...props} maxLength={INTERESTS_MAX * (NAME_CHARS_MAX + 2)} />,
});

const giftsForOthers = field({
  part: "presents",
  keys: ["giftsForOthers"],
  name: "giftsForOthers",
  label: (texts) => texts.presentsBox,
  hint: (texts) => texts.presentsText,
  show: ({ preferences }) => (preferences.giftsForOthers ? TICKED : ""),
  word: (_value, { texts }) => texts.ticked,
  read: (text) => ({ giftsForOthers: text === TICKED }),
  input: ({ errors: _, ...props }) => (
    <CheckBox {...props} id={props.name} value={TICKED} checked={props.value === TICKED} />
  ),
});

/** Every preference but the boxes of topics, in the order of the page: a new one is a line here. */
export const preferenceFields: readonly PreferenceField[] = [
  ...rhythms.values(),
  causesField,
  quietField,
  pausedUntilField,
  placeField,
  timeZoneField,
  language,
  interests,
  datesField,
  giftsForOthers,
];
