import { VERSIONED_TEXTS } from "../../i18n/consent-words.ts";
import {
  accountTranslations,
  authTranslations,
  communityTranslations,
  consentTranslations,
  elementsTranslations,
  messageTranslations,
} from "../../i18n/dictionaries.ts";
import { formsOf, type Placeholder, type WordArea } from "../../i18n/own-words.ts";
import {
  accountPlaceholders,
  authPlaceholders,
  communityPlaceholders,
  consentPlaceholders,
  elementsPlaceholders,
  messagePlaceholders,
} from "../../i18n/placeholders.ts";
import { nearest } from "../../intake/warnings/near-miss.ts";
import type { Locale } from "../../model/cause.ts";
import type { Path } from "./document.ts";
import { named, wrongInText } from "./own-text.ts";

const AREAS = {
  community: { texts: communityTranslations, placeholders: communityPlaceholders },
  auth: { texts: authTranslations, placeholders: authPlaceholders },
  account: { texts: accountTranslations, placeholders: accountPlaceholders },
  elements: { texts: elementsTranslations, placeholders: elementsPlaceholders },
  message: { texts: messageTranslations, placeholders: messagePlaceholders },
  consent: { texts: consentTranslations, placeholders: consentPlaceholders },
} as const;

/** What is found in a brand's words: the right ones by their path, and what is wrong with the others. */
export interface FoundWords {
  readonly words: Record<string, string>;
  readonly problems: { readonly path: Path; readonly ofKey?: true; readonly message: string }[];
}

/** One place of our dictionaries, and where it is. */
interface Place {
  readonly area: WordArea;
  readonly path: readonly string[];
  readonly language: string;
  readonly found: FoundWords;
  /** The words are kept with what customers agree to under a version of their own: those of a withdrawal are among them. */
  readonly isVersioned: boolean;
}

interface AreaIn {
  readonly base: Locale;
  readonly language: string;
  readonly found: FoundWords;
  readonly isVersioned?: boolean;
}

/** Reads what is written in the place of an area: each text in the place of one of ours in `base`. */
export function readArea(
  area: WordArea,
  written: unknown,
  { base, language, found, isVersioned = false }: AreaIn,
): void {
  read(AREAS[area].texts[base], written, { area, path: [], language, found, isVersioned });
}

/** The paths of all texts of an area, whichever forms they have. */
export function textsOf(area: WordArea): readonly string[] {
  return leaves(AREAS[area].texts.en, area);
}

/** The paths of all texts of an area in each form that a language must have for none of ours to be left. */
export function formsIn(area: WordArea, language: string): readonly string[] {
  const { texts, placeholders } = AREAS[area];
  const formsAt = (ours: unknown, path: readonly string[]): readonly string[] => {
    const whole = [area, ...path].join(".");
    if (isFunction(ours))
      return (placeholders[path.join(".")] ?? []).reduce<readonly string[]>(
        (before, one) => {
          const forms = one.kind === "count" ? ["other"] : formsOf(one);
          return forms.length === 0 ? before : before.flatMap((form) => forms.map((own) => `${form}.${own}`));
        },
        [whole],
      );
    if (Array.isArray(ours)) return ours.map((_, at) => `${whole}.${at}`);
    if (!isMap(ours)) return [whole];
    const isPlural = typeof ours["one"] === "string" && typeof ours["other"] === "string";
    if (isPlural) return pluralsOf(language).map((form) => `${whole}.${form}`);
    return Object.entries(ours).flatMap(([key, value]) => formsAt(value, [...path, key]));
  };
  return formsAt(texts.en, []);
}

function leaves(ours: unknown, path: string): readonly string[] {
  if (!isMap(ours)) return [path];
  return Object.entries(ours).flatMap(([key, value]) => leaves(value, `${path}.${key}`));
}

export function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isFunction(value: unknown): value is (...values: readonly unknown[]) => unknown {
  return typeof value === "function";
}

function whole({ area, path }: Place): readonly string[] {
  return [area, ...path];
}

