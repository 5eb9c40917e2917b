import * as z from "zod";
import { Localised, Picture } from "../../model/cause.ts";
import { picturePath } from "../../model/picture.ts";

/** How wide a letter shows a picture: its 600 pixels without the margins of its text. */
const SHOWN_WIDTH = 544;
/** Not all mail programs show a newer format. */
const FILE = "960.jpg";

/**
 * A picture as a letter shows it: its width and height there, and `url`, from the site's address on. The address is the same for
 * all readers, and lasts as long as letters do.
 */
export const PictureFact = z.object({
  url: z.string().regex(/^\/pictures\/[0-9a-f]{32}\/960\.jpg$/),
  width: z.int().min(1),
  height: z.int().min(1),
  alt: Localised,
  credit: Picture.shape.credit.nullable(),
});
export type PictureFact = z.infer<typeof PictureFact>;

/** The picture of what a letter tells about; null: there is none, and the letter says all that it has to say without one. */
export function pictureFact(picture: Picture | undefined): PictureFact | null {
  if (picture === undefined) return null;
  const { hash, width, height, alt, credit = null } = picture;
  return {
    url: picturePath(hash, FILE),
    width: SHOWN_WIDTH,
    height: Math.round((SHOWN_WIDTH * height) / width),
    alt,
    credit,
  };
}
