import { consentWords } from "../../core/i18n/consent-words.ts";
import { type ConsentNow, type ConsentRecord, consentName, consentsAfter } from "../../core/model/consent.ts";
import { CustomerId } from "../../core/model/customer.ts";
import type { Preferences } from "../../core/model/preferences.ts";
import type { Channel, MessageChannel, Topic } from "../../core/model/topic.ts";
import type { ContactRow } from "../../core/people/contacts/contact.ts";
import type { AddressHash, Suppression } from "../../core/people/contacts/suppression.ts";
import type { TextCountries } from "../../core/people/contacts/texted-number.ts";
import { startingPreferences } from "../../core/people/preferences/starting-preferences.ts";
import type { HistoryEntry } from "../../core/people/records/history.ts";
import type { PeopleStore } from "../../core/people/records/people.store.ts";
import type { HistoryDeps } from "../../core/site/account/history/page.ts";
import type { PreferencesDeps } from "../../core/site/account/preferences/load-state.ts";
import { everyTextCountry } from "./text-countries.ts";

export const ann = CustomerId.parse(`cus_${"a".repeat(26)}`);
export const NOW = "2026-11-22T12:00:00Z";
const JOINED = "2026-09-01T08:00:00Z";

/** One customer as the stores of the account pages know them: the same promises, kept in memory. */
export interface AccountWorld {
  readonly textCountries: TextCountries;
  readonly hasCardOnPhone: () => Promise<boolean>;
  readonly people: PreferencesDeps["people"] & HistoryDeps["people"];
  readonly copies: HistoryDeps["copies"];
  readonly contacts: PreferencesDeps["contacts"];
  readonly suppressions: PreferencesDeps["suppressions"];
  readonly requestTopics: PreferencesDeps["requestTopics"];
  readonly now: () => string;
  /** Which topics a page requested on which channel, in order. */
  readonly requests: { readonly channel: Channel; readonly topics: readonly Topic[] }[];
  readonly records: ConsentRecord[];
  /** As another window or another channel would: another window, an answer by text. */
  saveElsewhere(change: (before: Preferences) => Preferences): void;
  saved(): Preferences;
  /** Counts how often this customer was forgotten. */
  forget(): void;
  forgotten(): number;
  consents(): ConsentNow[];
}

/** What each message of these customers said that can be read again. */
export const letterSaid = {
  subject: "Your purchase gave €2.45",
  text: `Your purchase gave €2.45.

Clean rivers: €1.96
Open paths: €0.49

See all that your purchases gave: https://tarnfell.example/impact/me`,
};

export interface AccountFacts {
  readonly preferences?: Partial<Preferences>;
  /** Given at joining. */
  readonly given?: readonly { readonly topic: Topic; readonly channel: MessageChannel }[];
  readonly pending?: readonly { readonly topic: Topic; readonly channel: MessageChannel }[];
  readonly addresses?: readonly {
    readonly channel: Channel;
    readonly address: string;
    readonly confirmed: boolean;
  }[];
  readonly suppressed?: readonly Channel[];
  /** By its owner's STOP unless stated. */
  readonly reason?: Suppression["reason"];
  readonly history?: readonly HistoryEntry[];
  /** Whether a phone has their card. */
  readonly cardOnPhone?: boolean;
}

export function accountWorld(facts: AccountFacts): AccountWorld {
  const {
    given = [],
    pending = [],
    addresses = [],
    reason = "stop",
    history = [],
    cardOnPhone = false,
  } = facts;
  let suppressed = facts.suppressed ?? [];
  const records: ConsentRecord[] = [];
  let existing: ConsentNow[] = [];
  let preferences: Preferences = { ...startingPreferences("en"), version: 1, ...facts.preferences };
  const append = (added: readonly ConsentRecord[]) => {
    const after = consentsAfter(added, existing).map(({ now }) => now);
    const names = new Set(after.map(consentName));
    existing = [...existing.filter((one) => !names.has(consentName(one))), ...after];
    records.push(...added);
  };
  for (const [state, list] of [
    ["given", given],
    ["pending", pending],
  ] as const)
    append(list.map((about) => joined(about, state)));
  const rows = addresses.map(
    ({ channel, confirmed }): ContactRow => ({
      customer: ann,
      channel,
      hmac: hmacOf(channel),
      sealed: "sealed",
      confirmed,
      at: JOINED,
    }),
  );
  let forgotten = 0;
  const requests: AccountWorld["requests"] = [];
  const unchanged = (list: readonly ConsentNow[]) =>
    list.every((one) =>
      existing.some((now) => consentName(now) === consentName(one) && now.version === one.version),
    );

  const savePreferences: PeopleStore["savePreferences"] = async (_, next, added = [], upon = existing) => {
    if (next.version !== preferences.version || !unchanged(upon)) return "stale";
    preferences = { ...next, version: next.version + 1 };
    append(added);
    return "saved";
  };
  return {
    textCountries: everyTextCountry,
    hasCardOnPhone: async () => cardOnPhone,
    people: {
      preferences: async () => preferences,
      consents: async () => existing,
      causes: async () => preferences.causes,
      savePreferences,
      recordConsents: async (added) => {
        append(added);
        return "recorded";
      },
      consentRecord: async (_, { topic, channel, version }) =>
        records.filter((one) => one.topic === topic && one.channel === channel)[version - 1],
      history: async (_, { limit, before }) => {
        const from = before === undefined ? 0 : Number(before.split("@")[1]);
        const next = from + limit;
        return {
          entries: history.slice(from, next),
          ...(next < history.length && { next: `history@${next}` }),
        };
      },
    },
    copies: {
      read: async (_, { at, sendKey }) => {
        const entry = history.find((one) => one.at === at && one.sendKey === sendKey);
        return entry?.outcome === "sent" && entry.copied ? letterSaid : undefined;
      },
    },
    contacts: {
      contacts: async () => rows,
      readAddress: async (_, channel) => addresses.find((one) => one.channel === channel)?.address,
    },
    suppressions: {
      read: async (list) =>
        list
          .filter(({ channel }) => suppressed.includes(channel))
          .map(({ channel, hmac }) => ({ channel, hmac, reason, at: JOINED })),
      remove: async ({ channel }) => {
        suppressed = suppressed.filter((one) => one !== channel);
      },
    },
    requestTopics: async (_, channel, topics) => {
      requests.push({ channel, topics });
    },
    now: () => NOW,
    requests,
    records,
    saveElsewhere(change) {
      preferences = { ...change(preferences), version: preferences.version + 1 };
    },
    forget() {
      forgotten += 1;
    },
    forgotten: () => forgotten,
    saved: () => preferences,
    consents: () => existing,
  };
}

function joined(
  about: { readonly topic: Topic; readonly channel: MessageChannel },
  state: "given" | "pending",
): ConsentRecord {
  const words = consentWords({ tag: "en", locale: "en" }, "join", about, "Tarnfell");
  return { customer: ann, ...about, state, at: JOINED, source: "form", ...words, proof: "link:of-the-test" };
}

function hmacOf(channel: Channel): AddressHash["hmac"] {
  return channel.charAt(0).repeat(43);
}
