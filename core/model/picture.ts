import * as z from "zod";

/** What a picture's files are named by where pages load them: a part of the SHA-256 of what they are made of. */
export const PictureHash = z.string().regex(/^[0-9a-f]{32}$/);
export type PictureHash = z.infer<typeof PictureHash>;

/** The widths in which pages load a picture, in pixels of a screen. */
export const PICTURE_WIDTHS = [480, 960] as const;
/** What programs show beside a link, in the shape that most of them ask for. */
export const CARD_SIZE = { width: 1_200, height: 630 } as const;
/** A square beside a name: 48 px on a fine screen. */
export const SMALL_SIDE = 96;

/** The files that are made of each picture: by width and format, one for links, and a small square. */
export const PictureFileName = z.enum([
  "480.avif",
  "960.avif",
  "480.webp",
  "960.webp",
  "960.jpg",
  "card.jpg",
  "small.webp",
]);
export type PictureFileName = z.infer<typeof PictureFileName>;

/** What a letter shows a logo in, in points: as much height as two lines of text. Its file has twice as many pixels. */
export const LOGO_SIZE = { width: 240, height: 48 } as const;

/** All that is stored under a hash: the files of a picture, or a logo as letters show it. */
export const StoredFileName = z.enum([...PictureFileName.options, "logo.png"]);
export type StoredFileName = z.infer<typeof StoredFileName>;

interface PictureFileFacts {
  readonly type: "image/avif" | "image/webp" | "image/jpeg" | "image/png";
  /** No file is larger, whatever the picture shows. */
  readonly bytesMax: number;
}

export const PICTURE_FILES = {
  "480.avif": { type: "image/avif", bytesMax: 20_000 },
  "960.avif": { type: "image/avif", bytesMax: 40_000 },
  "480.webp": { type: "image/webp", bytesMax: 25_000 },
  "960.webp": { type: "image/webp", bytesMax: 60_000 },
  "960.jpg": { type: "image/jpeg", bytesMax: 100_000 },
  "card.jpg": { type: "image/jpeg", bytesMax: 150_000 },
  "small.webp": { type: "image/webp", bytesMax: 4_000 },
  // Of a drawing some 5 KB; of noise, which nothing makes smaller, 480 × 96 pixels of three bytes.
  "logo.png": { type: "image/png", bytesMax: 140_000 },
} as const satisfies Readonly<Record<StoredFileName, PictureFileFacts>>;

/** Where a picture's file is, from the site's own address on. It never changes there. */
export function picturePath(hash: PictureHash, file: StoredFileName): string {
  return `/pictures/${hash}/${file}`;
}
