import type { ConsentNow } from "../model/consent.ts";
import type { CustomerId } from "../model/customer.ts";
import type { Topic } from "../model/topic.ts";
import type { Now } from "../platform/clock.ts";
import { give } from "./confirm.ts";
import { openQuestions } from "./consent/opt-in.ts";
import type { ContactStore } from "./contacts/contact.store.ts";
import type { AddressHash } from "./contacts/suppression.ts";
import type { PeopleStore } from "./records/people.store.ts";

export interface ConfirmByTextDeps {
  readonly people: PeopleStore;
  readonly contacts: ContactStore;
  readonly now: Now;
}

export interface ConfirmedByText {
  readonly customer: CustomerId;
  readonly topics: readonly Topic[];
}

/**
 * Double opt-in by text: YES gives the consents that are pending at this number, for every customer there, and nothing
 * where none is pending. `proof` names the text. A second call with the same proof gives nothing more, and returns
 * what the first one gave, so that a caller that was interrupted after it can go on.
 */
export function confirmByText({ people, contacts, now }: ConfirmByTextDeps) {
  async function givenBy(
    customer: CustomerId,
    given: readonly ConsentNow[],
    proof: string,
  ): Promise<Topic[]> {
    const records = await Promise.all(given.map((one) => people.consentRecord(customer, one)));
    return records.flatMap((record) => (record?.proof === proof ? [record.topic] : []));
  }
  return async (address: AddressHash, proof: string): Promise<ConfirmedByText[]> => {
    const confirmed: ConfirmedByText[] = [];
    const open = (existing: readonly ConsentNow[]) => openQuestions(existing, address.channel, now());
    for (const customer of await contacts.customersAt(address)) {
      const existing = await people.consents(customer);
      if (open(existing).length > 0 && (await contacts.confirmAddress(customer, address)) === "confirmed") {
        await give({ people, now }, customer, proof, open);
      }
      const given = (await people.consents(customer)).filter(
        ({ channel, state }) => channel === address.channel && state === "given",
      );
      const topics = await givenBy(customer, given, proof);
      if (topics.length > 0) confirmed.push({ customer, topics });
    }
    return confirmed;
  };
}
