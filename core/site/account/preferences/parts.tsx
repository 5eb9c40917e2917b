import { languages } from "../../../i18n/dictionaries.ts";
import { Locale } from "../../../model/cause.ts";
import { CAUSES_CHOSEN_MAX } from "../../../model/customer.ts";
import { INTERESTS_MAX, NAME_CHARS_MAX } from "../../../model/preferences.ts";
import { CheckBox, Field, Group, Select } from "../../ui/form.tsx";
import { countries, states, zonesByArea } from "../../ui/location-options.ts";
import { dateLines, fields, type Offer, TICKED } from "./fields.ts";
import type { FormView } from "./view.ts";

const PARTS_DIGITS_MAX = 5;
const CLOCK_CHARS_MAX = 5;
const DAY_CHARS_MAX = 10;

interface PartProps {
  readonly view: FormView;
}

/** The causes that can be chosen, each with its parts of the whole. */
export function Causes({ view }: PartProps) {
  const { offer, visit, errors, words } = view;
  const { text, number } = visit.speech;
  const { preferences } = words;
  return (
    <Group
      id={fields.causes}
      legend={preferences.causesLegend}
      hint={preferences.causesText(number(CAUSES_CHOSEN_MAX))}
      errors={errors}
    >
      <div class="choosable">
        {offer.causes.map((cause) => (
          <CauseLine cause={cause} name={text(cause.name)} view={view} />
        ))}
      </div>
    </Group>
  );
}

interface CauseLineProps extends PartProps {
  readonly cause: Offer["causes"][number];
  readonly name: string;
}

function CauseLine({ cause: { slug, status }, name, view }: CauseLineProps) {
  const { offer, form, errors, visit, words } = view;
  const { preferences } = words;
  const chosen = offer.preferences.causes;
  const weight = chosen.find(({ cause }) => cause === slug)?.weight;
  const whole = chosen.reduce((sum, one) => sum + one.weight, 0);
  const now = weight === undefined ? undefined : Math.round((weight * 100) / whole) * 100;
  const hints = [
    status === "paused" ? preferences.paused : undefined,
    now === undefined ? undefined : preferences.share(visit.speech.percent(now)),
  ].filter((hint) => hint !== undefined);
  return (
    <div class="choosable-one">
      <CheckBox
        name={fields.cause(slug)}
        id={fields.cause(slug)}
        value={TICKED}
        checked={form.has(fields.cause(slug), TICKED)}
        label={name}
        hint={hints.length > 0 ? hints.join("; ") : undefined}
      />
      <Field
        name={fields.parts(slug)}
        value={form.text(fields.parts(slug)) || "1"}
        inputMode="numeric"
        maxLength={PARTS_DIGITS_MAX}
        label={
          <>
            {preferences.parts} <span class="unseen">{preferences.partsOf(name)}</span>
          </>
        }
        errors={errors}
      />
    </div>
  );
}

/** Hours, pause and whereabouts: all that decides when something may be sent. */
export function WhenAndWhere({ view }: PartProps) {
  const { form, errors, words } = view;
  const { preferences } = words;
  const time = (name: string, label: string) => (
    <Field
      name={name}
      type="time"
      maxLength={CLOCK_CHARS_MAX}
      value={form.text(name)}
      label={label}
      errors={errors}
    />
  );
  return (
    <>
      <Group id="quiet" legend={preferences.quiet} hint={preferences.quietText}>
        <div class="beside">
          {time(fields.quietFrom, preferences.from)}
          {time(fields.quietTo, preferences.to)}
        </div>
      </Group>
      <Field
        name={fields.pausedUntil}
        type="date"
        maxLength={DAY_CHARS_MAX}
        value={form.text(fields.pausedUntil)}
        label={preferences.pause}
        hint={preferences.pauseText}
        errors={errors}
      />
      <Whereabouts view={view} />
    </>
  );
}

