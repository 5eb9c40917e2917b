import type { BrandWords } from "../../model/brand-words.ts";
import { Locale } from "../../model/cause.ts";

/**
 * What the brand's own texts, of causes and terms, are called in a language that it adds, by what they are in ours. A language of
 * ours needs none, and reads nothing.
 */
export function brandTexts(read: () => Promise<readonly BrandWords[]>) {
  return async (tag: string): Promise<Readonly<Record<string, string>>> => {
    if (Locale.safeParse(tag).success) return {};
    return (await read()).find(({ language }) => language === tag)?.texts ?? {};
  };
}
