import { cp, mkdir, mkdtemp, readdir, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { stringify } from "yaml";
import { VERSIONED_TEXTS } from "../../core/i18n/consent-words.ts";
import { MESSAGES } from "../../lib/messages/message-sources.ts";
import { asWritten, treeOf } from "./written-words.ts";

/**
 * English in which each letter is the one thirteen places on: no word of it is an English one, and turning it again gives
 * English. Its tag writes figures and days as English does, so that nothing but words differs.
 */
export const INVENTED = "en-US";

export function turned(text: string): string {
  return text.replaceAll(/[A-Za-z]/g, (letter) => {
    const first = letter <= "Z" ? 65 : 97;
    return String.fromCharCode(((letter.charCodeAt(0) - first + 13) % 26) + first);
  });
}

/** The same but for values in braces. */
export function turnedText(text: string): string {
  return text.replaceAll(
    /(\{[A-Za-z]+\})|([^{}]+)/g,
    (_, value?: string, words = "") => value ?? turned(words),
  );
}

/** A template with its words turned: not its tags, nor its variables, but the nouns that it counts. */
function turnedTemplate(text: string): string {
  const parts = text.split(/(\{\{.*?\}\}|\{%.*?%\}|<[^>]*>|&\w+;)/s);
  return parts
    .map((part) => {
      if (part.startsWith("{{")) return part.replaceAll(/"[^"]*"/g, turned);
      return /^(?:\{%|<|&)/.test(part) ? part : turned(part);
    })
    .join("");
}

/** The words of `messages/<tag>.yaml`: all that is needed. */
export function inventedWords(): ReadonlyMap<string, string> {
  const isAgreed = (path: string) => VERSIONED_TEXTS.some((one) => `${path}.`.startsWith(`${one}.`));
  const all = [...asWritten("message", "en"), ...asWritten("consent", "en"), ...asWritten("auth", "en")];
  const own = all.filter(([path]) => !path.startsWith("auth.") || isAgreed(path));
  return new Map(own.map(([path, text]) => [path, turnedText(text)]));
}

export function inventedFile(words: ReadonlyMap<string, string> = inventedWords()): string {
  const language = { base: "en", name: turned("Invented") };
  const texted = { yes: [turned("YES")], stop: [turned("STOP")], help: [turned("HELP")] };
  return stringify({ language, ...Object(treeOf(words)), texted });
}

/** A brand's own folder of messages, in a place of its own, with every message in the invented language. */
export async function inventedMessages(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "wellspring-messages-"));
  const files = await readdir(MESSAGES, { recursive: true });
  for (const file of files.filter((one) => /^(?!.*-letter)[a-z-]+\/en\/\w+\.\w+$/.test(one))) {
    const to = join(folder, file.replace("/en/", `/${INVENTED}/`));
    await mkdir(dirname(to), { recursive: true });
    await writeFile(to, turnedTemplate(await readFile(join(MESSAGES, file), "utf8")));
  }
  await writeFile(join(folder, `${INVENTED}.yaml`), inventedFile());
  return folder;
}

/** A copy of such a folder, for what is to be missing in it. */
export async function copyOf(folder: string): Promise<string> {
  const copy = await mkdtemp(join(tmpdir(), "wellspring-messages-"));
  await cp(folder, copy, { recursive: true });
  return copy;
}