function within(place: Place, key: string): Place {
  return { ...place, path: [...place.path, key] };
}

function refuse(place: Place, message: string): void {
  place.found.problems.push({ path: whole(place), message: `${whole(place).join(", ")}: ${message}.` });
}

function read(ours: unknown, written: unknown, place: Place): void {
  const path = place.path.join(".");
  if (!place.isVersioned && VERSIONED_TEXTS.some((one) => `${place.area}.${path}` === one)) {
    refuse(
      place,
      "is kept with what a customer withdraws, word for word and under a version of ours: it cannot be changed here",
    );
  } else if (isFunction(ours)) {
    readForms(ours, written, { place, takes: AREAS[place.area].placeholders[path] ?? [], forms: [] });
  } else if (isMap(ours)) readMap(ours, written, place);
  else readSaid(ours, written, place, []);
}

function readMap(ours: Readonly<Record<string, unknown>>, written: unknown, place: Place): void {
  if (!isMap(written)) {
    refuse(place, `write ${Object.keys(ours).slice(0, 3).join(", ")} … in it, each on its own line`);
    return;
  }
  const noun =
    typeof ours["one"] === "string" && typeof ours["other"] === "string" ? ours["other"] : undefined;
  const keys = noun === undefined ? Object.keys(ours) : pluralsOf(place.language);
  for (const [key, value] of Object.entries(written)) {
    if (keys.includes(key)) read(ours[key] ?? noun, value, within(place, key));
    else unknownKey(place, key, keys);
  }
}

function pluralsOf(language: string): readonly string[] {
  return new Intl.PluralRules(language).resolvedOptions().pluralCategories;
}

function unknownKey(place: Place, key: string, keys: readonly string[]): void {
  const close = nearest(key, keys);
  const advice =
    close === undefined ? `known are ${keys.slice(0, 12).join(", ")}` : `"${close}" is meant, perhaps`;
  place.found.problems.push({
    ...{ path: [...whole(place), key], ofKey: true },
    message: `${whole(place).join(", ")}: "${key}" is not known here: ${advice}.`,
  });
}

interface Forms {
  readonly place: Place;
  readonly takes: readonly Placeholder[];
  /** Of each value that is decided upon, the form; undefined for one that makes none. */
  readonly forms: readonly (string | undefined)[];
}

/** A text with forms is a map of them; where one text suits all forms, it may be written alone. */
function readForms(ours: (...values: readonly unknown[]) => unknown, written: unknown, all: Forms): void {
  const { place, takes, forms } = all;
  const next = takes[forms.length];
  if (next === undefined) {
    readSaid(ours(...takes.map((one, at) => named(one, forms[at]))), written, place, takes);
    return;
  }
  const go = (form: string | undefined, value: unknown) =>
    readForms(ours, value, {
      ...{ takes, forms: [...forms, form] },
      place: form === undefined ? place : within(place, form),
    });
  const possible = next.kind === "count" ? pluralsOf(place.language) : formsOf(next);
  if (possible.length === 0) go(undefined, written);
  else if (!isMap(written))
    for (const form of next.kind === "count" ? ["other"] : possible) go(form, written);
  else {
    for (const [form, value] of Object.entries(written)) {
      if (possible.includes(form)) go(form, value);
      else unknownKey(place, form, possible);
    }
  }
}

/** What is said in one form: a text, or a list of them. */
function readSaid(ours: unknown, written: unknown, place: Place, takes: readonly Placeholder[]): void {
  if (Array.isArray(ours)) {
    if (Array.isArray(written) && written.length === ours.length)
      for (const [at, text] of ours.entries()) readSaid(text, written[at], within(place, String(at)), takes);
    else refuse(place, `write a list of ${ours.length} texts, as ours is`);
    return;
  }
  const wrong = wrongInText(written, { text: String(ours), takes });
  if (wrong !== undefined) refuse(place, wrong);
  else place.found.words[whole(place).join(".")] = String(written);
}
