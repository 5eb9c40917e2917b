import type { z } from "zod";
import { Authored } from "./authored.ts";
import { checkBrand } from "./check-brand.ts";
import { type BrandDocument, type BrandProblem, readDocument } from "./document.ts";
import type { Blame, BrandDraft, BrandPart, BrandTexts } from "./statement.ts";

export type CompileResult =
  | { readonly outcome: "compiled"; readonly statement: BrandDraft; readonly blame: Blame }
  | { readonly outcome: "refused"; readonly problems: readonly BrandProblem[] };

/**
 * A brand's files → what they state, or everything that is wrong with them, each with its place. Pure: what is
 * deployed is compared later (see `compareBrand`).
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

  const blame: Blame = (part, path, message) => {
    const place = documents[part]?.at(path) ?? { file: texts[part].file, line: 1, column: 1 };
    return { ...place, message };
  };
  const statement = { brand, causes: causes.causes, terms: terms.terms, pools: pools.pools };
  const wrong = checkBrand(statement, blame);
  return wrong.length > 0
    ? { outcome: "refused", problems: wrong }
    : { outcome: "compiled", statement, blame };
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
