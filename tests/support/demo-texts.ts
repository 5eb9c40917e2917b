import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  BRAND_PARTS,
  type BrandDraft,
  type BrandFile,
  type BrandTexts,
} from "../../core/operations/brand/brand-draft.ts";
import { compileBrand } from "../../core/operations/brand/compile-brand.ts";
import { demoPictures } from "./pictures.ts";

const folder = join(import.meta.dirname, "../../brands/demo");
const files: readonly BrandFile[] = [...BRAND_PARTS, "rates"];
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

/** The sample brand's files, with each `[part, from, to]` replaced once; a text that is not there fails the test. */
export function demoTexts(...edits: readonly Edit[]): BrandTexts {
  const text = (part: BrandFile) => ({
    file: `brands/demo/${part}.yaml`,
    text: edits
      .filter(([edited]) => edited === part)
      .reduce((whole, [, from, to]) => {
        if (!whole.includes(from)) throw new Error(`${part}.yaml does not hold ${from}`);
        return whole.replace(from, () => to);
      }, texts.get(part) ?? ""),
  });
  return {
    brand: text("brand"),
    causes: text("causes"),
    terms: text("terms"),
    pools: text("pools"),
    rates: text("rates"),
    pictures: demoPictures,
  };
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

/** What the sample brand states, with edits. */
export function demoStatement(...edits: readonly Edit[]): BrandDraft {
  const compiled = compileBrand(demoTexts(...edits));
  if (compiled.outcome === "compiled") return compiled.draft;
  throw new Error(JSON.stringify(compiled.problems));
}
