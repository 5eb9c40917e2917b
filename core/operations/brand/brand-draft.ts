import type { Brand, Cause } from "../../model/cause.ts";
import type { MatchPool, Terms } from "../../model/terms.ts";
import type { BrandProblem, BrandText, Path } from "./document.ts";

/** The parts of a brand, each one file. */
export const BRAND_PARTS = ["brand", "causes", "terms", "pools"] as const;
export type BrandPart = (typeof BRAND_PARTS)[number];
/** Its files: the parts, and exchange rates if it has any. Compiling puts those in the brand. */
export type BrandFile = BrandPart | "rates";
export type BrandTexts = Readonly<Record<BrandPart, BrandText>> & { readonly rates?: BrandText };

/** All that a brand's files declare, as the ledger stores it. */
export interface BrandDraft {
  readonly brand: Brand;
  readonly causes: readonly Cause[];
  readonly terms: readonly Terms[];
  readonly pools: readonly MatchPool[];
}

/** Makes a problem for the value at `path` in one of the files. */
export type ProblemAt = (file: BrandFile, path: Path, message: string) => BrandProblem;
