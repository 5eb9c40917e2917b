import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { BrandWords } from "../../core/model/brand-words.ts";
import { compileBrand } from "../../core/operations/brand/compile-brand.ts";
import { describeProblem } from "../../core/operations/brand/document.ts";
import { demoTexts } from "./demo-texts.ts";

/** The words of the sample brand, with these files of words by language. */
export function wordsOf(files: Readonly<Record<string, string>>): readonly BrandWords[] {
  const words = Object.entries(files).map(([language, text]) => ({
    ...{ file: `brands/demo/words/${language}.yaml`, language },
    text,
  }));
  const compiled = compileBrand({ ...demoTexts(), words });
  if (compiled.outcome === "compiled") return compiled.draft.words;
  throw new Error(compiled.problems.map(describeProblem).join("\n"));
}

const dutch = readFileSync(join(import.meta.dirname, "../fixtures/words/nl.yaml"), "utf8");

/** A brand that also speaks Dutch, in part, and English as it is written in Britain. */
export const spokenBrand = wordsOf({
  nl: dutch,
  "en-GB": "language: { base: en }\ncommunity: { pools: Matching pot }\n",
});
