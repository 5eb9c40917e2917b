import type { BrandConfig } from "../../giving/config/brand-config.ts";
import type { CustomerId } from "../../model/customer.ts";
import type { Channel } from "../../model/topic.ts";
import type { ContactStore } from "../../people/contacts/contact.store.ts";
import type { PeopleStore } from "../../people/records/people.store.ts";
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

/** A customer's state with the brand's time zone, by which hours are meant of whom no place is known. */
export function onBrandClock(
  readPerson: PeopleStore["readPerson"],
  brandConfig: () => Promise<BrandConfig>,
): PeopleStore["readPerson"] {
  return async (customer, now) => {
    const [person, { brand }] = await Promise.all([readPerson(customer, now), brandConfig()]);
    return person && { ...person, ...(brand && { brandZone: brand.timeZone }) };
  };
}

/** A customer's state with whether texts go to their number at all, which only the number itself says. */
export function knowingNumber(
  readPerson: PeopleStore["readPerson"],
  contacts: Pick<ContactStore, "readAddress">,
  isTexted: (number: string) => boolean,
): PeopleStore["readPerson"] {
  return async (customer, now) => {
    const person = await readPerson(customer, now);
    if (person === undefined || !person.addresses.sms) return person;
    const number = await contacts.readAddress(customer, "sms");
    return { ...person, textable: number !== undefined && isTexted(number) };
  };
}
