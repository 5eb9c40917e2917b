import { existsSync } from "node:fs";
import { join } from "node:path";
import type { MessageTitles } from "../../core/messaging/content/brand-messages.ts";
import type { CompiledMessages } from "../../core/messaging/content/rendition.ts";
import { productRoot, projectRoot } from "../folders.ts";
import { compileMessages, compileTitles, MESSAGES } from "./compile-messages.ts";

/**
 * Compiles the messages that a brand words otherwise, each file `messages/<message>/<language>/…` in place of the product's, and has
 * this process and each bundle that it makes use them. Does nothing for a brand without any. Throws for a file that no message
 * asks for, and for one that cannot be compiled.
 */
export async function useBrandMessages(): Promise<void> {
  const own = join(projectRoot, "messages");
  if (projectRoot === productRoot || !existsSync(own)) return;
  const folders = [own, MESSAGES];
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
