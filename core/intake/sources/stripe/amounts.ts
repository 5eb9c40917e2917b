import * as z from "zod";
import { MINOR_MAX } from "../../../model/money.ts";

/** An amount that takes something off, such as the unused time of a plan, is negative. */
export const SignedUnits = z
  .int("an amount must be a whole number of minor units")
  .min(-MINOR_MAX * 100, "larger than any amount that is accepted")
  .max(MINOR_MAX * 100, "larger than any amount that is accepted");

/**
 * Where Stripe's units are not those of ISO 4217: `stripe` of its units are `ours` of ISO's.
 * ISK and UGX lost their cents, but the API keeps two digits that should be 00; MGA has fifths, which the
 * API leaves out. https://docs.stripe.com/currencies#special-cases (HUF and TWD differ in payouts alone.)
 */
const OTHER_UNITS: Readonly<Record<string, { readonly stripe: number; readonly ours: number }>> = {
  ISK: { stripe: 100, ours: 1 },
  UGX: { stripe: 100, ours: 1 },
  MGA: { stripe: 1, ours: 100 },
};

/** Minor units of an amount in Stripe's units, rounded half up: a part of a króna is what a computed share leaves. */
export function minorOfUnits(amount: number, currency: string): number {
  const units = OTHER_UNITS[currency];
  if (units === undefined) return amount;
  const size = Math.floor((2 * Math.abs(amount) * units.ours + units.stripe) / (2 * units.stripe));
  return amount < 0 && size > 0 ? -size : size;
}
