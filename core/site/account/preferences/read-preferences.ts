import { Temporal } from "temporal-polyfill";
import { Locale } from "../../../model/cause.ts";
import { CAUSES_CHOSEN_MAX, WeightedCause } from "../../../model/customer.ts";
import { beginningOf, dayIn } from "../../../model/days.ts";
import {
  ClockTime,
  DATES_MAX,
  INTERESTS_MAX,
  NAME_CHARS_MAX,
  Preferences,
  Rhythm,
} from "../../../model/preferences.ts";
import { isPlaceOffered, isZoneOffered } from "../../ui/location-options.ts";
import type { SubmittedForm } from "../../ui/read-form.ts";
import { type BoxChanges, boxChanges, type Said } from "./boxes.ts";
import { clockOf, fields, GATHERED, type Offer, pausedUntilDay, placeOf, TICKED } from "./fields.ts";
import type { PreferenceProblem } from "./view.ts";

/**
 * - `read`: what is to be saved, all at once
 * - `refused`: what is wrong, by the id of its field, in the order of the form; nothing is to be saved
 */
export type PreferencesRead =
  | { readonly outcome: "read"; readonly next: Preferences; readonly changes: BoxChanges }
  | { readonly outcome: "refused"; readonly problems: ReadonlyMap<string, PreferenceProblem> };

/** So far ahead can messages be paused: longer is not a pause, and boxes can be unticked. */
const PAUSE_DAYS_MAX = 3 * 366;
/** February has this day in some years only; it can be somebody's birthday. */
const LEAP_YEAR = 2024;

type Tell = (field: string, problem: PreferenceProblem) => undefined;

/**
 * Reads the form that {@link savedForm} filled. What is not on it stays as it is saved: topics on a channel without an
 * address, how often for topics without a digest. A form sent back as it was shown changes nothing.
 */
export function readPreferences(form: SubmittedForm, offer: Offer, said: Said): PreferencesRead {
  const problems = new Map<string, PreferenceProblem>();
  const tell: Tell = (field, problem) => {
    if (!problems.has(field)) problems.set(field, problem);
    return undefined;
  };
  const { preferences } = offer;
  const changes = boxChanges(offer, (box) => form.has(fields.box(box), TICKED), said);
  // In the order of the page, which is the order in which problems are told.
  const topics = withRhythms(form, offer, changes.topics, tell);
  const causes = causesOf(form, offer, tell);
  const quiet = quietOf(form, tell);
  const pausedUntil = pauseIn(form, offer, tell);
  const place = placeIn(form, preferences, tell);
  const timeZone = timeZoneOf(form, preferences, tell);
  const language = Locale.safeParse(form.text(fields.language)).data ?? tell(fields.language, "notOffered");
  const interests = interestsOf(form, tell);
  const dates = datesOf(form, tell);
  if (problems.size > 0 || language === undefined) return { outcome: "refused", problems };
  const {
    quiet: _quiet,
    timeZone: _zone,
    country: _country,
    region: _region,
    pausedUntil: _until,
    ...kept
  } = preferences;
  const next: Preferences = {
    ...kept,
    topics,
    language,
    causes,
    interests,
    dates,
    giftsForOthers: form.has(fields.giftsForOthers, TICKED),
    ...(quiet && { quiet }),
    ...(timeZone !== undefined && { timeZone }),
    ...place,
    ...(pausedUntil !== undefined && { pausedUntil }),
    ...(preferences.lists && { lists: preferences.lists }),
  };
  return { outcome: "read", next: Preferences.parse(next), changes };
}

function withRhythms(
  form: SubmittedForm,
  { reach }: Offer,
  topics: Preferences["topics"],
  tell: Tell,
): Preferences["topics"] {
  const after = { ...topics };
  if (reach.length === 0) return after;
  for (const topic of GATHERED) {
    const rhythm = Rhythm.safeParse(form.text(fields.rhythm(topic))).data;
    if (rhythm === undefined) tell(fields.rhythm(topic), "notOffered");
    else after[topic] = { ...after[topic], rhythm };
  }
  return after;
}

function causesOf(form: SubmittedForm, { causes, preferences }: Offer, tell: Tell): WeightedCause[] {
  const saved = new Set(preferences.causes.map(({ cause }) => cause));
  const chosen = causes
    .filter(({ slug, status }) => status === "active" || saved.has(slug))
    .filter(({ slug }) => form.has(fields.cause(slug), TICKED));
  if (chosen.length > CAUSES_CHOSEN_MAX) tell(fields.causes, "tooManyCauses");
  return chosen.flatMap(({ slug }) => {
    const parts = form.text(fields.parts(slug)) || "1";
    const read = WeightedCause.safeParse({
      cause: slug,
      weight: /^\d{1,5}$/.test(parts) ? Number(parts) : 0,
    });
    if (read.success) return [read.data];
    tell(fields.parts(slug), "notParts");
    return [];
  });
}

