import type { BrandWords } from "../model/brand-words.ts";
import { Locale } from "../model/cause.ts";
import { languages } from "./dictionaries.ts";
import type { OwnWords } from "./own-words.ts";

/**
 * A language that pages are in.
 * - `tag`: as browsers and HTML name it
 * - `locale`: ours, whose texts stand where the brand wrote none
 * - `name`: its own
 */
export interface SpokenLanguage {
  readonly tag: string;
  readonly locale: Locale;
  readonly name: string;
  readonly own: OwnWords;
  /** What the brand's own texts are called in it, by what they are in `locale`. */
  readonly texts: Readonly<Record<string, string>>;
}

export const OUR_LANGUAGES: readonly SpokenLanguage[] = Locale.options.map((locale) => ({
  ...{ tag: locale, locale },
  name: languages[locale].name,
  own: {},
  texts: {},
}));

const DEFAULT: Locale = "en";

/** Longer headers than any browser sends are not read on. */
const LANGUAGES_MAX = 20;

/** Our languages with a brand's own words in them, and after them those that the brand adds. */
export function spokenLanguages(written: readonly BrandWords[]): readonly SpokenLanguage[] {
  const own = written.map(({ language, base, name, words, texts = {} }) => ({
    ...{ tag: language, locale: base, name },
    ...{ own: words, texts },
  }));
  const ours = OUR_LANGUAGES.map((one) => own.find(({ tag }) => tag === one.tag) ?? one);
  return [...ours, ...own.filter(({ tag }) => !ours.some((one) => one.tag === tag))];
}

/**
 * The language of an answer: what `?lang=` asks for if it is spoken, else the best of `Accept-Language`
 * (RFC 9110 §12.5.4), else English.
 */
export function chooseLanguage(
  asked: string | undefined,
  acceptLanguage: string | undefined,
  spoken: readonly SpokenLanguage[] = OUR_LANGUAGES,
): SpokenLanguage {
  return (
    languageFor(asked, spoken) ?? preferred(acceptLanguage ?? "", spoken) ?? languageNamed(DEFAULT, spoken)
  );
}

/** `Français`: as it is called in itself. */
export function ownName(language: string): string {
  const name = new Intl.DisplayNames(language, { type: "language" }).of(language) ?? language;
  return name.charAt(0).toLocaleUpperCase(language) + name.slice(1);
}

/** Whether the brand adds it: our texts are only its base. */
export function isAdded({ tag, locale }: SpokenLanguage): boolean {
  return tag !== locale;
}

/** The language of that tag, or English. */
export function languageNamed(
  tag: string,
  spoken: readonly SpokenLanguage[] = OUR_LANGUAGES,
): SpokenLanguage {
  const found = spoken.find((one) => one.tag === tag) ?? spoken.find((one) => one.tag === DEFAULT);
  if (found === undefined) throw new Error("Every page speaks English");
  return found;
}

/**
 * The language that a visitor asked for by name, which links then carry on: the longest tag that is spoken, cut at its hyphens
 * (RFC 4647 §3.4): `de-AT` is served by `de`, and `en-GB` by `en` where nobody wrote an `en-GB`.
 */
export function languageFor(
  tag: string | undefined,
  spoken: readonly SpokenLanguage[] = OUR_LANGUAGES,
): SpokenLanguage | undefined {
  const parts = tag?.trim().toLowerCase().split("-") ?? [];
  for (let length = parts.length; length > 0; length--) {
    const cut = parts.slice(0, length).join("-");
    const found = spoken.find((one) => one.tag.toLowerCase() === cut);
    if (found !== undefined) return found;
  }
  return undefined;
}

function preferred(header: string, spoken: readonly SpokenLanguage[]): SpokenLanguage | undefined {
  const ranges = header
    .split(",", LANGUAGES_MAX)
    .map((range) => {
      const [tag = "", ...parameters] = range.split(";");
      const weight = parameters
        .map((text) => /^\s*q=([01](?:\.\d{0,3})?)\s*$/i.exec(text)?.[1])
        .find(Boolean);
      return { tag: tag.trim(), weight: weight === undefined ? 1 : Number(weight) };
    })
    .filter(({ weight }) => weight > 0)
    .toSorted((one, other) => other.weight - one.weight);
  return ranges
    .map(({ tag }) => languageFor(tag === "*" ? DEFAULT : tag, spoken))
    .find((language) => language !== undefined);
}
