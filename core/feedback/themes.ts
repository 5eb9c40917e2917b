import { Locale } from "../model/cause.ts";
import type { FeedbackForm, ThemeId } from "../model/feedback-form.ts";

/** A theme that words speak of, and the brand's own phrase by which it was seen. */
export interface FoundTheme {
  readonly theme: ThemeId;
  readonly phrase: string;
}

/** Between two words of a phrase there may be this many others: "waited for ages" is "waited ages". */
const WORDS_BETWEEN_MAX = 1;
/** A negation this many words before a phrase turns it: "not at all slow". */
const WORDS_NEGATED = 3;
/** What ends the reach of a negation, beside punctuation. */
const CONTRASTS = new Set(["but", "aber", "sondern", "doch"]);

/** Endings that are no part of a word's meaning, longest first, and the letters that must be left. */
const ENDINGS: Readonly<Record<Locale, { readonly endings: readonly string[]; readonly least: number }>> = {
  en: { endings: ["ingly", "edly", "ely", "ing", "ed", "es", "ly", "e", "s"], least: 3 },
  de: { endings: ["ern", "est", "em", "en", "er", "es", "et", "e", "n", "s", "t"], least: 4 },
};

interface Pattern extends FoundTheme {
  readonly stems: readonly string[];
}

interface Reading {
  readonly locale: Locale;
  readonly patterns: readonly Pattern[];
  readonly negations: ReadonlySet<string>;
}

/**
 * Reads which of the brand's themes words speak of: each theme once, by the first of its phrases, in the order of the brand's
 * list. Case, accents and endings do not matter, nor which of our languages the page was in. It makes no guess: what no phrase
 * names has no theme. The same words and themes always give the same answer.
 */
export function themeReader({ themes, negations }: FeedbackForm): (words: string) => readonly FoundTheme[] {
  const readings = Locale.options.map(
    (locale): Reading => ({
      locale,
      negations: new Set(negations[locale].flatMap((one) => plainWords(one))),
      patterns: themes.flatMap(({ id, words }) =>
        words[locale].map((phrase) => ({ theme: id, phrase, stems: stemsOf(plainWords(phrase), locale) })),
      ),
    }),
  );
  return (words) => {
    const clauses = clausesOf(words);
    const found = readings.flatMap((reading) => clauses.flatMap((clause) => foundIn(clause, reading)));
    return themes.flatMap(({ id }) => found.find(({ theme }) => theme === id) ?? []);
  };
}

function foundIn(clause: readonly string[], { locale, patterns, negations }: Reading): FoundTheme[] {
  const stems = stemsOf(clause, locale);
  const negated = clause.map((_, at) =>
    clause.slice(Math.max(0, at - WORDS_NEGATED), at).some((word) => negations.has(word)),
  );
  return patterns.flatMap(({ theme, phrase, stems: sought }) => {
    const isMeant = stems.some((_, at) => negated[at] !== true && standsAt(stems, at, sought));
    return isMeant ? [{ theme, phrase }] : [];
  });
}

/** Whether these words stand here in their order, the first one at `at`. */
function standsAt(stems: readonly string[], at: number, sought: readonly string[]): boolean {
  if (sought.length === 0) return false;
  let next = at;
  for (const [rank, stem] of sought.entries()) {
    const within = rank === 0 ? 0 : WORDS_BETWEEN_MAX;
    const place = stems.slice(next, next + within + 1).indexOf(stem);
    if (place === -1) return false;
    next += place + 1;
  }
  return true;
}

/** The words of each stretch in which a negation has effect. */
function clausesOf(text: string): readonly (readonly string[])[] {
  const clauses: string[][] = [];
  for (const stretch of text.split(/[.,;:!?()\n\u2013\u2014]+/)) {
    let clause: string[] = [];
    for (const word of plainWords(stretch)) {
      if (!CONTRASTS.has(word)) clause.push(word);
      else if (clause.length > 0) {
        clauses.push(clause);
        clause = [];
      }
    }
    clauses.push(clause);
  }
  return clauses;
}

/** Words without case, accents and apostrophes: `Übermäßig`, `isn't` → `ubermassig`, `isnt`. */
function plainWords(text: string): string[] {
  const plain = text
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll("ß", "ss")
    .replaceAll(/['’]/g, "");
  return plain.match(/[\p{L}\p{N}]+/gu) ?? [];
}

function stemsOf(words: readonly string[], locale: Locale): string[] {
  const { endings, least } = ENDINGS[locale];
  return words.map((word) => {
    const ending = endings.find((one) => word.endsWith(one) && word.length - one.length >= least) ?? "";
    return word.slice(0, word.length - ending.length);
  });
}
