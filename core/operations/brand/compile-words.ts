import { BRAND_LANGUAGES_MAX, BRAND_WORDS_BYTES_MAX, type BrandWords } from "../../model/brand-words.ts";
import type { BrandDraft } from "./brand-draft.ts";
import type { BrandProblem, WordsText } from "./document.ts";
import { readPageWords } from "./read-page-words.ts";
import { textsInLanguage } from "./texts-in-language.ts";

interface CompiledWords {
  readonly problems: readonly BrandProblem[];
  /** The words with the brand's own texts in them, which stand in its other files. */
  within(draft: Omit<BrandDraft, "words">): {
    readonly words: readonly BrandWords[];
    readonly problems: readonly BrandProblem[];
  };
}

/** Compiles the files of words: what is wrong in them by themselves, and what they say of the brand's causes and terms. */
export function compileWords(files: readonly WordsText[] = []): CompiledWords {
  const read = files.map((file) => ({ file, ...readPageWords(file) }));
  return {
    problems: [...tooMany(files), ...read.flatMap((one) => one.problems)],
    within(draft) {
      const all = read.flatMap(({ file, document, words }) => {
        if (document === undefined || words === undefined) return [];
        const { texts, problems } = textsInLanguage(document, words.base, draft);
        const whole = Object.keys(texts).length === 0 ? words : { ...words, texts };
        return [{ words: whole, problems: [...problems, ...tooLong(whole, file)] }];
      });
      return { words: all.map(({ words }) => words), problems: all.flatMap(({ problems }) => problems) };
    },
  };
}

function tooMany(files: readonly WordsText[]): BrandProblem[] {
  return files.slice(BRAND_LANGUAGES_MAX).map(({ file }) => {
    const message = `A brand's pages are in at most ${BRAND_LANGUAGES_MAX} languages: remove this file.`;
    return { file, line: 1, column: 1, message };
  });
}

function tooLong(words: BrandWords, { file }: WordsText): BrandProblem[] {
  const bytes = Buffer.byteLength(JSON.stringify(words));
  if (bytes <= BRAND_WORDS_BYTES_MAX) return [];
  const message = `The words of one language take ${bytes} bytes, with the texts that they stand for, and there is room for ${BRAND_WORDS_BYTES_MAX}: shorten the summaries of causes.`;
  return [{ file, line: 1, column: 1, message }];
}
