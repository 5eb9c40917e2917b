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

interface PictureFileFacts {
  readonly type: "image/avif" | "image/webp" | "image/jpeg";
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
} as const satisfies Readonly<Record<PictureFileName, PictureFileFacts>>;
/** Where a picture's file is, from the site's own address on. It never changes there. */
export function picturePath(hash: PictureHash, file: PictureFileName): string {
  return `/pictures/${hash}/${file}`;
}
