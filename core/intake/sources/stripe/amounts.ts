import * as z from "zod";
import { MINOR_MAX } from "../../../model/money.ts";
import { minorOfOwn, type OwnUnits } from "../../shop-system/amounts.ts";

/** An amount that takes something off, such as the unused time of a plan, is negative. */
export const SignedUnits = z
  .int("an amount must be a whole number of minor units")
  .min(-MINOR_MAX * 100, "larger than any amount that is accepted")
  .max(MINOR_MAX * 100, "larger than any amount that is accepted");

/**
 * ISK and UGX lost their cents, but the API keeps two digits that should be 00; MGA has fifths, which the
 * API leaves out. https://docs.stripe.com/currencies#special-cases (HUF and TWD differ in payouts alone.)
 */
const OWN_UNITS: Readonly<Record<string, OwnUnits>> = {
  ISK: { own: 100, minor: 1 },
  UGX: { own: 100, minor: 1 },
  MGA: { own: 1, minor: 100 },
};

/** Minor units of an amount as Stripe writes it: a part of a króna is what a computed share leaves. */
export function minorOfUnits(amount: number, currency: string): number {
  return minorOfOwn(amount, OWN_UNITS[currency]);
}
