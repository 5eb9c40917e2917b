import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { AddedLanguage } from "../../core/i18n/message-language.ts";
import type { TextedWords } from "../../core/model/texted-words.ts";
import { describeProblem } from "../../core/operations/brand/document.ts";
import { readMessageWords } from "../../core/operations/brand/read-message-words.ts";
import { plain, readText } from "../../core/people/sms/read-text.ts";
import { missingFiles, translatable } from "./compile-messages.ts";
import type { Folders } from "./message-sources.ts";
import { MessageSourceError } from "./source-error.ts";

/** The languages that a brand adds to its messages, and in a sentence each what keeps one of them from being chosen. */
export interface LanguagesRead {
  readonly languages: readonly AddedLanguage[];
  readonly missing: readonly string[];
}

/** Of what is missing, the first are named. */
const NAMED_MAX = 5;

/**
 * Reads `messages/<language>.yaml` of each language that a brand adds, and whether every message is in it. Throws
 * {@link MessageSourceError} for a file that says something wrong; what is missing is told, and customers cannot choose the language.
 */
export async function readLanguages(folders: Folders): Promise<LanguagesRead> {
  const languages: AddedLanguage[] = [];
  const missing: string[] = [];
  for (const [file, path] of await filesIn(folders)) {
    const tag = file.slice(0, -".yaml".length);
    const read = readMessageWords({
      file: `messages/${file}`,
      language: tag,
      text: await readFile(path, "utf8"),
    });
    if (read.outcome === "refused")
      throw new MessageSourceError(read.problems.map(describeProblem).join("\n"));
    const lacking = translatable().flatMap((name) => missingFiles(folders, name, tag));
    const isWhole = read.missing.length === 0 && lacking.length === 0;
    if (isWhole)
      await assertHeard(folders, tag, read.language.texted, read.language.words?.["message.optOut"] ?? "");
    languages.push({ ...read.language, isWhole });
    if (read.missing.length > 0)
      missing.push(
        `messages/${file} lacks ${named(read.missing)}: nothing is sent in ${tag} until it has them.`,
      );
    if (lacking.length > 0)
      missing.push(
        `messages/ lacks ${named(lacking)}: customers cannot choose ${tag} until every message is in it, and who chose it before gets these in ${read.language.base}.`,
      );
  }
  return { languages, missing };
}

async function filesIn(folders: Folders): Promise<readonly (readonly [file: string, path: string])[]> {
  const found = new Map<string, string>();
  for (const folder of folders)
    for (const file of existsSync(folder) ? await readdir(folder) : [])
      if (file.endsWith(".yaml") && !found.has(file)) found.set(file, join(folder, file));
  return [...found].toSorted(([one], [other]) => (one < other ? -1 : 1));
}

function named(some: readonly string[]): string {
  const first = some.slice(0, NAMED_MAX).join(", ");
  return some.length > NAMED_MAX ? `${first} and ${some.length - NAMED_MAX} more` : first;
}

/** A text that asks for a word which nobody hears would ask for ever, and one that names no way out may not be sent. */
async function assertHeard(
  folders: Folders,
  tag: string,
  texted: TextedWords,
  optOut: string,
): Promise<void> {
  const path = join("confirm-phone", tag, "sms.txt");
  const folder = folders.find((one) => existsSync(join(one, path)));
  const asks = folder === undefined ? "" : await readFile(join(folder, path), "utf8");
  const heard = (text: string, kind: "yes" | "stop") =>
    plain(text)
      .split(" ")
      .some((word) => readText(word, "", texted).kind === kind);
  if (!heard(asks, "yes"))
    throw new MessageSourceError(
      `messages/${path}: it asks for no word that is heard as an answer: write YES, or one of yours into texted, yes in messages/${tag}.yaml.`,
    );
  if (!heard(optOut, "stop"))
    throw new MessageSourceError(
      `messages/${tag}.yaml: message, optOut: it names no word that ends texts: write STOP, or one of yours into texted, stop.`,
    );
}
