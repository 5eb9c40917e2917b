import { createHash } from "node:crypto";
import { PICTURE_WIDTHS, type PictureHash, type StoredFileName } from "../../model/picture.ts";

/** A telephone's photograph takes 2 to 8 MB. */
export const PICTURE_BYTES_MAX = 12_000_000;
/** What a picture of 12 MB unfolds to in memory: four bytes for each of these. */
export const PICTURE_PIXELS_MAX = 60_000_000;
/** The largest file that pages load is not blown up. */
export const PICTURE_WIDTH_MIN = Math.max(...PICTURE_WIDTHS);
/** Width by height: taller ones would fill the first screen of a telephone, wider ones show little on it. */
export const PICTURE_RATIOS = { min: 0.8, max: 2.5 } as const;
export const HASH_LETTERS = 32;
/** Rises with each change of how files are made, so that no address ever has other bytes. */
const RECIPE = "1";

/** A picture as its maker gave it. `bytes` reads it again: no more than one is in memory at a time. */
export interface SourcePicture {
  readonly hash: PictureHash;
  readonly width: number;
  readonly height: number;
  readonly bytes: () => Promise<Uint8Array>;
}

export type PictureRead =
  | { readonly outcome: "read"; readonly picture: SourcePicture }
  | { readonly outcome: "refused"; readonly because: string };

/** One of the files that pages and letters load. */
export interface PictureFile {
  readonly name: StoredFileName;
  readonly bytes: Uint8Array;
}

/** Makes all files of a picture. */
export type EncodePicture = (source: Uint8Array) => Promise<readonly PictureFile[]>;

/** What a picture's files are named by: by what they are made of, so that they need not be made to know it. */
export function pictureHash(source: Uint8Array): PictureHash {
  return createHash("sha256").update(`${RECIPE}\n`).update(source).digest("hex").slice(0, HASH_LETTERS);
}

const SIGNATURES: readonly (readonly [at: number, letters: string])[][] = [
  [[0, "\xff\xd8\xff"]],
  [[0, "\x89PNG\r\n\x1a\n"]],
  [
    [0, "RIFF"],
    [8, "WEBP"],
  ],
];

/** Whether a file begins as JPEG, PNG or WebP, whatever its name says. No other is shown to a decoder. */
export function beginsAsPicture(source: Uint8Array): boolean {
  const start = Buffer.from(source.subarray(0, 16)).toString("latin1");
  return SIGNATURES.some((parts) => parts.every(([at, letters]) => start.startsWith(letters, at)));
}

/** What is wrong with a picture of this size and so many frames. */
export function wrongInSize(width: number, height: number, frames: number): string | undefined {
  if (frames > 1) return `moves, in ${frames} frames: save one of them as a picture`;
  if (width * height > PICTURE_PIXELS_MAX)
    return `has ${width} × ${height} pixels, more than ${PICTURE_PIXELS_MAX / 1e6} million: take a smaller one`;
  if (width < PICTURE_WIDTH_MIN)
    return `is ${width} pixels wide, fewer than ${PICTURE_WIDTH_MIN}: take a larger one, as small ones look coarse`;
  const ratio = width / height;
  if (ratio < PICTURE_RATIOS.min) return `is ${width} × ${height} pixels, too tall: cut it to 4 : 5 or wider`;
  if (ratio > PICTURE_RATIOS.max)
    return `is ${width} × ${height} pixels, too wide: cut it to 5 : 2 or taller`;
  return undefined;
}
