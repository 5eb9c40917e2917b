import type * as z from "zod";
import { type Brand, Locale } from "../../model/cause.ts";
import { Authored } from "./authored.ts";
import { AuthoredService, compileService } from "./authored-answering.ts";
import { AuthoredListening } from "./authored-listening.ts";
import {
  BRAND_PARTS,
  type BrandDraft,
  type BrandFile,
  type BrandTexts,
  type ProblemAt,
} from "./brand-draft.ts";
import { readableParts } from "./brand-parts.ts";
import { checkService } from "./check-answering.ts";
import { checkBrand } from "./check-brand.ts";
import { checkListening } from "./check-listening.ts";
import { checkRates } from "./check-rates.ts";
import { withFont } from "./compile-font.ts";
import { withLogo } from "./compile-logo.ts";
import { pictureCompiler } from "./compile-picture.ts";
import { compileStory } from "./compile-story.ts";
import { compileWords } from "./compile-words.ts";
import { type BrandDocument, type BrandProblem, readDocument } from "./document.ts";
import { problemsOf } from "./problems-of.ts";

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
  const stores = parse("stores", AuthoredListening.stores)?.stores ?? [];
  const feedback = parse("feedback", AuthoredListening.feedback);
  const service = parse("service", AuthoredService);
  const stories = compileStories(texts);
  problems.push(...stories.problems);
  const words = compileWords(texts.words);
  problems.push(...words.problems);
  const problemAt: ProblemAt = (part, path, message) => {
    if (part !== "stories") {
      const file = texts[part]?.file ?? `${part}.yaml`;
      return { ...(documents[part]?.at(path) ?? { file, line: 1, column: 1 }), message };
    }
    const [rank, ...rest] = path;
    const place = stories.compiled[Number(rank)]?.document.at(rest);
    return { ...(place ?? { file: "stories", line: 1, column: 1 }), message };
  };
  if (rates !== undefined) problems.push(...checkRates(rates, problemAt));
  problems.push(...checkListening(stores, feedback, problemAt));
  if (service !== undefined) problems.push(...checkService(service, problemAt));
  const pictures = pictureCompiler(texts.pictures, problemAt);
  const told = stories.compiled.map(({ draft: story }, at) =>
    pictures.place(story, { file: "stories", path: [at] }),
  );
  const shown = causes?.causes.map((cause, at) =>
    pictures.place(cause, { file: "causes", path: ["causes", at] }),
  );
  problems.push(...pictures.problems);
  const look = brand && withLogo(brand.look, texts.brand, problemAt);
  if (look !== undefined) problems.push(...look.problems);
  const faced = look && withFont(look.look, texts.brand, problemAt);
  if (faced !== undefined) problems.push(...faced.problems);
  if (!(brand && look && faced && shown && terms && pools)) {
    const values = Object.fromEntries(BRAND_PARTS.map((part) => [part, documents[part]?.value]));
    const parts = readableParts(values);
    const readable = { ...parts.draft, stories: told };
    return {
      outcome: "refused",
      problems: [...problems, ...checkBrand(readable, parts.placed(problemAt))],
    };
  }
  const answering = service && compileService(service, brand.timeZone);
  const written = {
    brand: withRates({ ...brand, look: faced.look }, rates),
    causes: shown,
    terms: terms.terms,
    pools: pools.pools,
    stories: told,
    stores,
    ...(feedback && { feedback }),
    ...(answering && { service: answering }),
    fonts: faced.fonts,
    logos: look.logos,
    pictures: [...pictures.sources.values()],
  };
  const spoken = words.within(written);
  const draft = { ...written, words: spoken.words };
  const wrong = [...problems, ...spoken.problems, ...checkBrand(draft, problemAt)];
  return wrong.length > 0
    ? { outcome: "refused", problems: wrong }
    : { outcome: "compiled", draft, problemAt };
}

function withRates(brand: Brand, rates: Brand["rates"]): Brand {
  return rates === undefined ? brand : { ...brand, rates };
}

/** Told in our languages, and in those that the brand adds by a file of words. */
function compileStories({ stories = [], words = [] }: BrandTexts) {
  const added = words.map(({ language }) => language).filter((one) => !Locale.safeParse(one).success);
  const read = stories.map((story) => compileStory(story, added));
  return {
    compiled: read.flatMap((one) => (one.outcome === "compiled" ? [one.story] : [])),
    problems: read.flatMap((one) => (one.outcome === "refused" ? one.problems : [])),
  };
}
