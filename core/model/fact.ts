import * as z from "zod";
import { Currency, SignedMinor } from "./money.ts";

/** An amount as the ledger holds it: minor units and their currency. Only the renditions make text of it. */
export const Amount = z.object({ minor: SignedMinor, currency: Currency });
export type Amount = z.infer<typeof Amount>;

/**
 * One line of text from outside, such as an order number. Control characters, line separators and
 * characters that turn the direction of what follows are refused: they are how one line becomes several.
 */
export const Line = z
  .string()
  .trim()
  .min(1)
  .max(120)
  .regex(/^[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069]*$/u, "one line of plain text");
