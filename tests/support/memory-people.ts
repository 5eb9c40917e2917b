import { type ConsentNow, type ConsentRecord, consentName, consentsAfter } from "../../core/model/consent.ts";
import type { CustomerId } from "../../core/model/customer.ts";
import { minutesAfter } from "../../core/model/instant.ts";
import type { Preferences } from "../../core/model/preferences.ts";
import type { Instant } from "../../core/model/purchase.ts";
import type {
  AddressAside,
  AddressChangeStore,
  AddressSwap,
} from "../../core/people/contacts/address-change.store.ts";
import type { ContactStore } from "../../core/people/contacts/contact.store.ts";
import type { ContactRow } from "../../core/people/contacts/contact.ts";
import type { SuppressionStore } from "../../core/people/contacts/suppression.store.ts";
import type { AddressHash, Suppression } from "../../core/people/contacts/suppression.ts";
import type { PeopleStore } from "../../core/people/records/people.store.ts";
import type { LinkStore } from "../../core/people/sessions/link.store.ts";
import {
  type Link,
  linkStateOf,
  partsOf,
  SESSION_MINUTES,
  TOKEN_BYTES,
  tokenOf,
} from "../../core/people/sessions/link.ts";
import type { ReadingSession, Session, SessionStore } from "../../core/people/sessions/session.store.ts";
import { hashIdentity } from "../../core/platform/crypto/identity.ts";
import type { RandomBytes } from "../../core/platform/random.ts";

const KEY = "the key of identities in these tests, long enough";

/** The stores of people, with the same promises, in memory: one caller at a time. `at` is what the clock says. */
export interface MemoryPeople {
  readonly clock: { at: Instant };
  readonly now: () => Instant;
  readonly random: RandomBytes;
  readonly people: PeopleStore;
  readonly contacts: ContactStore;
  readonly changes: AddressChangeStore;
  readonly suppressions: SuppressionStore;
  readonly links: LinkStore;
  readonly sessions: SessionStore;
  later(minutes: number): void;
  /** Removes every row of a customer, as forgetting does, and returns their number. */
  remove(customer: CustomerId): Promise<number>;
  /** `impact.email` → `given 2`. */
  standing(customer: CustomerId): Promise<Record<string, string>>;
  /** Everything that is kept but sessions, as one text: the same text, the same state. */
  snapshot(): string;
}

/** Bytes that are new each time and the same in each run. */
function countedBytes(): RandomBytes {
  let count = 0;
  return (length) => {
    count += 1;
    const bytes = Buffer.alloc(length);
    bytes.writeUInt32BE(count, length - 4);
    return bytes;
  };
}

