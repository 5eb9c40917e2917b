import { isMap, isNode, isPair, LineCounter, type ParsedNode, parseDocument } from "yaml";

/** A position in a brand's files; line and column count from 1. */
export interface Position {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** What is wrong at one position, and what to do about it. */
export interface BrandProblem extends Position {
  readonly message: string;
}

/** The path to a value: keys of maps and positions in lists. */
export type Path = readonly (string | number)[];

export interface BrandText {
  /** As the reader of a message knows it: `brands/demo/terms.yaml`. */
  readonly file: string;
  readonly text: string;
  /** Pictures and fonts in the same folder, by their name. */
  readonly pictures?: ReadonlyMap<string, Uint8Array>;
  /** Those of them that no letter could show as a logo, and why. */
  readonly undrawable?: ReadonlyMap<string, string>;
}

/** A file of words, and the language that its name says: `words/fr.yaml`. */
export interface WordsText extends BrandText {
  readonly language: string;
}

export interface BrandDocument {
  readonly value: unknown;
  /** Where the value at `path` begins, or the innermost existing value around it. */
  at(path: Path): Position;
  /** Where the last key of `path` begins, for a key that should not exist. */
  atKey(path: Path): Position;
}

/** `file:line:column: message`, as editors and terminals link it. */
export function describeProblem(problem: BrandProblem): string {
  return `${problem.file}:${problem.line}:${problem.column}: ${problem.message}`;
}

/** Reads a YAML 1.2 file with the position of each value. Returns the problems of a file that is no YAML. */
export function readDocument({ file, text }: BrandText): BrandDocument | readonly BrandProblem[] {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, version: "1.2" });
  const position = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const unreadable = [...document.errors, ...document.warnings].map((error) => ({
    ...position(error.pos[0]),
    message: `This is not readable YAML: ${error.message}.`,
  }));
  if (unreadable.length > 0) return unreadable;
  const value = plainValue(document);
  if (value.outcome === "unreadable")
    return [{ ...position(0), message: `This is not readable YAML: ${value.because}.` }];
  const start = (node: unknown): number => (isNode(node) ? (node.range?.[0] ?? 0) : 0);
  return {
    value: value.is,
    at(path: Path) {
      for (let length = path.length; length > 0; length--) {
        const node = document.getIn(path.slice(0, length), true);
        if (isNode(node)) return position(start(node));
      }
      return position(start(document.contents));
    },
    atKey(path: Path) {
      const parent = path.length > 1 ? document.getIn(path.slice(0, -1), true) : document.contents;
      const key = isMap<ParsedNode>(parent)
        ? parent.items.find((pair) => isPair(pair) && String(pair.key) === String(path.at(-1)))?.key
        : undefined;
      return position(start(key ?? parent));
    },
  };
}

type DocumentValue =
  | { readonly outcome: "read"; readonly is: unknown }
  | { readonly outcome: "unreadable"; readonly because: string };

/** An alias that names nothing, or too many of them, is found only here. */
function plainValue(document: ReturnType<typeof parseDocument>): DocumentValue {
  try {
    return { outcome: "read", is: document.toJS({ maxAliasCount: 100 }) };
  } catch (error) {
    return { outcome: "unreadable", because: error instanceof Error ? error.message : String(error) };
  }
}
