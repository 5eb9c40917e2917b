import * as z from "zod";
import { Currency, SignedMinor } from "./money.ts";
import { isVisible, withoutUnseen } from "./seen.ts";

/** An amount as the ledger holds it: minor units and their currency. Only the renditions make text of it. */
export const Amount = z.object({ minor: SignedMinor, currency: Currency });
export type Amount = z.infer<typeof Amount>;

/**
 * One line of text from outside, such as an order number, without what cannot be seen in it, such as the marks of direction
 * around a Hebrew name. Control characters and line separators are refused: they are how one line becomes several. So are
 * overrides of direction: they are in no name, and make it read as another.
 */
export const Line = z
  .string()
  .regex(/^[^\u202d\u202e]*$/u, "one line of plain text")
  .overwrite(withoutUnseen)
  .trim()
  .min(1)
  .max(120)
  .regex(/^[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}]*$/u, "one line of plain text")
  .refine(isVisible, "nothing that can be seen");

/** Text that is shown as a {@link Line} and kept as it was sent, since it also names something: an order's id. */
export const ShownAsLine = z
  .string()
  .min(1)
  .max(120)
  .refine((text) => Line.safeParse(text).success, "one line of plain text");
