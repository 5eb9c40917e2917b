import { Temporal } from "temporal-polyfill";
import { beginningOf, dayIn } from "../../../model/days.ts";
import { ClockTime } from "../../../model/preferences.ts";
import type { Day } from "../../../model/purchase.ts";
import { Field, Group } from "../../ui/form.tsx";
import { type FormView, field, type Offer, type PreferenceField, type Report } from "./field.tsx";
import { clockOf, isOpenEnded, pauseOf } from "./pause.ts";

const FROM = "quiet.from";
const TO = "quiet.to";
const CLOCK_CHARS_MAX = 5;
const DAY_CHARS_MAX = 10;
/** Messages can be paused at most this far ahead: longer is not a pause, and boxes can be unticked. */
const PAUSE_DAYS_MAX = 3 * 366;

/** The hours in which the customer wants no messages. */
export const quietField: PreferenceField = {
  part: "when",
  keys: ["quiet"],
  show: ({ preferences: { quiet } }) => [
    [FROM, quiet?.from ?? ""],
    [TO, quiet?.to ?? ""],
  ],
  read(form, _offer, report) {
    const [from, to] = [form.text(FROM), form.text(TO)];
    if (from === "" && to === "") return {};
    const begins = timeOf(FROM, from, report);
    const ends = timeOf(TO, to, report);
    if (begins === undefined || ends === undefined) return {};
    if (begins !== ends) return { quiet: { from: begins, to: ends } };
    report(TO, "wholeDay");
    return {};
  },
  Input: Quiet,
  labelOf: (input, { texts }) => (input === FROM || input === TO ? texts.quiet : undefined),
  inWords: ({ offer: { preferences } }) =>
    preferences.quiet === undefined ? "" : `${preferences.quiet.from}–${preferences.quiet.to}`,
};

/** `21:00`; also as people write it where the browser does not help: `9:00`, `21.00`. */
function timeOf(input: string, text: string, report: Report): string | undefined {
  const time = ClockTime.safeParse(text.replace(".", ":").replace(/^\d:/, "0$&")).data;
  if (time === undefined) report(input, text === "" ? "timeMissing" : "notATime");
  return time;
}

function Quiet({ view: { form, errors, texts } }: { readonly view: FormView }) {
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
    <Group id="quiet" legend={texts.quiet} hint={texts.quietText}>
      <div class="beside">
        {time(FROM, texts.from)}
        {time(TO, texts.to)}
      </div>
    </Group>
  );
}

/** The day on which messages begin again, on the clock that the form was shown with. */
export const pausedUntilField = field({
  part: "when",
  keys: ["pausedUntil"],
  name: "pausedUntil",
  label: (texts) => texts.pause,
  hint: (texts) => texts.pauseText,
  show: (offer) => pausedUntilDay(offer) ?? "",
  word: (value, { offer, context }) => context.formatter.date(pauseOf(offer) ?? value),
  read(text, offer) {
    // A pause until its customer ends it has no day, and its button to end it.
    const open = pauseOf(offer);
    if (text === "") return open !== undefined && isOpenEnded(open) ? { pausedUntil: open } : {};
    // To the second what it was, whatever time of that day it is.
    const { pausedUntil } = offer.preferences;
    if (text === pausedUntilDay(offer) && pausedUntil !== undefined) return { pausedUntil };
    const day = dayOf(text);
    if (day === undefined) return "notADay";
    const clock = clockOf(offer);
    const { days } = Temporal.PlainDate.from(dayIn(clock, offer.now)).until(day);
    if (days < 1) return "dayIsOver";
    return days > PAUSE_DAYS_MAX ? "notADay" : { pausedUntil: beginningOf(clock, text) };
  },
  input: (props) => <Field {...props} type="date" maxLength={DAY_CHARS_MAX} />,
});

function dayOf(text: string): Temporal.PlainDate | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  try {
    return Temporal.PlainDate.from(text, { overflow: "reject" });
  } catch {
    return undefined;
  }
}

/** The day on which messages begin again, on the customer's own clock. */
function pausedUntilDay(offer: Offer): Day | undefined {
  const until = pauseOf(offer);
  return until === undefined || isOpenEnded(until) ? undefined : dayIn(clockOf(offer), until);
}
