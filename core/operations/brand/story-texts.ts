import * as z from "zod";
import { inEachLocale, type Localised } from "../../model/cause.ts";
import { Currency } from "../../model/money.ts";
import { CauseSlug } from "../../model/purchase.ts";
import { Story, type StoryTexts } from "../../model/story.ts";
import { BOUGHT_MAX } from "../../model/story-slug.ts";
import { AmountText, minor, NAME_LETTERS_MAX, name } from "./authored.ts";
import { AuthoredPicture, altTexts } from "./authored-picture.ts";
import type { BrandDocument, BrandProblem, Path } from "./document.ts";

const Sentence = z
  .string()
  .trim()
  .min(1, "write a sentence")
  .max(400, "more than 400 letters: write it into the words");

/** The facts of a story as its file has them, of a brand whose pages are in ours and in the languages `added`. */
export function authoredStory(added: readonly string[]) {
  const inLanguages = (text: z.ZodString) => {
    const more: Readonly<Record<string, z.ZodOptional<z.ZodString>>> = Object.fromEntries(
      added.map((tag) => [tag, text.optional()]),
    );
    return z.strictObject({ ...more, ...inEachLocale(() => text) });
  };
  const names = inLanguages(name(NAME_LETTERS_MAX));
  const sentences = inLanguages(Sentence);
  return z.strictObject({
    cause: CauseSlug,
    day: Story.shape.day,
    title: names,
    summary: sentences,
    by: names,
    bought: z
      .array(
        z
          .strictObject({ amount: AmountText, currency: Currency, what: names })
          .transform(({ amount, currency, what }, ctx) => ({
            currency,
            amount: minor(amount, currency, ctx, ["amount"]),
            what,
          })),
      )
      .max(BOUGHT_MAX, `at most ${BOUGHT_MAX}: sum small things up`)
      .default([]),
    open: sentences.optional(),
    picture: AuthoredPicture.extend({ alt: altTexts(added) }).optional(),
    sample: Story.shape.sample.default(false),
    version: Story.shape.version.default(1),
  });
}

/** A story whose picture is the name of a file still. */
export type WithoutPlacedPicture<Told extends Story> = Omit<Told, "picture"> & {
  readonly picture?: AuthoredPicture | undefined;
};

type AuthoredStory = z.output<ReturnType<typeof authoredStory>>;
/** A text in our languages, and in those of the others in which it is written. */
type Texts = Localised & Readonly<Record<string, string | undefined>>;

/** The facts as they are stored: each text in our languages alone, and those in one that the brand adds beside them. */
export function storedFacts(
  { title, summary, by, bought, open, picture, ...facts }: AuthoredStory,
  added: Readonly<Record<string, StoryTexts>>,
): Omit<WithoutPlacedPicture<Story>, "slug"> {
  return {
    ...facts,
    ...{ title: ours(title), summary: ours(summary), by: ours(by) },
    bought: bought.map(({ what, ...one }) => ({ ...one, what: ours(what) })),
    ...(open && { open: ours(open) }),
    ...(picture && { picture: { ...picture, alt: ours(picture.alt) } }),
    ...(Object.keys(added).length > 0 && { added }),
  };
}

function ours(texts: Texts): Localised {
  return inEachLocale((locale) => texts[locale]);
}

interface AddedTexts {
  readonly added: Readonly<Record<string, StoryTexts>>;
  readonly problems: readonly BrandProblem[];
}

/**
 * A story's texts in each language of `tags`. It is told in one with all its parts, or not at all: a part that is missing beside
 * others, or beside the words (`worded`), is a problem, as are words that are missing, at `end`.
 */
export function addedTexts(facts: AuthoredStory, { tags, worded, document, end }: AddedIn): AddedTexts {
  const parts = partsOf(facts);
  const problems: BrandProblem[] = [];
  const added: Record<string, StoryTexts> = {};
  for (const tag of tags) {
    const missing = parts.filter(({ texts }) => texts[tag] === undefined);
    if (missing.length === parts.length && !worded.includes(tag)) continue;
    for (const { path } of missing) {
      const message = `${path.join(", ")}, ${tag}: is missing. A story is told in a language with all its parts, or not at all.`;
      problems.push({ ...document.at(path), message });
    }
    if (!worded.includes(tag)) problems.push(end(tag));
    const said = (texts: Texts) => texts[tag] ?? "";
    added[tag] = {
      ...{ title: said(facts.title), summary: said(facts.summary), by: said(facts.by) },
      bought: facts.bought.map(({ what }) => said(what)),
      ...(facts.open && { open: said(facts.open) }),
      ...(facts.picture && { picture: said(facts.picture.alt) }),
    };
  }
  return { added, problems };
}

interface AddedIn {
  readonly tags: readonly string[];
  /** The languages in which there are words. */
  readonly worded: readonly string[];
  readonly document: BrandDocument;
  readonly end: (tag: string) => BrandProblem;
}

interface Part {
  readonly path: Path;
  readonly texts: Texts;
}

function partsOf({ title, summary, by, bought, open, picture }: AuthoredStory): readonly Part[] {
  const parts: Part[] = [
    { path: ["title"], texts: title },
    { path: ["summary"], texts: summary },
    { path: ["by"], texts: by },
    ...bought.map(({ what }, at): Part => ({ path: ["bought", at, "what"], texts: what })),
  ];
  if (open !== undefined) parts.push({ path: ["open"], texts: open });
  if (picture !== undefined) parts.push({ path: ["picture", "alt"], texts: picture.alt });
  return parts;
}
