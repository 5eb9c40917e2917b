import { existsSync } from "node:fs";
import { join } from "node:path";
import type { MessageTitles } from "../../core/messaging/content/brand-messages.ts";
import type { CompiledMessages } from "../../core/messaging/content/rendition.ts";
import { productRoot, projectRoot } from "../folders.ts";
import type { LanguagesRead } from "./added-languages.ts";
import { type Folders, MESSAGES } from "./message-sources.ts";

// What compiles messages is loaded where there are some to compile: it takes longer than most commands.
const compiler = () => import("./compile-messages.ts");

/** Where messages are: the brand's own, then the product's. A checkout of the product has one place. */
export function messageFolders(): Folders {
  const own = join(projectRoot, "messages");
  return projectRoot === productRoot || !existsSync(own) ? [MESSAGES] : [own, MESSAGES];
}

/**
 * Compiles the messages that a brand words otherwise, each file `messages/<message>/<language>/…` in place of the product's, and has
 * this process and each bundle that it makes use them. So it has the languages that
 * the brand adds to its messages. Does nothing for a brand without any. Throws for a file that no message
 * asks for, and for one that cannot be compiled.
 */
export async function useBrandMessages(): Promise<void> {
  const folders = messageFolders();
  if (folders.length === 1) return;
  const { written, languages } = await messagesOfFiles(folders);
  const tags = languages.map(({ tag }) => tag);
  globalThis.BRAND_MESSAGES = written;
  // As the messages: each is there.
  globalThis.BRAND_TITLES = (await (await compiler()).compileTitles(folders, tags)) as MessageTitles;
  globalThis.BRAND_LANGUAGES = languages;
  globalThis.HAS_BRAND_MESSAGES = true;
}

/** The messages as their files are now, the product's and the brand's own. */
export async function messagesOfFiles(
  folders: Folders = messageFolders(),
): Promise<LanguagesRead & { readonly written: CompiledMessages }> {
  const { readLanguages } = await import("./added-languages.ts");
  const read = await readLanguages(folders);
  const tags = read.languages.map(({ tag }) => tag);
  // The compiler of messages has read the catalog: each message is there, in each language and channel.
  return { ...read, written: (await (await compiler()).compileMessages(folders, tags)) as CompiledMessages };
}

/** What a bundle is built with, for esbuild's `define`. */
export function brandDefinitions(): Record<string, string> {
  if (globalThis.HAS_BRAND_MESSAGES === undefined) return {};
  return {
    HAS_BRAND_MESSAGES: "true",
    BRAND_MESSAGES: JSON.stringify(globalThis.BRAND_MESSAGES),
    BRAND_TITLES: JSON.stringify(globalThis.BRAND_TITLES),
    BRAND_LANGUAGES: JSON.stringify(globalThis.BRAND_LANGUAGES ?? []),
  };
}
