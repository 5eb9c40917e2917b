import { daysAfter } from "../model/days.ts";
import type { Day } from "../model/purchase.ts";
import { checkpointText, openCheckpoint } from "./checkpoint.ts";
import { entryHash, logRoot } from "./log-tree.ts";
import { type NoteKey, signatureLine } from "./signed-note.ts";
import { type LogFile, newFiles, readBundle, TILE_WIDTH, tilePath } from "./tiles.ts";

/**
 * Up to where the log is decided. `before`: its size without the entries of `day`, the last one; `root` is of all `size`, in
 * base64.
 */
export interface LogHead {
  readonly day: Day;
  readonly before: number;
  readonly size: number;
  readonly root: string;
}

/** The one row that decides what the log is: nothing is public before it is here. */
export interface LogHeads {
  /** The last head, read consistently. Undefined before the first day. */
  decided(): Promise<LogHead | undefined>;
  /** Puts a head in place of the one that was read. `lost`: another is there, and nothing was changed. */
  advance(from: LogHead | undefined, to: LogHead): Promise<"advanced" | "lost">;
}

/** What the public can read. */
export interface PublicLog {
  /** Throws where a file is missing that a checkpoint said to be there. */
  read(path: string): Promise<Buffer>;
  /** Adds a file; one that is there stays as it is. */
  add(file: LogFile): Promise<void>;
  /** The checkpoint with a tag that is another for each one. Undefined before the first. */
  checkpoint(): Promise<{ readonly note: string; readonly tag: string } | undefined>;
  /** Puts a checkpoint in place of the one with that tag. `lost`: another is there, and nothing was changed. */
  replaceCheckpoint(note: string, tag: string | undefined): Promise<"replaced" | "lost">;
}

export interface PublishDeps {
  readonly heads: LogHeads;
  readonly log: PublicLog;
  /** The log's own key; its name is the log's origin. */
  readonly key: NoteKey;
  readonly sign: (text: string) => Promise<Uint8Array>;
  readonly timeZone: string;
  /** What the close of a day publishes: the same whenever it is asked. */
  readonly entriesOf: (day: Day) => Promise<readonly string[]>;
}

/** A day reads otherwise than when its head was decided. Nothing was signed: somebody has to find out why. */
export class LogDivergedError extends Error {
  override readonly name = "LogDivergedError";
}

/**
 * Publishes days in their order, from the first that the log lacks (`first`, if it has none) to `last`.
 *
 * Of each day, in this order: its head is decided, by one conditional write; files are added; the checkpoint is signed and replaced.
 * A run that dies anywhere is begun again and finishes with the same bytes; of two runs at once each does what the other left. No
 * two roots of one size are ever signed, because a root is signed only after its head is decided. Throws {@link LogDivergedError}.
 */
export function publishDays(deps: PublishDeps): (first: Day, last: Day) => Promise<LogHead | undefined> {
  const { heads, key, entriesOf } = deps;
  const entriesAt = async (day: Day, before: number) => {
    const own = before === 0 ? [`wellspring/log/v1\nlog ${key.name}\nzone ${deps.timeZone}\n`] : [];
    return [...own, ...(await entriesOf(day))].map((text) => Buffer.from(text));
  };
  return async (first, last) => {
    // Each round either finishes a day or sees that somebody else did.
    for (;;) {
      const head = await heads.decided();
      if (head !== undefined) await show(deps, head, await entriesAt(head.day, head.before));
      const day = head === undefined ? first : daysAfter(head.day, 1);
      if (day > last) return head;
      const before = head?.size ?? 0;
      const entries = [...(await readEntries(deps.log, before)), ...(await entriesAt(day, before))];
      await heads.advance(head, { day, before, size: entries.length, root: rootOf(entries.map(entryHash)) });
    }
  };
}

/** Makes a decided head public, unless it is. */
async function show({ log, key, sign }: PublishDeps, head: LogHead, added: readonly Buffer[]): Promise<void> {
  const shown = await log.checkpoint();
  if (shown !== undefined && openCheckpoint(shown.note, key).size >= head.size) return;
  const entries = [...(await readEntries(log, head.before)), ...added];
  const hashes = entries.map(entryHash);
  if (entries.length !== head.size || rootOf(hashes) !== head.root)
    throw new LogDivergedError(
      `The ledger says of ${head.day} what it did not say when that day was decided`,
    );
  for (const file of newFiles(head.before, entries, hashes)) await log.add(file);
  const text = checkpointText({ origin: key.name, size: head.size, root: logRoot(hashes) });
  // Lost: another run has shown this head, or a later one.
  await log.replaceCheckpoint(`${text}\n${signatureLine(key, await sign(text))}`, shown?.tag);
}

function rootOf(hashes: readonly Buffer[]): string {
  return logRoot(hashes).toString("base64");
}

/** All entries of the log at a size that was public. They are few: some thousand a year. */
export async function readEntries(log: Pick<PublicLog, "read">, size: number): Promise<Buffer[]> {
  const entries: Buffer[] = [];
  for (let from = 0; from < size; from += TILE_WIDTH) {
    const width = Math.min(TILE_WIDTH, size - from);
    entries.push(...readBundle(await log.read(tilePath("entries", from / TILE_WIDTH, width))));
  }
  return entries;
}
