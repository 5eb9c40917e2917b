import { lexer, type Token, type Tokens } from "marked";
import { Block, type Run } from "../../model/story.ts";

/** What is wrong in a text, `line` counted from 1. */
export interface WordsProblem {
  readonly line: number;
  readonly message: string;
}

export type WordsRead =
  | { readonly outcome: "read"; readonly blocks: Block[] }
  | { readonly outcome: "refused"; readonly problems: readonly WordsProblem[] };

type Marks = Omit<Run, "text">;

/** What a story does not hold, and what to write instead. */
const REFUSED: Readonly<Record<string, string>> = {
  html: "HTML is shown nowhere: write plain words",
  code: "words that stand in by four spaces, or between fences, are program code: begin the line at its edge",
  codespan: "`signs of code` have no look here: write plain words",
  table: "a table has no place here: write a list",
  hr: "a line across has no place here: write a heading",
  image: "a picture has no place in the words: name it in the story's front matter",
  checkbox: "a list has no boxes to tick: write plain points",
  del: "struck words are not shown: leave them out",
  br: "a line cannot be broken here: begin a new paragraph with an empty line",
  def: "a link is written where it stands: [words](https://…)",
};

const ENTITY = /&(?:#\d+|#x[0-9a-f]+|[a-z][a-z0-9]+);/i;

/**
 * Reads a text in a small part of Markdown to blocks, or to every problem in it: paragraphs, `##` headings, lists, quotes,
 * *emphasis*, **strong** words and [links](https://…). Anything else is refused by its name, never dropped in silence.
 */
export function readWords(text: string): WordsRead {
  const problems: WordsProblem[] = [];
  const blocks: Block[] = [];
  let line = 1;
  for (const token of lexer(text)) {
    const start = line + (/^\n*/.exec(token.raw)?.[0].length ?? 0);
    line += token.raw.split("\n").length - 1;
    if (token.type === "space") continue;
    const read = blockOf(token, (message) => problems.push({ line: start, message }));
    if (read === undefined) continue;
    const checked = Block.safeParse(read);
    if (checked.success) blocks.push(checked.data);
    else problems.push({ line: start, message: tooMuch(checked.error.issues[0]?.path) });
  }
  return problems.length > 0 ? { outcome: "refused", problems } : { outcome: "read", blocks };
}

function tooMuch(path: readonly PropertyKey[] = []): string {
  return path.includes("href")
    ? "a link leads to a page, https://…: correct its address"
    : "this holds too much for one paragraph or list: divide it";
}

type Say = (message: string) => void;

function blockOf(token: Token, say: Say): Block | undefined {
  switch (token.type) {
    case "heading":
      if (token.depth !== 2) say("a heading in the words begins with ##");
      return { kind: "heading", runs: runsOf(token.tokens, {}, say) };
    case "paragraph":
      return { kind: "paragraph", runs: runsOf(token.tokens, {}, say) };
    case "blockquote":
      return { kind: "quote", runs: onlyParagraph(token.tokens, say) };
    case "list": {
      const { items, ordered } = token as Tokens.List;
      return { kind: "list", ordered, items: items.map((item) => itemOf(item, say)) };
    }
    default:
      refuse(token, say);
      return undefined;
  }
}

function refuse({ type }: Token, say: Say): void {
  say(REFUSED[type] ?? `this is ${type} of Markdown, which stories do not have: write plain words`);
}

function itemOf({ task, tokens }: Tokens.ListItem, say: Say): Run[] {
  if (task) say(REFUSED.checkbox ?? "");
  return onlyParagraph(tokens, say);
}

/** The words of a quote or of a list's point: one paragraph, with nothing in it that would be a block of its own. */
function onlyParagraph(tokens: readonly Token[] = [], say: Say): Run[] {
  const [first, ...more] = tokens.filter(({ type }) => type !== "space");
  if (more.length > 0) say("a quote, and each point of a list, is one paragraph: write the rest below it");
  if (first === undefined) {
    say("there are no words here: write some, or remove the sign");
    return [];
  }
  const isWords = first.type === "paragraph" || first.type === "text";
  if (!isWords) {
    refuse(first, say);
    return [];
  }
  return runsOf("tokens" in first ? first.tokens : [first], {}, say);
}

function runsOf(tokens: readonly Token[] = [], marks: Marks, say: Say): Run[] {
  return joined(tokens.flatMap((token) => runOf(token, marks, say)));
}

function runOf(token: Token, marks: Marks, say: Say): Run[] {
  switch (token.type) {
    case "text":
    case "escape": {
      const inner = "tokens" in token ? token.tokens : undefined;
      if (inner !== undefined) return runsOf(inner, marks, say);
      const text = String(token.text).replaceAll(/\s*\n\s*/g, " ");
      if (ENTITY.test(text)) say(`${ENTITY.exec(text)?.[0]} stands for a sign: write the sign itself`);
      return text === "" ? [] : [{ text, ...marks }];
    }
    case "strong":
      return runsOf(token.tokens, { ...marks, strong: true }, say);
    case "em":
      return runsOf(token.tokens, { ...marks, emphasis: true }, say);
    case "link":
      if (token.title) say("a link has no title: write it into the words");
      return runsOf(token.tokens, { ...marks, href: token.href }, say);
    default:
      refuse(token, say);
      return [];
  }
}

/** Neighbours that look alike are one run. */
function joined(runs: readonly Run[]): Run[] {
  const all: Run[] = [];
  for (const run of runs) {
    const last = all.at(-1);
    const isSame = last?.href === run.href && last?.strong === run.strong && last?.emphasis === run.emphasis;
    if (last !== undefined && isSame) all.splice(-1, 1, { ...last, text: last.text + run.text });
    else all.push(run);
  }
  return all;
}
