import { existsSync } from "node:fs";
import { join } from "node:path";
import type { MessageTitles } from "../../core/messaging/content/brand-messages.ts";
import type { CompiledMessages } from "../../core/messaging/content/rendition.ts";
import { productRoot, projectRoot } from "../folders.ts";
import { compileMessages, compileTitles } from "./compile-messages.ts";
import { type Folders, MESSAGES } from "./message-sources.ts";

/** Where messages are: the brand's own, then the product's. A checkout of the product has one place. */
export function messageFolders(): Folders {
  const own = join(projectRoot, "messages");
  return projectRoot === productRoot || !existsSync(own) ? [MESSAGES] : [own, MESSAGES];
}

/**
 * Compiles the messages that a brand words otherwise, each file `messages/<message>/<language>/…` in place of the product's, and has
 * this process and each bundle that it makes use them. Does nothing for a brand without any. Throws for a file that no message
 * asks for, and for one that cannot be compiled.
 */
export async function useBrandMessages(): Promise<void> {
  const folders = messageFolders();
  if (folders.length === 1) return;
  // The compiler of messages has read the catalog: each message is there, in each language and channel.
  globalThis.BRAND_MESSAGES = (await compileMessages(folders)) as CompiledMessages;
  globalThis.BRAND_TITLES = (await compileTitles(folders)) as MessageTitles;
  globalThis.HAS_BRAND_MESSAGES = true;
}

/** What a bundle is built with, for esbuild's `define`. */
export function brandDefinitions(): Record<string, string> {
  if (globalThis.HAS_BRAND_MESSAGES === undefined) return {};
  return {
    HAS_BRAND_MESSAGES: "true",
    BRAND_MESSAGES: JSON.stringify(globalThis.BRAND_MESSAGES),
    BRAND_TITLES: JSON.stringify(globalThis.BRAND_TITLES),
  };
}
