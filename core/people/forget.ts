import type { CustomerId } from "../customer/customer.ts";
import type { DossierStore } from "./dossier.store.ts";

/**
 * Removes everything personal of a customer: addresses, identities, consents, preferences, history. It never touches
 * the ledger: its entries keep an opaque id that leads to nobody any more, and every total stays what it is. What
 * stays besides is a suppression, as a keyed hash, so that nobody writes to that address again. Repeating it is safe.
 */
export function forget({ dossiers }: { readonly dossiers: DossierStore }) {
  return async (
    customer: CustomerId,
  ): Promise<{ readonly outcome: "forgotten" | "unknown"; readonly rows: number }> => {
    const rows = await dossiers.remove(customer);
    return { outcome: rows === 0 ? "unknown" : "forgotten", rows };
  };
}
