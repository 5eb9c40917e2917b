import * as z from "zod";
import { LooseText } from "../../shop-system/lenient.ts";
import { SignedUnits } from "./amounts.ts";

/** A tax of a line or of a whole document. Until API 2025-03-31 `inclusive`, since then `tax_behavior`. */
export const Tax = z.object({
  amount: SignedUnits,
  inclusive: z.boolean().nullish(),
  tax_behavior: LooseText,
});
export type Tax = z.infer<typeof Tax>;

export function sumOfAmounts(parts: readonly { readonly amount: number }[]): number {
  return parts.reduce((all, { amount }) => all + amount, 0);
}

/** The taxes that are in a line's amount, not on top of it. */
export function taxInside(...taxes: readonly (readonly Tax[])[]): number {
  return sumOfAmounts(
    taxes.flat().filter(({ inclusive, tax_behavior }) => inclusive === true || tax_behavior === "inclusive"),
  );
}
