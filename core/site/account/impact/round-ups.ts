import { orderIdIn, parseEntriesPrefix } from "../../../giving/ledger/ledger.keys.ts";
import type { PersonalPurchase } from "../../../impact/read-personal.ts";

/** The part of each purchase that its customer added; those without any are left out. */
export function roundUpsOf(purchases: readonly PersonalPurchase[]): PersonalPurchase[] {
  return purchases.flatMap((purchase) => {
    const parts = purchase.parts.filter(({ funding }) => funding === "customer");
    return parts.length === 0 ? [] : [{ ...purchase, parts }];
  });
}

/** The shop's own id of a purchase; undefined where it was too long for the ledger's keys. */
export function orderOf({ entries: [first] }: PersonalPurchase): string | undefined {
  const purchase = first && parseEntriesPrefix(first.sk);
  return purchase === undefined ? undefined : orderIdIn(purchase);
}
