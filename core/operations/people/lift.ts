import type { Address, ContactStore } from "../../people/contacts/contact.store.ts";
import type { SuppressionStore } from "../../people/contacts/suppression.store.ts";
import type { Suppression } from "../../people/contacts/suppression.ts";

/**
 * - `lifted`: messages may go to the address again, as far as their consents allow; `reason` is why none did
 * - `notSuppressed`: there was nothing to lift
 * - `ownersWord`: its owner said so themselves. A complaint is lifted where they have asked for it since; a STOP by
 *   their START alone. Nothing was changed
 */
export type Lifted =
  | { readonly outcome: "lifted"; readonly reason: Suppression["reason"] }
  | { readonly outcome: "notSuppressed" }
  | { readonly outcome: "ownersWord"; readonly reason: "complaint" | "stop" };

export interface LiftDeps {
  readonly contacts: Pick<ContactStore, "hashOf">;
  readonly suppressions: Pick<SuppressionStore, "read" | "remove">;
}

/** Lifts the suppression of an address that works again. `ownerAsked`: its owner asked the brand to write to it again. */
export function liftSuppression({ contacts, suppressions }: LiftDeps) {
  return async (address: Address, { ownerAsked }: { readonly ownerAsked: boolean }): Promise<Lifted> => {
    const [found] = await suppressions.read([await contacts.hashOf(address)]);
    if (found === undefined) return { outcome: "notSuppressed" };
    const { reason } = found;
    if (reason === "stop" || (reason === "complaint" && !ownerAsked))
      return { outcome: "ownersWord", reason };
    await suppressions.remove(found);
    return { outcome: "lifted", reason };
  };
}
