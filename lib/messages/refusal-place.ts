import { join } from "node:path";
import type { Medium } from "../../core/messaging/content/liquid.ts";
import { type Brief, templateProblem } from "../../core/messaging/content/render.ts";
import { readEmail } from "./compile-messages.ts";
import { type Folders, placeOf, readSource, type SourceText } from "./message-sources.ts";

/**
 * `messages/welcome/en/why.txt:1: undefined variable: brnad`: the first line of a message's own files, or of the layout, that
 * keeps it from being rendered; undefined when none of them does by itself.
 */
export async function refusalPlace(folders: Folders, brief: Brief): Promise<string | undefined> {
  for (const [source, medium] of await sourcesOf(folders, brief)) {
    const problem = templateProblem(brief, medium, source.text);
    if (problem === undefined) continue;
    const { name, channel, locale } = brief;
    return `${placeOf(source, problem.line)}: ${problem.why} (${name} by ${channel} in ${locale}).`;
  }
  return undefined;
}

async function sourcesOf(
  folders: Folders,
  { name, locale, channel }: Brief,
): Promise<readonly (readonly [SourceText, Medium])[]> {
  const text = async (file: string) => [await readSource(folders, file), "text"] as const;
  const own = (file: string) => join(name, locale, file);
  if (channel === "sms") return [await text(own("sms.txt"))];
  const letter = await readSource(folders, own("email.mjml"));
  const { preview, fragment } = await readEmail(folders, own("email.mjml"));
  return [
    await text(own("subject.txt")),
    [{ text: preview, origins: letter.origins }, "text"],
    await text(own("why.txt")),
    [fragment, "html"],
    await text(own("email.txt")),
    [await readSource(folders, "layout.mjml"), "html"],
    await text("layout.txt"),
  ];
}
