import type { Cause } from "../../../model/cause.ts";
import { dayIn } from "../../../model/days.ts";
import { DATES_MAX, type Preferences } from "../../../model/preferences.ts";
import type { Day, Instant } from "../../../model/purchase.ts";
import type { Topic } from "../../../model/topic.ts";
import { formOf, type SubmittedForm } from "../../ui/read-form.ts";
import { type Box, boxesOf, type Known } from "./boxes.ts";

/** Topics of which a journey writes digests: only of these it is asked how often. */
export const GATHERED: readonly Topic[] = ["impact"];

/** Empty lines for dates that are offered besides those that are filled. */
const DATES_OFFERED = 2;
const PARTS_UNLESS_STATED = "1";

/** The names of the form's fields, which are their ids. */
export const fields = {
  /** What was saved when the form was shown. */
  seen: "seen",
  box: ({ topic, channel }: Pick<Box, "topic" | "channel">) => `${topic}.${channel}`,
  rhythm: (topic: Topic) => `${topic}.rhythm`,
  quietFrom: "quiet.from",
  quietTo: "quiet.to",
  pausedUntil: "pausedUntil",
  language: "language",
  place: "place",
  timeZone: "timeZone",
  causes: "causes",
  cause: (slug: string) => `cause.${slug}`,
  parts: (slug: string) => `parts.${slug}`,
  interests: "interests",
  dates: "dates",
  dateName: (line: number) => `date.${line}.name`,
  dateDay: (line: number) => `date.${line}.day`,
  dateMonth: (line: number) => `date.${line}.month`,
  giftsForOthers: "giftsForOthers",
} as const;

/** What a ticked box sends. */
export const TICKED = "on";

/** What a form is shown with, and read against. */
export interface Offer extends Known {
  /** All that the brand states, and what else this customer chose. */
  readonly causes: readonly Pick<Cause, "slug" | "name" | "status">[];
  /** The clock of the brand: for who has not told us theirs. */
  readonly brandZone: string;
}

/**
 * Tells one state of what is saved from every other: each saving raises the version of the preferences, and each
 * consent given or withdrawn elsewhere raises one of the others.
 */
export function seenNow({ preferences, standing }: Pick<Known, "preferences" | "standing">): string {
  return `${preferences.version}.${standing.reduce((sum, { version }) => sum + version, 0)}`;
}

/** The form as it is shown: what it would send if nothing was changed in it. */
export function savedForm(offer: Offer): SubmittedForm {
  const { preferences } = offer;
  const { quiet, language, timeZone, interests, giftsForOthers } = preferences;
  return formOf([
    [fields.seen, seenNow(offer)],
    ...boxesOf(offer)
      .filter(({ state }) => state !== "off")
      .map((box): [string, string] => [fields.box(box), TICKED]),
    ...GATHERED.map((topic): [string, string] => [fields.rhythm(topic), preferences.topics[topic].rhythm]),
    [fields.quietFrom, quiet?.from ?? ""],
    [fields.quietTo, quiet?.to ?? ""],
    [fields.pausedUntil, pausedUntilDay(offer) ?? ""],
    [fields.language, language],
    [fields.place, placeOf(preferences)],
    [fields.timeZone, timeZone ?? ""],
    ...causePairs(offer),
    [fields.interests, interests.join(", ")],
    ...datePairs(preferences),
    ...(giftsForOthers ? [[fields.giftsForOthers, TICKED] as const] : []),
  ]);
}

function causePairs({ causes, preferences }: Offer): [string, string][] {
  return causes.flatMap(({ slug }): [string, string][] => {
    const chosen = preferences.causes.find(({ cause }) => cause === slug);
    if (chosen === undefined) return [[fields.parts(slug), PARTS_UNLESS_STATED]];
    return [
      [fields.cause(slug), TICKED],
      [fields.parts(slug), String(chosen.weight)],
    ];
  });
}

function datePairs({ dates }: Preferences): [string, string][] {
  return dates.flatMap(({ name, month, day }, line): [string, string][] => [
    [fields.dateName(line), name],
    [fields.dateDay(line), String(day)],
    [fields.dateMonth(line), String(month)],
  ]);
}

/** How many lines for dates a form has: those that are filled and some more. */
export function dateLines(form: SubmittedForm): number {
  const last = Array.from({ length: DATES_MAX }, (_, line) => line).findLast(
    (line) => form.text(fields.dateName(line)) !== "" || form.text(fields.dateDay(line)) !== "",
  );
  return Math.min(DATES_MAX, (last ?? -1) + 1 + DATES_OFFERED);
}

/** Country, or country and state, as one choice: `DE`, `US-FL`; empty when neither is known. */
export function placeOf({ country, region }: Pick<Preferences, "country" | "region">): string {
  return region ?? country ?? "";
}

/** Until when nothing is sent; undefined when nothing is paused (any more). */
export function pauseOf({
  preferences: { pausedUntil },
  now,
}: Pick<Known, "preferences" | "now">): Instant | undefined {
  return pausedUntil !== undefined && pausedUntil > now ? pausedUntil : undefined;
}

/** The day on which messages begin again, on the customer's own clock. */
export function pausedUntilDay(offer: Offer): Day | undefined {
  const until = pauseOf(offer);
  return until === undefined ? undefined : dayIn(clockOf(offer), until);
}

/** The clock in which times are told to this customer. */
export function clockOf({ preferences, brandZone }: Pick<Offer, "preferences" | "brandZone">): string {
  return preferences.timeZone ?? brandZone;
}
