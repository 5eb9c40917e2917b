import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { FeedbackForm } from "../../core/model/feedback-form.ts";
import {
  BRAND_EXTRAS,
  BRAND_PARTS,
  type BrandDraft,
  type BrandFile,
  type BrandTexts,
} from "../../core/operations/brand/brand-draft.ts";
import { compileBrand } from "../../core/operations/brand/compile-brand.ts";
import { demoPictures } from "./pictures.ts";

const folder = join(import.meta.dirname, "../../brands/demo");
const files: readonly BrandFile[] = [...BRAND_PARTS, ...BRAND_EXTRAS];
const texts = new Map(files.map((part) => [part, readFileSync(join(folder, `${part}.yaml`), "utf8")]));

/** The sample brand's stories, as their files are. */
const stories = readdirSync(join(folder, "stories"))
  .filter((name) => name.endsWith(".md"))
  .toSorted()
  .map((name) => ({
    file: `brands/demo/stories/${name}`,
    text: readFileSync(join(folder, "stories", name), "utf8"),
  }));

/** In which file, what, and by what it is replaced. */
export type Edit = readonly [part: BrandFile, from: string, to: string];

/** The sample brand's four files and its rates, with each `[part, from, to]` replaced once; a text that is not there fails the test. */
export function demoTexts(...edits: readonly Edit[]): BrandTexts {
  const text = textWith(edits);
  return {
    brand: text("brand"),
    causes: text("causes"),
    terms: text("terms"),
    pools: text("pools"),
    rates: text("rates"),
    pictures: demoPictures,
  };
}

/** The same with its stores and what it asks. */
export function demoTextsAndListening(...edits: readonly Edit[]): BrandTexts {
  const text = textWith(edits);
  return { ...demoTexts(...edits), stores: text("stores"), feedback: text("feedback") };
}

/** The same with when its people answer. */
export function demoTextsAndService(...edits: readonly Edit[]): BrandTexts {
  return { ...demoTexts(...edits), service: textWith(edits)("service") };
}

function textWith(edits: readonly Edit[]) {
  return (part: BrandFile) => ({
    file: `brands/demo/${part}.yaml`,
    text: edits
      .filter(([edited]) => edited === part)
      .reduce((whole, [, from, to]) => {
        if (!whole.includes(from)) throw new Error(`${part}.yaml does not hold ${from}`);
        return whole.replace(from, () => to);
      }, texts.get(part) ?? ""),
  });
}

/** The same with its stories, in place of one of which stands another text. */
export function demoTextsAndStories(replaced: Readonly<Record<string, string>> = {}): BrandTexts {
  const told = stories.map(({ file, text }) => ({ file, text: replaced[file] ?? text }));
  return { ...demoTexts(), stories: told };
}

/** The sample brand's stories. */
export function demoStories(): BrandDraft["stories"] {
  const compiled = compileBrand(demoTextsAndStories());
  if (compiled.outcome === "compiled") return compiled.draft.stories;
  throw new Error(JSON.stringify(compiled.problems));
}

/** What the sample brand asks its customers. */
export function demoFeedback(): FeedbackForm {
  const compiled = compileBrand(demoTextsAndListening());
  if (compiled.outcome === "compiled" && compiled.draft.feedback !== undefined)
    return compiled.draft.feedback;
  throw new Error("The sample brand asks nothing");
}

/** What the sample brand states, with edits. */
export function demoStatement(...edits: readonly Edit[]): BrandDraft {
  const compiled = compileBrand(demoTexts(...edits));
  if (compiled.outcome === "compiled") return compiled.draft;
  throw new Error(JSON.stringify(compiled.problems));
}
