import { isNews } from "../../impact/stories/told-story.ts";
import { dayIn } from "../../model/days.ts";
import type { Now } from "../../platform/clock.ts";
import type { BrandStore } from "./brand.store.ts";
import type { BrandDraft, BrandTexts } from "./brand-draft.ts";
import { checkPromises } from "./check-promises.ts";
import { checkRatesDay, rateNotices } from "./check-rates.ts";
import { checkSample } from "./check-sample.ts";
import { checkTexts } from "./check-texts.ts";
import { type Change, compareBrand, type StatedBrand } from "./compare-brand.ts";
import { compileBrand } from "./compile-brand.ts";
import type { BrandProblem } from "./document.ts";
import type { BrandFont } from "./font.ts";
import type { DrawLogo, LetterLogo } from "./logo.ts";
import type { EncodePicture, SourcePicture } from "./picture.ts";
import { missingWords } from "./read-page-words.ts";

/** Brand, causes and terms are published in one transaction, and DynamoDB accepts at most this many rows in one. */
const TRANSACTION_ROWS_MAX = 100;

export type Reviewed =
  | { readonly outcome: "refused"; readonly problems: readonly BrandProblem[] }
  | {
      readonly outcome: "accepted";
      readonly draft: BrandDraft;
      readonly changes: readonly Change[];
      /** What the brand may want to know of its texts: nothing that keeps it from being applied. */
      readonly notices: readonly BrandProblem[];
    };

/**
 * - `mayRename`: the brand's name may differ from the applied one's
 * - `forCustomers`: customers read what is applied, so nothing of it may be an example
 */
export interface ReviewOptions {
  readonly mayRename?: boolean | undefined;
  readonly forCustomers?: boolean | undefined;
}

/** Reviews a brand's files against what is deployed, without writing. `stored` of an empty ledger has no rows. */
export function reviewBrand(
  texts: BrandTexts,
  stored: StatedBrand,
  now: string,
  { mayRename = false, forCustomers = false }: ReviewOptions = {},
): Reviewed {
  const compiled = compileBrand(texts);
  if (compiled.outcome === "refused") return compiled;
  const { draft, problemAt } = compiled;
  const { changes, problems: differing } = compareBrand(draft, stored, now, problemAt, mayRename);
  const problems = [
    ...(forCustomers ? checkSample(draft, problemAt) : []),
    ...checkRatesDay(draft.brand, now, problemAt),
    ...checkPromises(draft, texts, now, problemAt),
    ...differing,
  ];
  if (problems.length > 0) return { outcome: "refused", problems };
  const published = changes.filter((change) => change.how !== "same" && isPublished(change)).length;
  if (published > TRANSACTION_ROWS_MAX) {
    const message = `${published} rows would change at once, and ${TRANSACTION_ROWS_MAX} is the most: apply some of the causes or terms first.`;
    return { outcome: "refused", problems: [problemAt("terms", [], message)] };
  }
  return {
    outcome: "accepted",
    draft,
    changes,
    notices: [
      ...checkTexts(draft, problemAt),
      ...rateNotices(draft, now, problemAt),
      ...checkWords(draft, texts),
    ],
  };
}

/** Of each language that the brand adds, which texts it has not. */
function checkWords({ words }: BrandDraft, { words: files = [] }: BrandTexts): BrandProblem[] {
  return words.flatMap((one) => {
    const missing = missingWords(one);
    const file = files.find(({ language }) => language === one.language)?.file ?? one.language;
    return missing === undefined ? [] : [{ file, line: 1, column: 1, message: `${missing}.` }];
  });
}

/** Those that the brand did not have before: a font is written before any page names it, and stays. */
function newFonts({ fonts }: BrandDraft, { brand }: StatedBrand): readonly BrandFont[] {
  const { regular, bold } = brand?.look.webFont ?? {};
  return fonts.filter(({ hash }) => hash !== regular && hash !== bold);
}

/** Those that the brand's letters did not show before. */
function newLogos({ logos }: BrandDraft, { brand }: StatedBrand): readonly LetterLogo[] {
  const { light, dark } = brand?.look.logo?.inLetters ?? {};
  return logos.filter(({ hash }) => hash !== light && hash !== dark);
}

/** Those that nothing of the brand showed before: all files of a picture are written before any page names it, and stay. */
function newPictures(
  { pictures }: BrandDraft,
  { causes, stories = [] }: StatedBrand,
): readonly SourcePicture[] {
  const before = new Set([...causes, ...stories].map(({ picture }) => picture?.hash));
  return pictures.filter(({ hash }) => !before.has(hash));
}

/** Whether a change is of the rows that are published at once. */
function isPublished({ row }: Change): boolean {
  return row.part !== "pools" && row.part !== "stories";
}

/**
 * Applies a brand's files to the ledger. Nothing is written unless everything is right. The order makes a crash in
 * between harmless: money of caps (nothing draws from it without the terms), pools (each with its money, once), fonts, pictures
 * and logos (nothing names them yet), then brand, causes and terms at once, and last the stories of these causes, each with the
 * word that its followers are to be told, if it is news. Applying again writes what is missing; once all is written, it writes nothing.
 */
export function applyBrand(deps: {
  readonly readStated: () => Promise<StatedBrand>;
  readonly brands: BrandStore;
  readonly encodePicture: EncodePicture;
  readonly drawLogo: DrawLogo;
  readonly now: Now;
}): (texts: BrandTexts, options?: ReviewOptions) => Promise<Reviewed> {
  return async (texts, options) => {
    const [now, stated] = [deps.now(), await deps.readStated()];
    const reviewed = reviewBrand(texts, stated, now, options);
    if (reviewed.outcome === "refused") return reviewed;
    const today = dayIn(reviewed.draft.brand.timeZone, now);
    const due = reviewed.changes.filter((change) => change.how !== "same");
    for (const { row } of due) if (row.part === "terms") await deps.brands.prepareCaps(row.value);
    for (const { row } of due) if (row.part === "pools") await deps.brands.writePool(row.value, row.stored);
    for (const font of newFonts(reviewed.draft, stated)) await deps.brands.writeFont(font);
    for (const { hash, bytes } of newPictures(reviewed.draft, stated))
      for (const file of await deps.encodePicture(await bytes())) await deps.brands.writePicture(hash, file);
    for (const logo of newLogos(reviewed.draft, stated))
      await deps.brands.writePicture(logo.hash, { name: "logo.png", bytes: await deps.drawLogo(logo) });
    await deps.brands.publish(due.filter(isPublished));
    for (const { how, row } of due) {
      if (row.part !== "stories") continue;
      if (how === "gone") await deps.brands.removeStory(row.value.slug);
      else await deps.brands.writeStory(row, isNews(row.value, today) ? now : undefined);
    }
    return reviewed;
  };
}
