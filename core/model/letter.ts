import * as z from "zod";

/** A one-off letter of a brand: the name of its folder, `winter-repair`. */
export const LetterName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, "lower-case letters, digits and hyphens, at most 40");
export type LetterName = z.infer<typeof LetterName>;

/** The name under which one letter is stopped, and nobody gets it twice: `letter:winter-repair`. */
export const LetterSwitch = z.templateLiteral(["letter:", LetterName]);
export type LetterSwitch = z.infer<typeof LetterSwitch>;

/** The switch of a letter. */
export function switchOf(letter: LetterName): LetterSwitch {
  return `letter:${letter}`;
}
