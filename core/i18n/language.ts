import { Locale } from "../model/cause.ts";

const DEFAULT: Locale = "en";

/** Longer headers than any browser sends are not read on. */
const LANGUAGES_MAX = 20;

/**
 * The language of an answer: what `?lang=` asks for if we speak it, else the best of `Accept-Language`
 * (RFC 9110 §12.5.4; `de-AT` is served by `de`), else English.
 */
export function chooseLanguage(asked: string | undefined, acceptLanguage: string | undefined): Locale {
  return spoken(asked) ?? preferred(acceptLanguage ?? "") ?? DEFAULT;
}

/** The language that a visitor asked for by name, which links then carry on. */
export function spoken(tag: string | undefined): Locale | undefined {
  const parsed = Locale.safeParse(tag?.trim().toLowerCase().split("-")[0]);
  return parsed.success ? parsed.data : undefined;
}

function preferred(header: string): Locale | undefined {
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
    .map(({ tag }) => (tag === "*" ? DEFAULT : spoken(tag)))
    .find((locale) => locale !== undefined);
}