function Whereabouts({ view }: PartProps) {
  const { form, errors, visit, words } = view;
  const { preferences } = words;
  const [place, zone] = [form.text(fields.place), form.text(fields.timeZone)];
  const known = countries(visit.speech.locale);
  const areas = [...zonesByArea()].map(([label, options]) => ({ label, options }));
  return (
    <>
      <Select
        name={fields.place}
        value={place}
        label={preferences.place}
        hint={preferences.placeText}
        options={[{ value: "", text: preferences.noPlace }, ...unlisted(place, [...known, ...states()])]}
        groups={[
          { label: preferences.countries, options: known },
          { label: preferences.states, options: states() },
        ]}
        errors={errors}
      />
      <Select
        name={fields.timeZone}
        value={zone}
        label={preferences.timeZone}
        hint={preferences.timeZoneText}
        options={[
          { value: "", text: preferences.noTimeZone },
          ...unlisted(
            zone,
            areas.flatMap(({ options }) => options),
          ),
        ]}
        groups={areas}
        errors={errors}
      />
    </>
  );
}

/** What was chosen elsewhere stays to be chosen, although it is not on the list. */
function unlisted(value: string, listed: readonly { readonly value: string }[]) {
  const isListed = value === "" || listed.some((one) => one.value === value);
  return isListed ? [] : [{ value, text: value.replaceAll("_", " ") }];
}

/** What somebody tells of themselves. */
export function AboutYou({ view }: PartProps) {
  const { form, errors, visit, words } = view;
  const { preferences } = words;
  const lines = Array.from({ length: dateLines(form) }, (_, line) => line);
  return (
    <>
      <Select
        name={fields.language}
        value={form.text(fields.language)}
        label={preferences.language}
        options={Locale.options.map((value) => ({ value, text: languages[value].name }))}
        errors={errors}
      />
      <Field
        name={fields.interests}
        value={form.text(fields.interests)}
        label={preferences.interests}
        hint={preferences.interestsText(visit.speech.number(INTERESTS_MAX))}
        maxLength={INTERESTS_MAX * (NAME_CHARS_MAX + 2)}
        errors={errors}
      />
      <Group id={fields.dates} legend={preferences.dates} hint={preferences.datesText} errors={errors}>
        {lines.map((line) => (
          <DateLine line={line} view={view} />
        ))}
      </Group>
    </>
  );
}

function DateLine({ line, view }: PartProps & { readonly line: number }) {
  const { form, errors, visit, words } = view;
  const { preferences } = words;
  const [name, day, month] = [fields.dateName(line), fields.dateDay(line), fields.dateMonth(line)];
  return (
    <fieldset class="dated" aria-label={preferences.line(visit.speech.number(line + 1))}>
      <Field
        name={name}
        value={form.text(name)}
        label={preferences.dateName}
        maxLength={NAME_CHARS_MAX}
        errors={errors}
      />
      <Field
        name={day}
        value={form.text(day)}
        label={preferences.day}
        inputMode="numeric"
        maxLength={2}
        errors={errors}
      />
      <Select
        name={month}
        value={form.text(month)}
        label={preferences.month}
        options={[{ value: "", text: "–" }, ...monthsIn(visit.speech.locale)]}
        errors={errors}
      />
    </fieldset>
  );
}

const MONTHS = Array.from({ length: 12 }, (_, index) => index + 1);

function monthsIn(locale: Locale) {
  const format = new Intl.DateTimeFormat(locale, { month: "long", timeZone: "UTC" });
  return MONTHS.map((month) => ({
    value: String(month),
    text: format.format(Date.UTC(2024, month - 1, 1)),
  }));
}

/** Purchases that say nothing about who made them. */
export function Presents({ view }: PartProps) {
  const { form, words } = view;
  const { preferences } = words;
  const name = fields.giftsForOthers;
  return (
    <CheckBox
      name={name}
      id={name}
      value={TICKED}
      checked={form.has(name, TICKED)}
      label={preferences.presentsBox}
      hint={preferences.presentsText}
    />
  );
}