function quietOf(form: SubmittedForm, tell: Tell): Preferences["quiet"] {
  const [from, to] = [form.text(fields.quietFrom), form.text(fields.quietTo)];
  if (from === "" && to === "") return undefined;
  const read = (field: string, text: string) =>
    text === "" ? tell(field, "timeMissing") : (clockTime(text) ?? tell(field, "notATime"));
  const begins = read(fields.quietFrom, from);
  const ends = read(fields.quietTo, to);
  if (begins === undefined || ends === undefined) return undefined;
  return begins === ends ? tell(fields.quietTo, "wholeDay") : { from: begins, to: ends };
}

/** `21:00`; also as people write it where the browser does not help: `9:00`, `21.00`. */
function clockTime(text: string): string | undefined {
  return ClockTime.safeParse(text.replace(".", ":").replace(/^\d:/, "0$&")).data;
}

/** The day on which messages begin again, as the form told it: on the clock that it was shown with. */
function pauseIn(form: SubmittedForm, offer: Offer, tell: Tell): Preferences["pausedUntil"] {
  const day = form.text(fields.pausedUntil);
  if (day === "") return undefined;
  // To the second what it was, whatever time of that day it is.
  if (day === pausedUntilDay(offer)) return offer.preferences.pausedUntil;
  const asked = dayOf(day);
  if (asked === undefined) return tell(fields.pausedUntil, "notADay");
  const clock = clockOf(offer);
  const days = Temporal.PlainDate.from(dayIn(clock, offer.now)).until(asked).days;
  if (days < 1) return tell(fields.pausedUntil, "dayIsOver");
  return days > PAUSE_DAYS_MAX ? tell(fields.pausedUntil, "notADay") : beginningOf(clock, day);
}

function dayOf(text: string): Temporal.PlainDate | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  try {
    return Temporal.PlainDate.from(text, { overflow: "reject" });
  } catch {
    return undefined;
  }
}

function placeIn(
  form: SubmittedForm,
  saved: Preferences,
  tell: Tell,
): Pick<Preferences, "country" | "region"> {
  const place = form.text(fields.place);
  const { country, region } = saved;
  if (place === placeOf(saved)) return { ...(country && { country }), ...(region && { region }) };
  if (place === "") return {};
  if (!isPlaceOffered(place)) return tell(fields.place, "notOffered") ?? {};
  const [of] = place.split("-");
  return { ...(of && { country: of }), ...(of !== place && { region: place }) };
}

function timeZoneOf(form: SubmittedForm, saved: Preferences, tell: Tell): string | undefined {
  const zone = form.text(fields.timeZone);
  if (zone === "" || zone === saved.timeZone || isZoneOffered(zone)) return zone || undefined;
  return tell(fields.timeZone, "notOffered");
}

function interestsOf(form: SubmittedForm, tell: Tell): string[] {
  const stated = form
    .text(fields.interests)
    .split(/[,;]/)
    .map((one) => one.trim())
    .filter((one) => one !== "");
  const once = [...new Set(stated)];
  if (once.length > INTERESTS_MAX) tell(fields.interests, "tooManyInterests");
  if (once.some((one) => one.length > NAME_CHARS_MAX)) tell(fields.interests, "interestTooLong");
  return once;
}

function datesOf(form: SubmittedForm, tell: Tell): Preferences["dates"] {
  return Array.from({ length: DATES_MAX }, (_, line) => line).flatMap((line) => {
    const [name, day, month] = [fields.dateName(line), fields.dateDay(line), fields.dateMonth(line)];
    const filled = [name, day, month].map((field) => form.text(field));
    if (filled.every((text) => text === "")) return [];
    const missing = [name, day, month].find((field) => form.text(field) === "");
    if (missing !== undefined) return tell(missing, "dateIncomplete") ?? [];
    if (form.text(name).length > NAME_CHARS_MAX) return tell(name, "dateNameTooLong") ?? [];
    const date = { name: form.text(name), month: Number(form.text(month)), day: Number(form.text(day)) };
    return isDate(date) ? [date] : (tell(day, "noSuchDate") ?? []);
  });
}

function isDate({ month, day }: { readonly month: number; readonly day: number }): boolean {
  try {
    Temporal.PlainDate.from({ year: LEAP_YEAR, month, day }, { overflow: "reject" });
    return true;
  } catch {
    return false;
  }
}
