import { pairHash } from "./log-tree.ts";

/** The log as files that never change, by c2sp.org/tlog-tiles. */

/** Hashes of a full tile, and entries of a full bundle. */
export const TILE_WIDTH = 256;
const HASH_BYTES = 32;

/** A file of the log, by its path below the log's address. */
export interface LogFile {
  readonly path: string;
  readonly bytes: Buffer;
}

/** `tile/0/x001/x234/067.p/5` for the tile 1234067 of level 0 with 5 hashes. */
export function tilePath(level: number | "entries", index: number, width: number): string {
  const digits = String(index);
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, "0").match(/\d{3}/g) ?? [];
  const name = groups.map((group, at) => (at < groups.length - 1 ? `x${group}` : group)).join("/");
  return `tile/${level}/${name}${width < TILE_WIDTH ? `.p/${width}` : ""}`;
}

/** A tile of a log: its level, its place in it, and how many hashes it has. */
interface Tile {
  readonly level: number;
  readonly index: number;
  readonly width: number;
}

/** The tiles that a log has and did not have at an earlier size: full ones, and the last of each level. */
export function newTiles(before: number, size: number): Tile[] {
  const tiles: Tile[] = [];
  for (let level = 0, span = 1; span <= size; level++, span *= TILE_WIDTH) {
    const hashes = Math.floor(size / span);
    if (hashes === Math.floor(before / span)) continue;
    const first = Math.floor(before / span / TILE_WIDTH);
    for (let index = first; index * TILE_WIDTH < hashes; index++) {
      tiles.push({ level, index, width: Math.min(TILE_WIDTH, hashes - index * TILE_WIDTH) });
    }
  }
  return tiles;
}

/**
 * The tiles and bundles that a log has and did not have at an earlier size. `entries` and their `hashes` are all of the log,
 * from its first one.
 */
export function newFiles(
  before: number,
  entries: readonly Uint8Array[],
  hashes: readonly Buffer[],
): LogFile[] {
  const files: LogFile[] = [];
  let level = hashes;
  const levels = [level];
  while (level.length >= TILE_WIDTH) {
    level = Array.from({ length: Math.floor(level.length / TILE_WIDTH) }, (_, at) =>
      fullRoot(levels.at(-1)?.slice(at * TILE_WIDTH, (at + 1) * TILE_WIDTH) ?? []),
    );
    levels.push(level);
  }
  for (const { level: height, index, width } of newTiles(before, hashes.length)) {
    const from = index * TILE_WIDTH;
    const bytes = Buffer.concat(levels[height]?.slice(from, from + width) ?? [], width * HASH_BYTES);
    files.push({ path: tilePath(height, index, width), bytes });
    if (height > 0) continue;
    const bundle = entries.slice(from, from + width).map(withLength);
    files.push({ path: tilePath("entries", index, width), bytes: Buffer.concat(bundle) });
  }
  return files;
}

/** The root over a full tile's hashes. */
function fullRoot(hashes: readonly Buffer[]): Buffer {
  let level = [...hashes];
  while (level.length > 1) {
    level = level.flatMap((left, at) => {
      const right = level[at + 1];
      return at % 2 === 0 && right !== undefined ? [pairHash(left, right)] : [];
    });
  }
  return level[0] ?? Buffer.alloc(0);
}

function withLength(entry: Uint8Array): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(entry.length);
  return Buffer.concat([length, entry]);
}

/** The entries of a bundle. Throws RangeError where it is cut off. */
export function readBundle(bytes: Buffer): Buffer[] {
  const entries: Buffer[] = [];
  for (let at = 0; at < bytes.length; ) {
    const end = at + 2 + bytes.readUInt16BE(at);
    if (end > bytes.length) throw new RangeError("a bundle of entries is cut off");
    entries.push(bytes.subarray(at + 2, end));
    at = end;
  }
  return entries;
}
