import type { CustomerId } from "../../core/model/customer.ts";
import { CARD_TOKEN_BYTES, cardTokenOf } from "../../core/model/customer-card.ts";
import type { CardReplacement, CardStore, CustomerCard } from "../../core/people/cards/card.store.ts";

/** Cards as their store keeps them, in memory. The n-th that is made is made of bytes that are all 9 n. */
export function memoryCards(owners: readonly CustomerId[] = [], since = "2026-11-03T10:00:00Z"): CardStore {
  const cards = new Map<CustomerId, CustomerCard>();
  let made = 0;
  function make(customer: CustomerId, { instead, at }: CardReplacement): void {
    made += 1;
    const token = cardTokenOf(new Uint8Array(CARD_TOKEN_BYTES).fill(9 * made));
    cards.set(customer, { token, version: instead + 1, since: at });
  }
  for (const owner of owners) make(owner, { instead: 0, at: since });
  return {
    read: async (customer) => cards.get(customer),
    async replace(customer, replacement) {
      if ((cards.get(customer)?.version ?? 0) !== replacement.instead) return "stale";
      make(customer, replacement);
      return "replaced";
    },
    customerOf: async (token) => [...cards].find(([, card]) => card.token === token)?.[0],
  };
}
