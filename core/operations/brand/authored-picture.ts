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

const AltText = z.string({ error: NO_ALT }).trim().min(1, NO_ALT).max(ALT_LETTERS_MAX);

/** What a picture shows, in our languages, and where `added` names others, in those too. */
export function altTexts(added: readonly string[] = []) {
  const more: Readonly<Record<string, z.ZodOptional<z.ZodString>>> = Object.fromEntries(
    added.map((tag) => [tag, AltText.optional()]),
  );
  const missing = ({ input }: { readonly input?: unknown }) => (input === undefined ? NO_ALT : undefined);
  return z.strictObject({ ...more, ...inEachLocale(() => AltText) }, { error: missing });
}

/** Compiling puts the hash and the size of the file in the place of its name. */
export const AuthoredPicture = z.strictObject({
  file: PictureName,
  alt: altTexts(),
  credit: Picture.shape.credit,
});
export type AuthoredPicture = z.infer<typeof AuthoredPicture>;
