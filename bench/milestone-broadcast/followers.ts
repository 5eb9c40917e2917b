import { type CustomerId, customerIdOf } from "../../core/customer/customer.ts";
import type { Person } from "../../core/decision/decision.ts";
import { TOPICS } from "../../core/message/topic.ts";
import type { Preferences } from "../../core/preference/preference.ts";
import { chanceFrom } from "../../local/sample/chance.ts";

const OPT_OUT_PERCENT = 1;
const ID_BYTES = 16;

export function customersOf(count: number): readonly CustomerId[] {
  return Array.from({ length: count }, (_, number) => {
    const bytes = new Uint8Array(ID_BYTES);
    new DataView(bytes.buffer).setUint32(0, number * 2_654_435_761);
    new DataView(bytes.buffer).setUint32(12, number);
    return customerIdOf(bytes);
  });
}

const wanted = { email: true, sms: false, rhythm: "eachTime" as const };
const preferences: Preferences = {
  version: 1,
  topics: Object.fromEntries(TOPICS.map((topic) => [topic, wanted])) as Preferences["topics"],
  language: "en",
  timeZone: "Europe/Berlin",
  country: "DE",
  causes: [],
  interests: [],
  dates: [],
  giftsForOthers: false,
};

/** Who follows a cause, and some of whom change their mind while the broadcast is under way. */
export class Followers {
  readonly #leftAtMs = new Map<CustomerId, number>();

  constructor(customers: readonly CustomerId[], lastsMs: number, seed: number) {
    const chance = chanceFrom(seed);
    for (const customer of customers) {
      if (chance.percent(OPT_OUT_PERCENT)) this.#leftAtMs.set(customer, chance.between(0, lastsMs));
    }
  }

  hasLeft(customer: CustomerId, atMs: number): boolean {
    return (this.#leftAtMs.get(customer) ?? Number.POSITIVE_INFINITY) <= atMs;
  }

  person(customer: CustomerId, atMs: number): Person {
    const state = this.hasLeft(customer, atMs) ? ("withdrawn" as const) : ("given" as const);
    const version = state === "given" ? 1 : 2;
    const at = "2026-01-02T08:00:00Z";
    return {
      customer,
      addresses: { email: true, sms: false },
      suppressed: { email: false, sms: false },
      consents: [{ topic: "milestones", channel: "email", state, version, at }],
      preferences,
      recent: [],
    };
  }
}
