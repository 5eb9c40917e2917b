import { basename } from "node:path";
import * as z from "zod";
import { inEachLocale, Locale } from "../../model/cause.ts";
import { Currency } from "../../model/money.ts";
import { CauseSlug } from "../../model/purchase.ts";
import { type Block, STORY_BLOCKS_MAX, Story, type StoryWords } from "../../model/story.ts";
import { BOUGHT_MAX, StorySlug } from "../../model/story-slug.ts";
import { AmountText, minor, Names } from "./authored.ts";
import type { StoryDraft } from "./brand-draft.ts";
import { type BrandDocument, type BrandProblem, type BrandText, readDocument } from "./document.ts";
import { problemsOf } from "./problems-of.ts";
import { readWords } from "./story-words.ts";

/** A story, and where in its file its facts stand. */
export interface CompiledStory {
  readonly draft: StoryDraft;
  readonly document: BrandDocument;
}

export type StoryCompiled =
  | { readonly outcome: "compiled"; readonly story: CompiledStory }
  | { readonly outcome: "refused"; readonly problems: readonly BrandProblem[] };

const Sentences = z.strictObject(
  inEachLocale(() =>
    z.string().trim().min(1, "write a sentence").max(400, "more than 400 letters: write it into the words"),
  ),
);

const AuthoredStory = z.strictObject({
  cause: CauseSlug,
  day: Story.shape.day,
  title: Names,
  summary: Sentences,
  by: Names,
  bought: z
    .array(
      z
        .strictObject({ amount: AmountText, currency: Currency, what: Names })
        .transform(({ amount, currency, what }, ctx) => ({
          currency,
          amount: minor(amount, currency, ctx, ["amount"]),
          what,
        })),
    )
    .max(BOUGHT_MAX, `at most ${BOUGHT_MAX}: sum small things up`)
    .default([]),
  open: Sentences.optional(),
  sample: Story.shape.sample.default(false),
  version: Story.shape.version.default(1),
});

/**
 * Compiles one file of `stories/`: facts in front matter between two lines `---`, then the words of each language under a line
 * that is `# en` or `# de`. The file's name is the story's, and the end of its address.
 */
export function compileStory({ file, text }: BrandText): StoryCompiled {
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
  const words = wordsOf(lines, end + 1, at);
  problems.push(...words.problems);
  if ("length" in document) return { outcome: "refused", problems: [...document, ...problems] };
  const parsed = AuthoredStory.safeParse(document.value);
  if (!parsed.success) {
    const facts = parsed.error.issues.flatMap((issue) => problemsOf(issue, document));
    return { outcome: "refused", problems: [...facts, ...problems] };
  }
  if (!slug.success || problems.length > 0) return { outcome: "refused", problems };
  const draft = { slug: slug.data, ...parsed.data, words: words.words };
  return { outcome: "compiled", story: { draft, document } };
}

interface Words {
  readonly words: StoryWords;
  readonly problems: readonly BrandProblem[];
}

/** The words of each language, from the line `from` (counted from 0) to the end of the file. */
function wordsOf(
  lines: readonly string[],
  from: number,
  at: (line: number, message: string) => BrandProblem,
) {
  const problems: BrandProblem[] = [];
  const starts = new Map<Locale, number>();
  const heads: number[] = [];
  for (const [index, line] of lines.entries()) {
    const named = index >= from ? /^#\s+(.*?)\s*$/.exec(line)?.[1] : undefined;
    if (named === undefined) continue;
    heads.push(index);
    const locale = Locale.safeParse(named);
    if (!locale.success)
      problems.push(
        at(index + 1, `# begins the words of a language: write ${heading()}, and ## for a heading.`),
      );
    else if (starts.has(locale.data))
      problems.push(at(index + 1, `# ${named} stands here twice: join the two.`));
    else starts.set(locale.data, index);
  }
  const before = lines.slice(from, heads[0] ?? lines.length).findIndex((line) => line.trim() !== "");
  if (before >= 0) problems.push(at(from + before + 1, `Words begin under ${heading()}: write it above.`));
  const words = inEachLocale((locale): Block[] => {
    const start = starts.get(locale);
    if (start === undefined) {
      problems.push(at(lines.length, `There is no # ${locale}: write the words in each language.`));
      return [];
    }
    const next = heads.find((head) => head > start) ?? lines.length;
    const read = readWords(lines.slice(start + 1, next).join("\n"));
    if (read.outcome === "refused") {
      problems.push(...read.problems.map(({ line, message }) => at(start + 1 + line, `${message}.`)));
      return [];
    }
    if (read.blocks.length === 0) problems.push(at(start + 1, `# ${locale} has no words: write some.`));
    if (read.blocks.length > STORY_BLOCKS_MAX)
      problems.push(
        at(start + 1, `# ${locale} has more than ${STORY_BLOCKS_MAX} paragraphs: tell it shorter.`),
      );
    return read.blocks;
  });
  return { words, problems } satisfies Words;
}

function heading(): string {
  return Locale.options.map((locale) => `# ${locale}`).join(" or ");
}
