import { basename } from "node:path";
import { inEachLocale, Locale } from "../../model/cause.ts";
import { type Block, STORY_BLOCKS_MAX, STORY_WORDS_BYTES_MAX, type StoryWords } from "../../model/story.ts";
import { StorySlug } from "../../model/story-slug.ts";
import type { StoryDraft } from "./brand-draft.ts";
import { type BrandDocument, type BrandProblem, type BrandText, readDocument } from "./document.ts";
import { problemsOf } from "./problems-of.ts";
import { addedTexts, authoredStory, storedFacts, type WithoutPlacedPicture } from "./story-texts.ts";
import { readWords } from "./story-words.ts";

/** A story, and where in its file its facts stand. */
export interface CompiledStory {
  readonly draft: WithoutPlacedPicture<StoryDraft>;
  readonly document: BrandDocument;
}

export type StoryCompiled =
  | { readonly outcome: "compiled"; readonly story: CompiledStory }
  | { readonly outcome: "refused"; readonly problems: readonly BrandProblem[] };

/**
 * Compiles one file of `stories/`: facts in front matter between two lines `---`, then the words of each language under a line
 * that is `# en` or `# de`, or one of `added`: the languages that the brand adds. The file's name is the story's, and the end of
 * its address.
 */
export function compileStory({ file, text }: BrandText, added: readonly string[] = []): StoryCompiled {
  const lines = text.replaceAll("\r\n", "\n").split("\n");
  const at = (line: number, message: string): BrandProblem => ({ file, line, column: 1, message });
  const slug = StorySlug.safeParse(basename(file, ".md"));
  const problems: BrandProblem[] = slug.success
    ? []
    : [at(1, `The file's name is the end of the story's address: ${slug.error.issues[0]?.message}.`)];
  const end = lines[0] === "---" ? lines.indexOf("---", 1) : -1;
  if (end === -1) {
    const message = "A story begins with its facts between two lines of three hyphens: ---.";
    return { outcome: "refused", problems: [...problems, at(1, message)] };
  }
  // An empty line in place of the first keeps the numbers of those that follow.
  const document = readDocument({ file, text: ["", ...lines.slice(1, end)].join("\n") });
  const words = wordsOf({ lines, from: end + 1, added, at });
  problems.push(...words.problems);
  if ("length" in document) return { outcome: "refused", problems: [...document, ...problems] };
  const parsed = authoredStory(added).safeParse(document.value);
  if (!parsed.success) {
    const facts = parsed.error.issues.flatMap((issue) => problemsOf(issue, document));
    return { outcome: "refused", problems: [...facts, ...problems] };
  }
  const said = addedTexts(parsed.data, {
    ...{ tags: added, worded: words.worded, document },
    end: (tag) => at(lines.length, missingWords(tag)),
  });
  problems.push(...said.problems);
  if (!slug.success || problems.length > 0) return { outcome: "refused", problems };
  const draft = { slug: slug.data, ...storedFacts(parsed.data, said.added), words: words.words };
  return { outcome: "compiled", story: { draft, document } };
}

interface Words {
  readonly words: StoryWords;
  /** The added languages that have a line of their own. */
  readonly worded: readonly string[];
  readonly problems: readonly BrandProblem[];
}

interface WordsIn {
  readonly lines: readonly string[];
  readonly from: number;
  readonly added: readonly string[];
  readonly at: (line: number, message: string) => BrandProblem;
}

/** The words of each language, from the line `from` (counted from 0) to the end of the file. */
function wordsOf({ lines, from, added, at }: WordsIn): Words {
  const problems: BrandProblem[] = [];
  const starts = new Map<string, number>();
  const known = [...Locale.options, ...added];
  const heads: number[] = [];
  for (const [index, line] of lines.entries()) {
    const named = index >= from ? /^#\s+(.*?)\s*$/.exec(line)?.[1] : undefined;
    if (named === undefined) continue;
    heads.push(index);
    if (!known.includes(named))
      problems.push(
        at(index + 1, `# begins the words of a language: write ${heading(known)}, and ## for a heading.`),
      );
    else if (starts.has(named)) problems.push(at(index + 1, `# ${named} stands here twice: join the two.`));
    else starts.set(named, index);
  }
  const before = lines.slice(from, heads[0] ?? lines.length).findIndex((line) => line.trim() !== "");
  if (before >= 0)
    problems.push(at(from + before + 1, `Words begin under ${heading(known)}: write it above.`));
  const blocksOf = (language: string): Block[] => {
    const start = starts.get(language);
    if (start === undefined) {
      problems.push(at(lines.length, missingWords(language)));
      return [];
    }
    const next = heads.find((head) => head > start) ?? lines.length;
    const read = readWords(lines.slice(start + 1, next).join("\n"));
    if (read.outcome === "refused") {
      problems.push(...read.problems.map(({ line, message }) => at(start + 1 + line, `${message}.`)));
      return [];
    }
    if (read.blocks.length === 0) problems.push(at(start + 1, `# ${language} has no words: write some.`));
    if (read.blocks.length > STORY_BLOCKS_MAX)
      problems.push(
        at(start + 1, `# ${language} has more than ${STORY_BLOCKS_MAX} paragraphs: tell it shorter.`),
      );
    return read.blocks;
  };
  const worded = added.filter((tag) => starts.has(tag));
  const words = {
    ...inEachLocale(blocksOf),
    ...(worded.length > 0 && { added: Object.fromEntries(worded.map((tag) => [tag, blocksOf(tag)])) }),
  };
  if (Buffer.byteLength(JSON.stringify(words)) > STORY_WORDS_BYTES_MAX)
    problems.push(
      at(from + 1, "The words of all languages take more bytes than there is room for: tell it shorter."),
    );
  return { words, worded, problems };
}

function missingWords(language: string): string {
  return `There is no # ${language}: write the words in each language.`;
}

/** `# en, # de or # fr` */
function heading(languages: readonly string[]): string {
  return new Intl.ListFormat("en-GB", { type: "disjunction" }).format(languages.map((one) => `# ${one}`));
}
