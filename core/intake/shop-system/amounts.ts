import * as z from "zod";
import { type ExactAmount, exactAmount, roundExact } from "../../model/exact-amount.ts";
import { MoneyError } from "../../model/money.ts";
import { invalidPayload } from "./payload.ts";

/**
 * An amount as shop systems write it: a decimal text or a JSON number, signed, with any number of decimals. A JSON number
 * of up to 15 digits is the decimal that was written.
 */
export const SignedAmount = z
  .union([z.string(), z.number().transform(decimalOf)], "an amount must be a decimal")
  .transform((decimal, context): ExactAmount => {
    try {
      return exactAmount(decimal);
    } catch (error) {
      if (!(error instanceof MoneyError)) throw error;
      context.addIssue("not a decimal amount such as 12.50");
      return z.NEVER;
    }
  });

/** Tiny remainders of a sender's own floating point have exponents. */
function decimalOf(amount: number): string {
  const text = String(amount);
  return text.includes("e-") ? amount.toFixed(20) : text;
}

/** The minor units of an exact amount, rounded half up once, after all that is computed from it. */
export function roundedOf(amount: ExactAmount, currency: string, field: string): number {
  try {
    return roundExact(amount, currency);
  } catch (error) {
    if (error instanceof MoneyError) throw invalidPayload(field, `no amount in ${currency} that is accepted`);
    throw error;
  }
}

/** In how many units of a system's own, of a currency that it does not write as ISO 4217 does, are how many of ISO's minor units. */
export interface OwnUnits {
  readonly own: number;
  readonly minor: number;
}

/** Minor units of an amount in a system's own units, rounded half up; the same amount where it has none of its own. */
export function minorOfOwn(amount: number, units: OwnUnits | undefined): number {
  if (units === undefined) return amount;
  const size = Math.floor((2 * Math.abs(amount) * units.minor + units.own) / (2 * units.own));
  return amount < 0 && size > 0 ? -size : size;
}
