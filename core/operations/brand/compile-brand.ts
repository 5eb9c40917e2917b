import type { z } from "zod";
import { Authored } from "./authored.ts";
import type { BrandDraft, BrandPart, BrandTexts, ProblemAt } from "./brand-draft.ts";
import { checkBrand } from "./check-brand.ts";
import { type BrandDocument, type BrandProblem, readDocument } from "./document.ts";

export type CompileResult =
  | { readonly outcome: "compiled"; readonly draft: BrandDraft; readonly problemAt: ProblemAt }
  | { readonly outcome: "refused"; readonly problems: readonly BrandProblem[] };

/**
 * Compiles a brand's files to a draft, or to every problem in them, each with its position. Pure: `compareBrand`
 * compares the draft with what is deployed.
 */
export function compileBrand(texts: BrandTexts): CompileResult {
  const problems: BrandProblem[] = [];
  const documents: Partial<Record<BrandPart, BrandDocument>> = {};
  const parse = <Schema extends z.ZodType>(part: BrandPart, schema: Schema): z.output<Schema> | undefined => {
    const document = readDocument(texts[part]);
    if ("length" in document) {
      problems.push(...document);
      return undefined;
    }
    documents[part] = document;
    const parsed = schema.safeParse(document.value);
    if (parsed.success) return parsed.data;
    problems.push(...parsed.error.issues.flatMap((issue) => problemsOf(issue, document)));
    return undefined;
  };
  const brand = parse("brand", Authored.brand);
  const causes = parse("causes", Authored.causes);
  const terms = parse("terms", Authored.terms);
  const pools = parse("pools", Authored.pools);
  if (!(brand && causes && terms && pools)) return { outcome: "refused", problems };

  const problemAt: ProblemAt = (part, path, message) => {
    const place = documents[part]?.at(path) ?? { file: texts[part].file, line: 1, column: 1 };
    return { ...place, message };
  };
  const draft = { brand, causes: causes.causes, terms: terms.terms, pools: pools.pools };
  const wrong = checkBrand(draft, problemAt);
  return wrong.length > 0
    ? { outcome: "refused", problems: wrong }
    : { outcome: "compiled", draft, problemAt };
}

function problemsOf(issue: z.core.$ZodIssue, document: BrandDocument): BrandProblem[] {
  const path = issue.path.filter((step) => typeof step !== "symbol");
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => ({
        ...document.atKey([...path, key]),
        message: `"${key}" is not known here: correct its spelling or remove it.`,
      }));
    case "invalid_key":
      return [
        {
          ...document.atKey(path),
          message: `"${path.at(-1)}": ${issue.issues[0]?.message ?? issue.message}.`,
        },
      ];
    default:
      return [{ ...document.at(path), message: `${path.join(".") || "The file"}: ${issue.message}.` }];
  }
}
