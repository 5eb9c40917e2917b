import type { CustomerId } from "../model/customer.ts";
import type { Now } from "../platform/clock.ts";
import type { ContactStore } from "./contacts/contact.store.ts";
import type { SuppressionStore } from "./contacts/suppression.store.ts";
import type { Suppression } from "./contacts/suppression.ts";
import type { PeopleStore } from "./records/people.store.ts";
import { type UnsubscribeRequest, unsubscribe } from "./unsubscribe.ts";

export interface SuppressAddressDeps {
  readonly people: PeopleStore;
  readonly contacts: ContactStore;
  readonly suppressions: SuppressionStore;
  readonly now: Now;
}

/**
 * Stops all messages to an address: first suppresses it, which holds for every customer at that address, then withdraws
 * their consents on this channel. Repeating it changes nothing, and finishes what a crash left undone. Returns the
 * customers at that address.
 */
export function suppressAddress(dependencies: SuppressAddressDeps) {
  const withdrawFor = unsubscribe(dependencies);
  return async (
    suppression: Suppression,
    withdrawal: Omit<UnsubscribeRequest, "topic" | "channel">,
  ): Promise<readonly CustomerId[]> => {
    const { contacts, suppressions } = dependencies;
    await suppressions.suppress(suppression);
    const customers = await contacts.customersAt(suppression);
    for (const customer of customers) {
      await withdrawFor(customer, { ...withdrawal, topic: "all", channel: suppression.channel });
    }
    return customers;
  };
}
