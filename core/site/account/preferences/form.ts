import { createHash } from "node:crypto";
import type { Location } from "../../../messaging/eligibility/jurisdictions.ts";
import { canBeTexted } from "../../../messaging/eligibility/text-reach.ts";
import type { CustomerId } from "../../../model/customer.ts";
import { Preferences } from "../../../model/preferences.ts";
import { formOf, type SubmittedForm } from "../../ui/read-form.ts";
import type { Offer, PreferenceProblem, Report } from "./field.tsx";
import { PLACE } from "./place-fields.tsx";
import { boxesShown, fieldsOf } from "./step-fields.ts";
import {
  type Box,
  type BoxChanges,
  boxChanges,
  boxesOf,
  boxName,
  type ConsentContext,
  type ConsentState,
  TEXTS_REACH,
  TICKED,
} from "./topic-boxes.ts";

/** The hidden input that holds what was saved when the form was shown. */
export const SEEN = "seen";

const MARK_CHARS = 11;

/** The hidden input that holds what the other inputs held when the form was shown: what differs, its sender changed. */
export const SHOWN = "shown";

/**
 * Tells one state of what is saved from every other: each saving raises the version of the preferences, and each
 * consent given or withdrawn elsewhere raises one of the others. No two customers have one alike.
 */
export function seenNow({
  customer,
  preferences,
  consents,
}: Pick<ConsentState, "customer" | "preferences" | "consents">): string {
  return `${markOf(customer)}.${preferences.version}.${consents.reduce((sum, { version }) => sum + version, 0)}`;
}

/** Whether the form was shown to this customer: what one typed is never saved for the next at the same browser. */
export function isOwn(form: SubmittedForm, { customer }: Pick<ConsentState, "customer">): boolean {
  return form.text(SEEN).startsWith(`${markOf(customer)}.`);
}

function markOf(customer: CustomerId): string {
  return createHash("sha256").update(customer).digest("base64url").slice(0, MARK_CHARS);
}

/** The form as it is shown: what it sends if nothing is changed in it. */
export function savedForm(offer: Offer): SubmittedForm {
  return formOf([
    [SEEN, seenNow(offer)],
    ...boxesShown(offer)
      .filter(({ state }) => state !== "off")
      .map((box): [string, string] => [boxName(box), TICKED]),
    ...fieldsOf(offer).flatMap(({ show }) => show(offer)),
  ]);
}

/** What {@link SHOWN} says of a form that is shown now. */
export function shownNow(offer: Offer): string {
  const form = savedForm(offer);
  const pairs = form.names
    .filter((name) => name !== SEEN)
    .map((name): [string, string] => [name, form.text(name)]);
  return new URLSearchParams(pairs.filter(([, value]) => value !== "")).toString();
}

/**
 * - `read`: what is to be saved, all at once
 * - `refused`: what is wrong, by the id of its input, in the order of the form; nothing is to be saved
 */
export type PreferencesRead =
  | { readonly outcome: "read"; readonly next: Preferences; readonly changes: BoxChanges }
  | { readonly outcome: "refused"; readonly problems: ReadonlyMap<string, PreferenceProblem> };

/**
 * Reads the form that {@link savedForm} filled. What is not on it stays as it is saved: what other steps show, topics on a
 * channel without an address, how often for topics without a digest, lists. A form sent back as it was shown changes nothing.
 */
export function readPreferences(form: SubmittedForm, offer: Offer, said: ConsentContext): PreferencesRead {
  const problems = new Map<string, PreferenceProblem>();
  const report: Report = (input, problem) => {
    if (!problems.has(input)) problems.set(input, problem);
    return undefined;
  };
  const hasBoxes = boxesShown(offer).length > 0;
  const changes = hasBoxes
    ? boxChanges(offer, (box) => form.has(boxName(box), TICKED), said)
    : { topics: offer.preferences.topics, records: [], requested: [] };
  let { topics } = changes;
  let read: Partial<Preferences> = {};
  for (const field of fieldsOf(offer)) {
    const patch = field.read(form, { ...offer, preferences: { ...offer.preferences, topics } }, report);
    read = { ...read, ...patch };
    topics = patch.topics ?? topics;
  }
  const after = { ...keptOf(offer), ...read };
  const place = placeForTexts(form, offer, after);
  if (place === "noTextsThere") report(offer.step === "what" ? TEXTS_REACH : PLACE, place);
  if (problems.size > 0 || place === "noTextsThere") return { outcome: "refused", problems };
  const next = Preferences.parse({ ...after, ...place, topics });
  return { outcome: "read", next, changes };
}

/**
 * Where a customer who ticked texts is: what they say, or the country of their number. A place where no text may be sent is
 * no answer, unless it was saved so before.
 */
function placeForTexts(
  form: SubmittedForm,
  offer: Offer,
  { country, region, timeZone }: Partial<Preferences>,
): Location | "noTextsThere" {
  const { reach, preferences, now } = offer;
  const shown = boxesShown(offer).length > 0;
  const isTicked = (box: Box) => (shown ? form.has(boxName(box), TICKED) : box.state !== "off");
  const ticked = boxesOf(offer).filter((box) => box.channel === "sms" && isTicked(box));
  const number = reach.find(({ channel }) => channel === "sms")?.country;
  const home = country ?? region?.slice(0, 2) ?? number;
  if (ticked.length === 0 || home === undefined) return {};
  const isNew = ticked.some(({ state }) => state === "off") || canBeTexted(preferences, now);
  if (isNew && !canBeTexted({ country: home, region, timeZone }, now)) return "noTextsThere";
  return { country: home };
}

/** What no field saves. */
function keptOf(offer: Offer): Partial<Preferences> {
  const kept: Partial<Preferences> = { ...offer.preferences };
  for (const key of fieldsOf(offer).flatMap(({ keys }) => keys)) delete kept[key];
  return kept;
}
