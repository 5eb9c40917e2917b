import { Temporal } from "temporal-polyfill";
import { DATES_MAX, NAME_CHARS_MAX } from "../../../model/preferences.ts";
import { Field, Group, Select } from "../../ui/form.tsx";
import type { SubmittedForm } from "../../ui/read-form.ts";
import type { FormView, PreferenceField } from "./field.tsx";

const NAME = "dates";
/** Empty lines for dates that are offered besides those that are filled. */
const LINES_OFFERED = 2;
/** February has this day in some years only; it can be a customer's birthday. */
const LEAP_YEAR = 2024;

const lines = Array.from({ length: DATES_MAX }, (_, line) => line);

function namesOf(line: number) {
  return { name: `date.${line}.name`, day: `date.${line}.day`, month: `date.${line}.month` };
}

/** The important dates of a customer, a line each. */
export const datesField: PreferenceField = {
  part: "you",
  keys: ["dates"],
  show: ({ preferences }) =>
    preferences.dates.flatMap(({ name, month, day }, line): [string, string][] => {
      const names = namesOf(line);
      return [
        [names.name, name],
        [names.day, String(day)],
        [names.month, String(month)],
      ];
    }),
  read(form, _offer, report) {
    const dates = lines.flatMap((line) => {
      const { name, day, month } = namesOf(line);
      const inputs = [name, day, month];
      const missing = inputs.filter((input) => form.text(input) === "");
      if (missing.length === inputs.length) return [];
      if (missing[0] !== undefined) return report(missing[0], "dateIncomplete") ?? [];
      if (form.text(name).length > NAME_CHARS_MAX) return report(name, "dateNameTooLong") ?? [];
      const date = { name: form.text(name), month: Number(form.text(month)), day: Number(form.text(day)) };
      return isDate(date) ? [date] : (report(day, "noSuchDate") ?? []);
    });
    return { dates };
  },
  Input: Dates,
  labelOf: (input, { texts }) => (/^dates?(\.|$)/.test(input) ? texts.dates : undefined),
  inWords: ({ offer }) => offer.preferences.dates.map(({ name }) => name).join(", "),
};

function isDate({ month, day }: { readonly month: number; readonly day: number }): boolean {
  try {
    Temporal.PlainDate.from({ year: LEAP_YEAR, month, day }, { overflow: "reject" });
    return true;
  } catch {
    return false;
  }
}

/** How many lines a form has: those that are filled and some more. */
function linesOf(form: SubmittedForm): readonly number[] {
  const last = lines.findLast((line) => {
    const { name, day } = namesOf(line);
    return form.text(name) !== "" || form.text(day) !== "";
  });
  return lines.slice(0, (last ?? -1) + 1 + LINES_OFFERED);
}

function Dates({ view }: { readonly view: FormView }) {
  const { form, errors, texts } = view;
  return (
    <Group id={NAME} legend={texts.dates} hint={texts.datesText} errors={errors}>
      {linesOf(form).map((line) => (
        <DateLine line={line} view={view} />
      ))}
    </Group>
  );
}

function DateLine({ line, view }: { readonly line: number; readonly view: FormView }) {
  const { form, errors, context, texts } = view;
  const { name, day, month } = namesOf(line);
  return (
    <fieldset class="dated" aria-label={texts.line(context.formatter.number(line + 1))}>
      <Field
        name={name}
        value={form.text(name)}
        label={texts.dateName}
        maxLength={NAME_CHARS_MAX}
        errors={errors}
      />
      <Field
        name={day}
        value={form.text(day)}
        label={texts.day}
        inputMode="numeric"
        maxLength={2}
        errors={errors}
      />
      <Select
        name={month}
        value={form.text(month)}
        label={texts.month}
        options={[{ value: "", text: "–" }, ...monthsIn(context.formatter.language.tag)]}
        errors={errors}
      />
    </fieldset>
  );
}

const MONTHS = Array.from({ length: 12 }, (_, index) => index + 1);

function monthsIn(locale: string) {
  const format = new Intl.DateTimeFormat(locale, { month: "long", timeZone: "UTC" });
  return MONTHS.map((month) => ({
    value: String(month),
    text: format.format(Date.UTC(LEAP_YEAR, month - 1, 1)),
  }));
}
