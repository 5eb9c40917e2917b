import * as z from "zod";
import { ALT_LETTERS_MAX, inEachLocale, Picture } from "../../model/cause.ts";

/** The name of a file in `pictures/`: no path leads out of the folder. */
const PictureName = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9._-]{0,79}\.(?:jpe?g|png|webp)$/i,
    "name a .jpg, .png or .webp file in the folder pictures, beside brand.yaml",
  );

const NO_ALT = "say in a sentence for each language (en, de) what the picture shows: some readers hear it";

/** Compiling puts the hash and the size of the file in the place of its name. */
export const AuthoredPicture = z.strictObject({
  file: PictureName,
  alt: z.strictObject(
    inEachLocale(() => z.string({ error: NO_ALT }).trim().min(1, NO_ALT).max(ALT_LETTERS_MAX)),
    { error: ({ input }) => (input === undefined ? NO_ALT : undefined) },
  ),
  credit: Picture.shape.credit,
});
export type AuthoredPicture = z.infer<typeof AuthoredPicture>;