export function memoryPeople(from: Instant = "2026-11-22T12:00:00Z"): MemoryPeople {
  const clock = { at: from };
  const now = () => clock.at;
  const random = countedBytes();
  const consents = new Map<string, ConsentNow[]>();
  const records = new Map<string, ConsentRecord[]>();
  const preferences = new Map<string, Preferences>();
  const rows = new Map<string, ContactRow & { readonly address: string }>();
  const owners = new Map<string, CustomerId>();
  const suppressed = new Map<string, Suppression>();
  const forgotten = new Map<string, Instant>();
  const links = new Map<string, Link>();
  const sessions = new Map<string, Session>();
  const readings = new Map<string, ReadingSession>();
  const signedOut = new Map<CustomerId, Instant>();
  const wanted = new Map<string, AddressSwap & { readonly address: string }>();
  const former = new Map<string, AddressHash & { readonly address: string }>();
  const nameOf = ({ channel, hmac }: AddressHash) => `${channel} ${hmac}`;

  const append = (added: readonly ConsentRecord[]) => {
    for (const { record, now: after } of added.flatMap((one) =>
      consentsAfter([one], consents.get(one.customer) ?? []),
    )) {
      const others = (consents.get(record.customer) ?? []).filter(
        (one) => consentName(one) !== consentName(after),
      );
      consents.set(record.customer, [...others, after]);
      const name = `${record.customer} ${consentName(record)}`;
      records.set(name, [...(records.get(name) ?? []), record]);
    }
  };
  const isStale = (customer: CustomerId, upon: readonly ConsentNow[] | undefined) =>
    upon?.some((one) => {
      const found = consents.get(customer)?.find((other) => consentName(other) === consentName(one));
      return found?.version !== one.version;
    }) ?? false;

  const people: PeopleStore = {
    readPerson: async () => undefined,
    preferences: async (customer) => preferences.get(customer),
    consents: async (customer) => consents.get(customer) ?? [],
    consentRecord: async (customer, one) => records.get(`${customer} ${consentName(one)}`)?.[one.version - 1],
    causes: async (customer) => preferences.get(customer)?.causes ?? [],
    history: async () => ({ entries: [] }),
    async recordConsents(added, existing) {
      if (added[0] !== undefined && isStale(added[0].customer, existing)) return "stale";
      append(added);
      return "recorded";
    },
    async savePreferences(customer, next, added = [], existing) {
      if (next.version !== (preferences.get(customer)?.version ?? 0) || isStale(customer, existing))
        return "stale";
      preferences.set(customer, { ...next, version: next.version + 1 });
      append(added);
      return "saved";
    },
  };
  const hashOf: ContactStore["hashOf"] = async ({ channel, address }) => ({
    channel,
    hmac: hashIdentity(KEY, address),
  });
  const contacts: ContactStore = {
    hashOf,
    customerOf: async (address) => owners.get(nameOf(address)),
    contacts: async (customer) => [...rows.values()].filter((row) => row.customer === customer),
    customersAt: async (address) =>
      [...rows.values()].filter((row) => nameOf(row) === nameOf(address)).map(({ customer }) => customer),
    readAddress: async (customer, channel) => rows.get(`${customer} ${channel}`)?.address,
    async markForgotten(address, at) {
      if ((forgotten.get(nameOf(address)) ?? "") < at) forgotten.set(nameOf(address), at);
    },
    forgottenAt: async (address) => forgotten.get(nameOf(address)),
    async saveAddress(customer, { channel, address, at, identify }) {
      const hash = await hashOf({ channel, address });
      const owner = owners.get(nameOf(hash));
      if (identify && owner !== undefined && owner !== customer) return "identityTaken";
      const before = rows.get(`${customer} ${channel}`);
      const confirmed = before?.hmac === hash.hmac && before.confirmed;
      rows.set(`${customer} ${channel}`, { customer, ...hash, sealed: "sealed", confirmed, at, address });
      if (identify) owners.set(nameOf(hash), customer);
      return "saved";
    },
    async confirmAddress(customer, address) {
      const row = rows.get(`${customer} ${address.channel}`);
      if (row?.hmac !== address.hmac) return "changed";
      rows.set(`${customer} ${address.channel}`, { ...row, confirmed: true });
      if (!owners.has(nameOf(address))) owners.set(nameOf(address), customer);
      return "confirmed";
    },
  };
  const aside = (row: AddressHash & { readonly address: string }, name: string): AddressAside => ({
    channel: row.channel,
    hmac: row.hmac,
    address: row.address,
    row: { pk: name, sk: name },
  });
  const changes: AddressChangeStore = {
    async ask(customer, { channel, address, hmac, replaces }) {
      wanted.set(`${customer} ${channel}`, { channel, address, hmac, replaces });
    },
    asked: async (customer, channel) => wanted.get(`${customer} ${channel}`),
    async newAddress(customer, channel) {
      const row = wanted.get(`${customer} ${channel}`);
      return row && aside(row, `${customer} new`);
    },
    async formerAddress(customer, change) {
      const row = former.get(`${customer} ${change}`);
      return row && aside(row, `${customer} former`);
    },
    async swap(customer, { hash }, { channel, hmac, replaces }, { records: carried, existing }, at) {
      const name = `${customer} ${channel}`;
      const [before, next] = [rows.get(name), wanted.get(name)];
      const [token, link] = [...links].find(([one]) => partsOf(one)?.hash === hash) ?? [];
      if (link === undefined || token === undefined || linkStateOf(link, at) !== "good") return "outdated";
      if (before?.hmac !== replaces || next?.hmac !== hmac || next.replaces !== replaces) return "outdated";
      if (suppressed.has(nameOf({ channel, hmac }))) return "suppressed";
      const owner = owners.get(nameOf({ channel, hmac }));
      if (owner !== undefined && owner !== customer) return "taken";
      if (isStale(customer, existing)) return "lost";
      links.set(token, { ...link, usedAt: at });
      wanted.delete(name);
      if (before.confirmed) former.set(`${customer} ${hash}`, before);
      else owners.delete(nameOf(before));
      owners.set(nameOf({ channel, hmac }), customer);
      rows.set(name, { ...before, hmac, address: next.address, confirmed: true, at });
      append(carried);
      return "changed";
    },
  };
  return {
    clock,
    now,
    random,
    people,
    contacts,
    changes,
    suppressions: {
      async suppress(suppression) {
        suppressed.set(nameOf(suppression), suppression);
      },
      async lift(address, startedAt) {
        const found = suppressed.get(nameOf(address));
        if (found !== undefined && (found.reason !== "stop" || found.at >= startedAt)) return "kept";
        suppressed.delete(nameOf(address));
        return "lifted";
      },
      async remove(suppression) {
        suppressed.delete(nameOf(suppression));
      },
      read: async (addresses) => addresses.flatMap((one) => suppressed.get(nameOf(one)) ?? []),
    },
    links: {
      async issue({ minutes, purpose, customer, facts }) {
        const token = tokenOf(customer, random(TOKEN_BYTES));
        links.set(token, { purpose, customer, facts, expiresAt: minutesAfter(now(), minutes) });
        return token;
      },
      async peek(token, purpose) {
        const link = links.get(token);
        return link?.purpose === purpose ? { ...link, state: linkStateOf(link, now()) } : undefined;
      },
      async redeem(token, purpose) {
        const link = links.get(token);
        if (link?.purpose !== purpose || linkStateOf(link, now()) !== "good") return undefined;
        links.set(token, { ...link, usedAt: now() });
        return link;
      },
    },
    sessions: {
      async start(customer) {
        const token = tokenOf(customer, random(TOKEN_BYTES));
        const startedAt = now();
        sessions.set(token, { customer, startedAt, expiresAt: minutesAfter(startedAt, SESSION_MINUTES) });
        return token;
      },
      async read(token) {
        const session = partsOf(token) && sessions.get(token);
        return session !== undefined && session.expiresAt > now() ? session : undefined;
      },
      async startReading(reading) {
        const token = tokenOf(reading.customer, random(TOKEN_BYTES));
        const startedAt = now();
        const expiresAt = minutesAfter(startedAt, SESSION_MINUTES);
        readings.set(token, { ...reading, startedAt, expiresAt });
        return token;
      },
      async readReading(token) {
        const session = readings.get(token);
        return session !== undefined && session.expiresAt > now() ? session : undefined;
      },
      async end(token) {
        sessions.delete(token);
        readings.delete(token);
      },
      async endAll(customer) {
        signedOut.set(customer, now());
        for (const held of [sessions, readings])
          for (const [token, one] of held) if (one.customer === customer) held.delete(token);
      },
      endedAt: async (customer) => signedOut.get(customer),
    },
    later(minutes) {
      clock.at = minutesAfter(clock.at, minutes);
    },
    async remove(customer) {
      const ofThem = (name: string) => name.startsWith(customer);
      let removed = 0;
      for (const map of [consents, records, preferences, rows, wanted, former]) {
        for (const name of [...map.keys()].filter(ofThem)) removed += Number(map.delete(name));
      }
      for (const [name, owner] of owners) if (owner === customer) removed += Number(owners.delete(name));
      for (const [token, link] of links)
        if (link.customer === customer) removed += Number(links.delete(token));
      return removed;
    },
    async standing(customer) {
      return Object.fromEntries(
        (consents.get(customer) ?? []).map((one) => [consentName(one), `${one.state} ${one.version}`]),
      );
    },
    snapshot: () =>
      JSON.stringify(
        [consents, records, preferences, rows, owners, suppressed, wanted, former].map((map) => [...map]),
      ),
  };
}
