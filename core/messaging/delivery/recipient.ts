import type { CustomerId } from "../../model/customer.ts";
import type { Channel } from "../../model/topic.ts";
import type { ContactStore } from "../../people/contacts/contact.store.ts";
import type { Recipient } from "./delivery.ts";

/** The customer's address on a channel, in the clear, with the hash that the claim checks; undefined: there is none (any more). */
export function recipientOf(
  contacts: Pick<ContactStore, "readAddress" | "hashOf" | "contacts">,
): (customer: CustomerId, channel: Channel) => Promise<Recipient | undefined> {
  return async (customer, channel) => {
    const address = await contacts.readAddress(customer, channel);
    if (address === undefined) return undefined;
    const hash = await contacts.hashOf({ channel, address });
    const rows = await contacts.contacts(customer);
    const confirmed = rows.some((row) => row.confirmed && row.channel === channel && row.hmac === hash.hmac);
    return { ...hash, address, confirmed };
  };
}
