import * as z from "zod";
import { nearest } from "../../intake/warnings/near-miss.ts";
import { ALT_LETTERS_MAX, Legal, type Locale, type Localised } from "../../model/cause.ts";
import { name } from "./authored.ts";
import type { BrandDraft } from "./brand-draft.ts";
import type { BrandDocument, BrandProblem, Path } from "./document.ts";
import { problemsOf } from "./problems-of.ts";

const SUMMARY_LETTERS_MAX = 2000;
const { imprint: pages } = Legal.shape;

/** What a file of words says of the brand's own rows, in a language that the brand adds. */
const OwnTexts = z.strictObject({
  brand: z
    .strictObject({
      purpose: z.string().trim().min(1).max(SUMMARY_LETTERS_MAX),
      imprint: pages.shape.en,
      privacy: pages.shape.en,
    })
    .partial()
    .optional(),
  causes: z
    .record(
      z.string(),
      z
        .strictObject({
          name: name(120),
          summary: z.string().trim().min(1).max(SUMMARY_LETTERS_MAX),
          milestones: z.array(name(120)),
          picture: z.string().trim().min(1).max(ALT_LETTERS_MAX),
        })
        .partial(),
    )
    .optional(),
  terms: z.record(z.string(), z.strictObject({ title: name(120), products: name(120) }).partial()).optional(),
});

/** The sections of a file of words that hold such texts. */
export const OWN_SECTIONS = ["brand", "causes", "terms"] as const;

interface TextsFound {
  /** By the text in the base language, which pages look up. */
  readonly texts: Readonly<Record<string, string>>;
  readonly problems: readonly BrandProblem[];
}

/**
 * The brand's own texts in a language that it adds: each stands for the text in `base` that it is a translation of. A text of
 * the base that is changed later stands for itself again, until it is translated anew.
 */
export function textsInLanguage(
  document: BrandDocument,
  base: Locale,
  draft: Pick<BrandDraft, "brand" | "causes">,
): TextsFound {
  const value = Object(document.value);
  const sections = Object.fromEntries(
    OWN_SECTIONS.filter((one) => one in value).map((one) => [one, value[one]]),
  );
  const parsed = OwnTexts.safeParse(sections);
  if (!parsed.success)
    return { texts: {}, problems: parsed.error.issues.flatMap((issue) => problemsOf(issue, document)) };
  const texts = new Map<string, string>();
  const problems: BrandProblem[] = [];
  const say = (original: Localised | undefined, own: string | undefined) => {
    if (original !== undefined && own !== undefined) texts.set(original[base], own);
  };
  const unknown = (path: Path, what: string, names: readonly string[]) => {
    const slug = String(path.at(-1));
    const close = nearest(slug, names);
    const advice = close === undefined ? `known are ${names.join(", ")}` : `"${close}" is meant, perhaps`;
    problems.push({ ...document.atKey(path), message: `There is no ${what} "${slug}": ${advice}.` });
  };
  const { brand, causes = {}, terms = {} } = parsed.data;
  say(draft.brand.purpose, brand?.purpose);
  say(draft.brand.legal?.imprint, brand?.imprint);
  say(draft.brand.legal?.privacy, brand?.privacy);
  for (const [slug, own] of Object.entries(causes)) {
    const cause = draft.causes.find((one) => one.slug === slug);
    if (cause === undefined) {
      unknown(
        ["causes", slug],
        "cause",
        draft.causes.map((one) => one.slug),
      );
      continue;
    }
    say(cause.name, own.name);
    say(cause.summary, own.summary);
    say(cause.picture?.alt, own.picture);
    const labels = cause.goal?.milestones.map(({ label }) => label) ?? [];
    if (own.milestones !== undefined && own.milestones.length !== labels.length) {
      const place = document.at(["causes", slug, "milestones"]);
      const message = `causes, ${slug}, milestones: ${labels.length} labels are needed, in the order of causes.yaml.`;
      problems.push({ ...place, message });
    }
    for (const [rank, label] of (own.milestones ?? []).entries()) say(labels[rank], label);
  }
  const named = draft.brand.termsInWords ?? {};
  for (const [id, own] of Object.entries(terms)) {
    if (named[id] === undefined) unknown(["terms", id], "name of terms in termsInWords", Object.keys(named));
    say(named[id]?.title, own.title);
    say(named[id]?.products, own.products);
  }
  return { texts: Object.fromEntries(texts), problems };
}
