import * as z from "zod";
import { type Brand, Locale } from "../../model/cause.ts";
import { Authored } from "./authored.ts";
import {
  BRAND_PARTS,
  type BrandDraft,
  type BrandFile,
  type BrandTexts,
  type ProblemAt,
} from "./brand-draft.ts";
import { readableParts } from "./brand-parts.ts";
import { checkBrand } from "./check-brand.ts";
import { checkRates } from "./check-rates.ts";
import { type BrandDocument, type BrandProblem, type Path, readDocument } from "./document.ts";
import { type LogoRead, readLogo } from "./logo.ts";

export type CompileResult =
  | { readonly outcome: "compiled"; readonly draft: BrandDraft; readonly problemAt: ProblemAt }
  | { readonly outcome: "refused"; readonly problems: readonly BrandProblem[] };

/**
 * Compiles a brand's files to a draft, or to every problem in them, each with its position. Pure: `compareBrand`
 * compares the draft with what is deployed.
 */
export function compileBrand(texts: BrandTexts): CompileResult {
  const problems: BrandProblem[] = [];
  const documents: Partial<Record<BrandFile, BrandDocument>> = {};
  const parse = <Schema extends z.ZodType>(part: BrandFile, schema: Schema): z.output<Schema> | undefined => {
    const text = texts[part];
    if (text === undefined) return undefined;
    const document = readDocument(text);
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
  const rates = parse("rates", Authored.rates);
  const problemAt: ProblemAt = (part, path, message) => {
    const file = texts[part]?.file ?? `${part}.yaml`;
    return { ...(documents[part]?.at(path) ?? { file, line: 1, column: 1 }), message };
  };
  if (rates !== undefined) problems.push(...checkRates(rates, problemAt));
  const look = brand && withLogo(brand.look, texts.brand, problemAt);
  if (look !== undefined) problems.push(...look.problems);
  if (!(brand && look && causes && terms && pools)) {
    const values = Object.fromEntries(BRAND_PARTS.map((part) => [part, documents[part]?.value]));
    const parts = readableParts(values);
    return {
      outcome: "refused",
      problems: [...problems, ...checkBrand(parts.draft, parts.placed(problemAt))],
    };
  }
  const draft = {
    brand: withRates({ ...brand, look: look.look }, rates),
    causes: causes.causes,
    terms: terms.terms,
    pools: pools.pools,
  };
  const wrong = [...problems, ...checkBrand(draft, problemAt)];
  return wrong.length > 0
    ? { outcome: "refused", problems: wrong }
    : { outcome: "compiled", draft, problemAt };
}

function withRates(brand: Brand, rates: Brand["rates"]): Brand {
  return rates === undefined ? brand : { ...brand, rates };
}

type Look = BrandDraft["brand"]["look"];

/** The look with its logo's pictures in the place of their names. */
function withLogo(
  look: Look,
  { pictures = new Map(), file }: BrandTexts["brand"],
  problemAt: ProblemAt,
): { readonly look: Look; readonly problems: readonly BrandProblem[] } {
  const { logo, ...others } = look;
  if (logo === undefined) return { look: others, problems: [] };
  const read = (name: string): LogoRead => {
    const bytes = pictures.get(name);
    const because = `is not there: put it beside ${file}`;
    return bytes === undefined ? { outcome: "refused", because } : readLogo(name, bytes);
  };
  const [light, dark] = [read(logo.light), read(logo.dark)];
  if (light.outcome === "read" && dark.outcome === "read")
    return { look: { ...others, logo: { light: light.src, dark: dark.src } }, problems: [] };
  const refusals = new Map([
    [logo.light, light],
    [logo.dark, dark],
  ]);
  const problems = [...refusals].flatMap(([name, one]) =>
    one.outcome === "read" ? [] : [problemAt("brand", ["look", "logo"], `${name} ${one.because}.`)],
  );
  return { look: others, problems };
}

/** What a schema finds wrong in a file, each at its place, with what to do about it. */
export function problemsOf(issue: z.core.$ZodIssue, document: BrandDocument): BrandProblem[] {
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
      return [
        { ...document.at(path), message: `${nameOf(path, document.value)}: ${adviceOf(issue, path)}.` },
      ];
  }
}

const languageNames = new Intl.DisplayNames("en", { type: "language" });

function adviceOf({ message }: z.core.$ZodIssue, path: Path): string {
  if (!message.endsWith("received undefined")) return message;
  const language = Locale.safeParse(path.at(-1));
  return language.success
    ? `needs a ${languageNames.of(language.data)} text (${language.data})`
    : "is missing: write it";
}

const Row = z.looseObject({
  id: z.string().optional(),
  slug: z.string().optional(),
  version: z.int().optional(),
});

/** `terms web-shops@2, split 2, weight`: rows by their own name, other places of a list counted from 1. */
function nameOf(path: Path, value: unknown): string {
  const words: string[] = [];
  let at: unknown = value;
  for (const step of path) {
    at = typeof at === "object" && at !== null ? Reflect.get(at, step) : undefined;
    if (typeof step === "string") {
      words.push(step);
      continue;
    }
    const { id, slug, version } = Row.safeParse(at).data ?? {};
    const name = slug ?? (id !== undefined && version !== undefined ? `${id}@${version}` : id);
    words.push(`${words.pop() ?? "entry"} ${name ?? step + 1}`);
  }
  return words.join(", ") || "The file";
}
