import { versionsInForce } from "../../giving/config/in-force.ts";
import { Locale, type Localised } from "../../model/cause.ts";
import type { Instant } from "../../model/purchase.ts";
import type { BrandDraft, BrandTexts, ProblemAt } from "./brand-draft.ts";
import type { BrandProblem, Path } from "./document.ts";
import { brokenPromises, type Promised } from "./promises.ts";

type Part = Parameters<ProblemAt>[0];
type Files = NonNullable<BrandTexts["words"]>;

/** What a brand promises with its terms in force and its pools that match. */
export function promisedBy({ terms, pools }: Pick<BrandDraft, "terms" | "pools">, now: Instant): Promised {
  return {
    terms: versionsInForce(terms, now),
    pools: pools.filter(({ from, until }) => from <= now && now < until),
  };
}

/**
 * What a brand's own words promise and its terms do not keep, at its place. Stories are told by others, of money that was given:
 * they promise nothing.
 */
export function checkPromises(
  draft: BrandDraft,
  { words: files = [] }: Pick<BrandTexts, "words">,
  now: Instant,
  problemAt: ProblemAt,
): BrandProblem[] {
  const promised = promisedBy(draft, now);
  const { brand, causes } = draft;
  const within = (part: Part, path: Path, texts: Localised) =>
    Locale.options.flatMap((locale) =>
      brokenPromises(texts[locale], locale, promised).map((message) =>
        problemAt(part, [...path, locale], message),
      ),
    );
  const headline = Locale.options.flatMap((locale) =>
    brokenPromises(brand.headline?.[locale].join(" ") ?? "", locale, promised).map((message) =>
      problemAt("brand", ["headline", locale], message),
    ),
  );
  return [
    ...within("brand", ["purpose"], brand.purpose),
    ...headline,
    ...Object.entries(brand.termsInWords ?? {}).flatMap(([id, { title, products }]) => [
      ...within("brand", ["termsInWords", id, "title"], title),
      ...(products === undefined ? [] : within("brand", ["termsInWords", id, "products"], products)),
    ]),
    ...causes.flatMap(({ name, summary }, at) => [
      ...within("causes", ["causes", at, "name"], name),
      ...within("causes", ["causes", at, "summary"], summary),
    ]),
    ...wordPromises(draft, files, promised),
  ];
}

/** Words of pages in a language whose speech is known: one of ours, or a variant of it. */
function wordPromises({ words }: BrandDraft, files: Files, promised: Promised): BrandProblem[] {
  return words.flatMap(({ language, words: texts }) => {
    const known = Locale.safeParse(language.split("-")[0]);
    if (!known.success) return [];
    const file = files.find((one) => one.language === language)?.file ?? language;
    return Object.entries(texts).flatMap(([name, text]) =>
      brokenPromises(text, known.data, promised).map((message) => ({
        ...{ file, line: 1, column: 1 },
        message: `${name}: ${message}`,
      })),
    );
  });
}
