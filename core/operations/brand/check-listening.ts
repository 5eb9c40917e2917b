import { Locale } from "../../model/cause.ts";
import type { FeedbackForm } from "../../model/feedback-form.ts";
import type { StatedStore } from "../../model/stated-store.ts";
import { timeZoneNamed } from "../../model/time-zone.ts";
import type { ProblemAt } from "./brand-draft.ts";
import type { BrandProblem, Path } from "./document.ts";

/** What is wrong with stores and with the form of feedback, each by itself. */
export function checkListening(
  stores: readonly StatedStore[],
  feedback: FeedbackForm | undefined,
  problemAt: ProblemAt,
): BrandProblem[] {
  return [
    ...twice(stores).map(([at, id]) =>
      problemAt("stores", ["stores", at, "id"], `Store ${id} is stated twice: remove one of them.`),
    ),
    ...stores.flatMap((store, at) => checkStore(store, ["stores", at], problemAt)),
    ...(feedback === undefined ? [] : checkThemes(feedback, problemAt)),
  ];
}

function checkStore(
  { zone, languages, shelves = [] }: StatedStore,
  path: Path,
  problemAt: ProblemAt,
): BrandProblem[] {
  const problems = twice(shelves).map(([at, id]) =>
    problemAt("stores", [...path, "shelves", at, "id"], `Shelf ${id} is stated twice: remove one of them.`),
  );
  if (timeZoneNamed(zone) === undefined) {
    const message = `"${zone}" is not a time zone: use a name of the IANA list, such as Europe/Berlin.`;
    problems.push(problemAt("stores", [...path, "zone"], message));
  }
  for (const [at, language] of languages.entries()) {
    if (isLanguage(language)) continue;
    const message = `"${language}" is not a language: write its tag, such as de or en-GB.`;
    problems.push(problemAt("stores", [...path, "languages", at], message));
  }
  return problems;
}

function checkThemes({ about, themes }: FeedbackForm, problemAt: ProblemAt): BrandProblem[] {
  const twiceAbout = about.flatMap((one, at) =>
    about.indexOf(one) < at
      ? [problemAt("feedback", ["about", at], `${one} is listed twice: remove one of them.`)]
      : [],
  );
  const problems = twice(themes).map(([at, id]) =>
    problemAt("feedback", ["themes", at, "id"], `Theme ${id} is stated twice: give one of them another id.`),
  );
  for (const [at, { id, words }] of themes.entries()) {
    if (Locale.options.every((locale) => words[locale].length === 0)) {
      const message = `Theme ${id} has no word in any language: nothing that a customer says would be of it.`;
      problems.push(problemAt("feedback", ["themes", at, "words"], message));
    }
    for (const locale of Locale.options)
      for (const [rank, phrase] of words[locale].entries())
        if (!/[\p{L}\p{N}]/u.test(phrase)) {
          const message = `"${phrase}" has no letter and no digit: write a word or a phrase.`;
          problems.push(problemAt("feedback", ["themes", at, "words", locale, rank], message));
        }
  }
  return [...twiceAbout, ...problems];
}

const languageNames = new Intl.DisplayNames("en", { type: "language", fallback: "none" });

function isLanguage(tag: string): boolean {
  try {
    return languageNames.of(tag) !== undefined;
  } catch {
    // No tag by its form.
    return false;
  }
}

/** Each second and later occurrence of an id, with its position. */
function twice(rows: readonly { readonly id: string }[]): [number, string][] {
  const ids = rows.map(({ id }) => id);
  return [...ids.entries()].filter(([at, id]) => ids.indexOf(id) < at);
}
