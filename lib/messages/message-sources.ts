import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { productRoot } from "../folders.ts";
import { MessageSourceError } from "./source-error.ts";

/** The product's own messages, each complete. */
export const MESSAGES = join(productRoot, "messages");

/** Where a file of a message is looked for, in this order. */
export type Folders = readonly string[];

/** The line of a file that a line of text comes from; lines count from 1. */
interface Origin {
  readonly file: string;
  readonly line: number;
}

/** A text, and where each of its lines comes from. */
export interface SourceText {
  readonly text: string;
  readonly origins: readonly Origin[];
}

/** Reads a file of the first folder that has it. Throws {@link MessageSourceError} when none has. */
export async function readSource(folders: Folders, path: string): Promise<SourceText> {
  const folder = folders.find((one) => existsSync(join(one, path)));
  const file = `messages/${path}`;
  if (folder === undefined)
    throw new MessageSourceError(
      `${file} is missing. Every message needs each of its files in every language; see core/messaging/content/catalog.ts.`,
    );
  const text = await readFile(join(folder, path), "utf8");
  return { text, origins: text.split("\n").map((_, at) => ({ file, line: at + 1 })) };
}

const INCLUDE = /<mj-include path="([\w/-]+\.mjml)" \/>/;

/** The same with each part that it includes in its place. Parts that several messages share are in messages/parts. */
export async function withParts(source: SourceText, folders: Folders): Promise<SourceText> {
  const lines: { text: string; origin: Origin }[] = [];
  for (const [at, line] of source.text.split("\n").entries()) {
    const origin = source.origins[at] ?? { file: "messages", line: at + 1 };
    const path = INCLUDE.exec(line)?.[1];
    if (path === undefined) {
      lines.push({ text: line, origin });
      continue;
    }
    const part = await readSource(folders, path);
    const inner = part.text.trimEnd().split("\n");
    for (const [index, text] of inner.entries())
      lines.push({ text, origin: part.origins[index] ?? { file: `messages/${path}`, line: index + 1 } });
  }
  return { text: lines.map(({ text }) => text).join("\n"), origins: lines.map(({ origin }) => origin) };
}

/** `messages/welcome/en/email.mjml:7`: where line `line` of a text comes from. */
export function placeOf({ origins }: SourceText, line: number): string {
  const origin = origins[Math.min(Math.max(line, 1), origins.length) - 1];
  return origin === undefined ? "messages" : `${origin.file}:${origin.line}`;
}

/** `inner` in the place of `mark` in `outer`, which has it once. */
export function embedded(outer: SourceText, mark: string, inner: SourceText): SourceText {
  const at = outer.text.indexOf(mark);
  const before = outer.text.slice(0, at);
  const first = before.split("\n").length - 1;
  const text = `${before}${inner.text}${outer.text.slice(at + mark.length)}`;
  const origins = [...outer.origins.slice(0, first), ...inner.origins, ...outer.origins.slice(first + 1)];
  return { text, origins };
}
