import { type CustomerId, customerIdOf } from "../../core/model/customer.ts";
import type { Preferences } from "../../core/model/preferences.ts";
import { type Channel, TOPICS } from "../../core/model/topic.ts";
import type { RecipientState } from "../../core/people/records/decision.ts";
import { chanceFrom } from "../../demo/chance.ts";

const OPT_OUT_PERCENT = 1;
/**
 * So many of a hundred want a text instead of a letter, by chance: where they follow one another, a worker's places are
 * full of texts that wait for their slower turn, and letters wait behind them.
 */
const TEXT_PERCENT = 10;
const ID_BYTES = 16;

export function customersOf(count: number): readonly CustomerId[] {
  return Array.from({ length: count }, (_, number) => {
    const bytes = new Uint8Array(ID_BYTES);
    new DataView(bytes.buffer).setUint32(0, number * 2_654_435_761);
    new DataView(bytes.buffer).setUint32(12, number);
    return customerIdOf(bytes);
  });
}

const topicsBy = (channel: Channel) => {
  const wanted = { email: channel === "email", sms: channel === "sms", rhythm: "eachTime" as const };
  return Object.fromEntries(TOPICS.map((topic) => [topic, wanted])) as Preferences["topics"];
};
const preferencesBy = (channel: Channel): Preferences => ({
  version: 1,
  topics: topicsBy(channel),
  language: "en",
  timeZone: "Europe/Berlin",
  country: "DE",
  causes: [],
  interests: [],
  dates: [],
  giftsForOthers: false,
});
const preferences = { email: preferencesBy("email"), sms: preferencesBy("sms") };

/** The followers of a cause, some of whom change their mind while the broadcast is under way. */
export class Followers {
  readonly #leftAtMs = new Map<CustomerId, number>();
  readonly #byText = new Set<CustomerId>();

  constructor(customers: readonly CustomerId[], lastsMs: number, seed: number) {
    const chance = chanceFrom(seed);
    const channels = chanceFrom(seed + 1);
    for (const customer of customers) {
      if (channels.percent(TEXT_PERCENT)) this.#byText.add(customer);
      if (chance.percent(OPT_OUT_PERCENT)) this.#leftAtMs.set(customer, chance.between(0, lastsMs));
    }
  }

  hasLeft(customer: CustomerId, atMs: number): boolean {
    return (this.#leftAtMs.get(customer) ?? Number.POSITIVE_INFINITY) <= atMs;
  }

  channelOf(customer: CustomerId): Channel {
    return this.#byText.has(customer) ? "sms" : "email";
  }

  person(customer: CustomerId, atMs: number): RecipientState {
    const state = this.hasLeft(customer, atMs) ? ("withdrawn" as const) : ("given" as const);
    const channel = this.channelOf(customer);
    const version = state === "given" ? 1 : 2;
    const at = "2026-01-02T08:00:00Z";
    return {
      customer,
      addresses: { email: channel === "email", sms: channel === "sms" },
      textable: channel === "sms",
      suppressed: { email: false, sms: false },
      consents: [{ topic: "milestones", channel, state, version, at }],
      preferences: preferences[channel],
      recent: [],
    };
  }
}
