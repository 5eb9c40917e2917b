import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { ReadEvent } from "../../core/conversations/thread/conversation.store.ts";
import type { CustomerId } from "../../core/model/customer.ts";
import { CliError } from "../cli-error.ts";
import type { People } from "../people/people-stage.ts";
import { counted } from "../table.ts";

const ENDINGS: Readonly<Record<string, string>> = {
  "image/png": "png",
  "image/jpeg": "jpg",
  "image/webp": "webp",
  "image/heic": "heic",
  "application/pdf": "pdf",
};

/** What came with an event, a line each: its sender's name for it, what its first bytes say, and whether it is kept. */
export function attachedText({ words }: Pick<ReadEvent, "words">): string[] {
  return (words?.attachments ?? []).map(
    ({ name, type, bytes, stored }) =>
      `[${name}, ${type}, ${counted(bytes, "byte")}${stored === undefined ? ", not kept" : ""}]`,
  );
}

/** Writes what is kept into a folder, under names of ours that no sender chose, and never over a file; returns the paths. */
export async function saveAttached(
  { attachments }: Pick<People, "attachments">,
  customer: CustomerId | undefined,
  events: readonly ReadEvent[],
  folder: string,
): Promise<string[]> {
  if (attachments === undefined)
    throw new CliError("This stage receives no mail.", "Name its bucket with --mail-bucket.");
  const saved: string[] = [];
  for (const { sequence, words } of customer === undefined ? [] : events) {
    for (const [index, { type, stored }] of (words?.attachments ?? []).entries()) {
      const content = customer && stored && (await attachments.open(customer, stored));
      if (!content) continue;
      const path = join(folder, `${sequence}-${index + 1}.${ENDINGS[type] ?? "bin"}`);
      await writeFile(path, content, { mode: 0o600, flag: "wx" });
      saved.push(path);
    }
  }
  return saved;
}
