import * as z from "zod";
import { ownName } from "../../i18n/language.ts";
import { PAGE_AREAS } from "../../i18n/own-words.ts";
import { nearest } from "../../intake/warnings/near-miss.ts";
import { type BrandWords, LanguageTag } from "../../model/brand-words.ts";
import { Locale } from "../../model/cause.ts";
import { type BrandDocument, type BrandProblem, readDocument, type WordsText } from "./document.ts";
import { OWN_SECTIONS } from "./texts-in-language.ts";
import { type FoundWords, isMap, readArea, textsOf } from "./words-in-area.ts";

interface WordsRead {
  /** Absent where nothing can be used. */
  readonly words?: BrandWords;
  readonly document?: BrandDocument;
  readonly problems: readonly BrandProblem[];
}

/** Keys of the dictionaries that no brand writes, and why. */
const CLOSED: Readonly<Record<string, string>> = {
  consent:
    "is what customers agree to: it is kept with each consent, word for word and under a version of ours, and cannot be changed here",
  message: "stands around letters and texts, not on pages: their words are in messages/",
};

const Language = z.strictObject({
  name: z.string().trim().min(1).max(40).optional(),
  base: Locale.optional(),
});

/**
 * Reads the words that a brand wrote in one language: each must be a text of the dictionaries, with the same values in it, plain,
 * and not much longer than ours. All that is wrong is told at once, each at its place.
 */
export function readPageWords(file: WordsText): WordsRead {
  const document = readDocument(file);
  if ("length" in document) return { problems: document };
  const said = languageOf(file, document);
  if (said.outcome === "refused") return { problems: [{ ...document.at(said.path), message: said.message }] };
  const { base, name } = said;
  const found: FoundWords = { words: {}, problems: [] };
  for (const [key, written] of Object.entries(isMap(document.value) ? document.value : {})) {
    const area = PAGE_AREAS.find((one) => one === key);
    if (area !== undefined) readArea(area, written, { base, language: file.language, found });
    else if (key !== "language" && !isOwnSection(key, file.language))
      found.problems.push({ path: [key], ofKey: true, message: unknownArea(key) });
  }
  const problems = found.problems.map(({ path, ofKey, message }) => ({
    ...(ofKey ? document.atKey(path) : document.at(path)),
    message,
  }));
  return { words: { language: file.language, base, name, words: found.words }, document, problems };
}

/** What of our texts a brand's language has not yet: it is told to whoever applies it. Undefined: nothing, or it is one of ours. */
export function missingWords({ language, base, words }: BrandWords): string | undefined {
  if (language === base) return undefined;
  const all = PAGE_AREAS.flatMap(textsOf);
  const own = Object.keys(words);
  const missing = all.filter((path) => !own.some((one) => one === path || one.startsWith(`${path}.`)));
  if (missing.length === 0) return undefined;
  return `${all.length - missing.length} of ${all.length} texts of pages are written in ${language}, for the others those in ${base} stand: ${missing.slice(0, 5).join(", ")}${missing.length > 5 ? " …" : ""}`;
}

/** Only a language that the brand adds has the brand's texts here: in ours they stand beside one another. */
function isOwnSection(key: string, language: string): boolean {
  return OWN_SECTIONS.some((one) => one === key) && !Locale.safeParse(language).success;
}

function unknownArea(key: string): string {
  const closed = OWN_SECTIONS.some((one) => one === key) ? `has its texts in ${key}.yaml` : CLOSED[key];
  if (closed !== undefined) return `${key} ${closed}.`;
  const close = nearest(key, PAGE_AREAS);
  const advice =
    close === undefined ? `words of pages are in ${PAGE_AREAS.join(", ")}` : `"${close}" is meant, perhaps`;
  return `"${key}" is not known here: ${advice}.`;
}

export type LanguageRead =
  | { readonly outcome: "read"; readonly base: Locale; readonly name: string }
  | { readonly outcome: "refused"; readonly path: readonly string[]; readonly message: string };

/** What the file says of its language: of one of ours nothing, of another the one whose texts stand where it has none. */
export function languageOf({ file, language }: WordsText, { value }: BrandDocument): LanguageRead {
  const refused = (message: string, ...path: readonly string[]) =>
    ({ outcome: "refused", path, message }) as const;
  if (!isKnown(language))
    return refused(
      `${file} is named after no language: name it after its tag, such as fr.yaml or en-GB.yaml.`,
    );
  if (!isMap(value)) return refused(`${file} has no words: write some, or remove it.`);
  const said = Language.safeParse(value["language"] ?? {});
  if (!said.success)
    return refused(
      "language: write its base and, if you like, its own name: { base: en, name: Français }.",
      "language",
    );
  const ours = Locale.safeParse(language).data;
  const base = ours ?? said.data.base;
  if (base === undefined) {
    const bases = Locale.options.join(" or ");
    return refused(
      `language, base: say whose texts stand where this file has none: language: { base: ${bases} }.`,
      "language",
    );
  }
  if (ours !== undefined && said.data.base !== undefined)
    return refused(`language, base: ${language} is complete without it: remove this.`, "language", "base");
  return { outcome: "read", base, name: said.data.name ?? ownName(language) };
}

/** Whether it is a language in whose way figures and days can be written. */
function isKnown(language: string): boolean {
  return LanguageTag.safeParse(language).success && Intl.NumberFormat.supportedLocalesOf(language).length > 0;
}
