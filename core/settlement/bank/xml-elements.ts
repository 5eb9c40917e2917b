import { SaxesParser } from "saxes";
import { StatementError } from "./statement.ts";

/** An element as far as it is kept. `text`: its own, without the spaces around it. */
export interface ReadElement {
  readonly name: string;
  readonly line: number;
  readonly currency: string | undefined;
  readonly text: string;
  readonly children: readonly ReadElement[];
}

interface OpenElement {
  readonly name: string;
  readonly line: number;
  readonly currency: string | undefined;
  text: string;
  readonly children: ReadElement[];
}

export interface ReadXmlOptions {
  /** Called with the namespace of the outermost element: throws where it is not one to read. */
  readonly onNamespace: (namespace: string, line: number) => void;
  /** Elements that are handed over as they end, and then let go. */
  readonly cut: ReadonlySet<string>;
  /** Elements that are never kept. */
  readonly skip: ReadonlySet<string>;
  readonly onElement: (element: ReadElement) => void;
}

/** Deeper than any bank's message. */
const DEPTH_MAX = 40;

/**
 * Reads XML an element at a time, so that a large file is never whole in memory. Throws a {@link StatementError} for what is not
 * well-formed, and for a document type: it could name other files, or grow without end.
 */
export function readXml(text: string, { onNamespace, cut, skip, onElement }: ReadXmlOptions): void {
  const parser = new SaxesParser({ xmlns: true, position: true });
  const open: OpenElement[] = [];
  let namespace: string | undefined;
  let skippedDepth = 0;

  parser.on("error", ({ message }) => {
    throw new StatementError(parser.line, `is no XML: ${message.replace(/^(\d+:)*\s*/, "").slice(0, 120)}`);
  });
  parser.on("doctype", () => {
    throw new StatementError(parser.line, "has a document type, which no bank's statement has");
  });
  parser.on("opentag", ({ local, uri, attributes }) => {
    if (namespace === undefined) {
      namespace = uri;
      onNamespace(uri, parser.line);
    }
    if (skippedDepth > 0 || skip.has(local) || uri !== namespace) {
      skippedDepth += 1;
      if (skippedDepth > DEPTH_MAX) throw new StatementError(parser.line, "is nested too deeply");
      return;
    }
    if (open.length >= DEPTH_MAX) throw new StatementError(parser.line, "is nested too deeply");
    const currency = attributes["Ccy"]?.value;
    open.push({ name: local, line: parser.line, currency, text: "", children: [] });
  });
  const onText = (piece: string) => {
    const last = open.at(-1);
    if (last !== undefined && skippedDepth === 0) last.text += piece;
  };
  parser.on("text", onText);
  parser.on("cdata", onText);
  parser.on("closetag", () => {
    if (skippedDepth > 0) {
      skippedDepth -= 1;
      return;
    }
    const last = open.pop();
    if (last === undefined) return;
    const element: ReadElement = { ...last, text: last.text.trim() };
    if (cut.has(element.name)) onElement(element);
    else open.at(-1)?.children.push(element);
  });
  parser.write(text).close();
}

/** The elements at a path below another, `Refs/EndToEndId`. */
export function elementsAt(element: ReadElement, path: string): readonly ReadElement[] {
  return path
    .split("/")
    .reduce<readonly ReadElement[]>(
      (found, name) => found.flatMap(({ children }) => children.filter((child) => child.name === name)),
      [element],
    );
}

/** The text of the first element at one of these paths that has any. */
export function textAt(element: ReadElement, ...paths: readonly string[]): string | undefined {
  for (const path of paths) {
    const text = elementsAt(element, path)[0]?.text;
    if (text !== undefined && text !== "") return text;
  }
  return undefined;
}
