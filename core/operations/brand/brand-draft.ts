import type { Service } from "../../model/answering-hours.ts";
import type { BrandWords } from "../../model/brand-words.ts";
import type { Brand, Cause } from "../../model/cause.ts";
import type { FeedbackForm } from "../../model/feedback-form.ts";
import type { StatedStore } from "../../model/stated-store.ts";
import type { Story, StoryWords } from "../../model/story.ts";
import type { MatchPool, Terms } from "../../model/terms.ts";
import type { BrandProblem, BrandText, Path, WordsText } from "./document.ts";
import type { BrandFont } from "./font.ts";
import type { LetterLogo } from "./logo.ts";
import type { PictureRead, SourcePicture } from "./picture.ts";

/** The parts of a brand, each one file. */
export const BRAND_PARTS = ["brand", "causes", "terms", "pools"] as const;
export type BrandPart = (typeof BRAND_PARTS)[number];
/** Files that a brand may have or not. Compiling puts exchange rates in the brand. */
export const BRAND_EXTRAS = ["rates", "stores", "feedback", "service"] as const;
export type BrandExtra = (typeof BRAND_EXTRAS)[number];
export type BrandFile = BrandPart | BrandExtra;
/** The four files, the further ones that there are, and those of `stories/`, `words/` and `pictures/`. */
export interface BrandTexts
  extends Readonly<Record<BrandPart, BrandText>>,
    Readonly<Partial<Record<BrandExtra, BrandText>>> {
  readonly stories?: readonly BrandText[];
  readonly words?: readonly WordsText[];
  /** The files of `pictures/` by their names, as they were read. */
  readonly pictures?: ReadonlyMap<string, PictureRead>;
}

/** All that a brand's files declare, as the ledger stores it. */
export interface BrandDraft {
  readonly brand: Brand;
  readonly causes: readonly Cause[];
  readonly terms: readonly Terms[];
  readonly pools: readonly MatchPool[];
  /** What came of the causes, as the files of `stories/` tell it. */
  readonly stories: readonly StoryDraft[];
  readonly words: readonly BrandWords[];
  readonly stores: readonly StatedStore[];
  /** What the brand asks its customers; missing where it asks nothing. */
  readonly feedback?: FeedbackForm;
  /** When people answer, and how soon; missing where the brand states nothing. */
  readonly service?: Service;
  /** The files that `look.webFont` names by their hashes. */
  readonly fonts: readonly BrandFont[];
  /** What letters show of the logo that `look.logo.inLetters` names by their hashes. */
  readonly logos: readonly LetterLogo[];
  /** The pictures that causes and stories name by their hashes. */
  readonly pictures: readonly SourcePicture[];
}

/** A story with its words. */
export interface StoryDraft extends Story {
  readonly words: StoryWords;
}

/** Makes a problem for the value at `path` in one of the files; a path into `stories` begins with the story's place. */
export type ProblemAt = (file: BrandFile | "stories", path: Path, message: string) => BrandProblem;
