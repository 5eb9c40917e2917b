import type { BrandConfig } from "../../giving/config/brand-config.ts";
import { appliedBrand } from "../../giving/config/brand-in-force.ts";
import { knowingNumber, onBrandClock } from "../../messaging/delivery/recipient.ts";
import type { ContactStore } from "../../people/contacts/contact.store.ts";
import type { PeopleStore } from "../../people/records/people.store.ts";
import type { AnswerDeps } from "./answer.ts";

interface AnswerStores extends Pick<AnswerDeps, "conversations" | "sentences" | "bring" | "clockOf" | "now"> {
  readonly people: Pick<PeopleStore, "readPerson">;
  readonly contacts: Pick<ContactStore, "readAddress" | "contacts">;
  readonly brandConfig: () => Promise<BrandConfig>;
  /** Whether texts go to a number at all. */
  readonly isTexted: (number: string) => boolean;
}

/** What answers are given by, over the stores of a stage: at the desk and on the command line alike. */
export function answerDeps({ people, contacts, brandConfig, isTexted, ...rest }: AnswerStores): AnswerDeps {
  return {
    ...rest,
    readPerson: knowingNumber(onBrandClock(people.readPerson, brandConfig), contacts, isTexted),
    addressOf: async (customer, channel) => {
      const kept = (await contacts.contacts(customer)).find((one) => one.channel === channel);
      return kept && { channel, hmac: kept.hmac };
    },
    brandName: async () => appliedBrand(await brandConfig()).name,
  };
}
