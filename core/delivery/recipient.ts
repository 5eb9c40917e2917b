import type { CustomerId } from "../customer/customer.ts";
import type { Channel } from "../message/topic.ts";
import type { ContactStore } from "../people/contact.store.ts";
import type { Recipient } from "./delivery.ts";

/** Who is written to on a channel, in the clear, with the hash that the claim looks at; undefined: nobody (any more). */
export function recipientOf(
  contacts: Pick<ContactStore, "readAddress" | "hashOf">,
): (customer: CustomerId, channel: Channel) => Promise<Recipient | undefined> {
  return async (customer, channel) => {
    const address = await contacts.readAddress(customer, channel);
    return address === undefined ? undefined : { ...(await contacts.hashOf({ channel, address })), address };
  };
}
