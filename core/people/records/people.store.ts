import type { DynamoDBClient, TransactWriteItem } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { ConsentNow, ConsentRecord } from "../../model/consent.ts";
import { type CustomerId, KnownCustomer, type WeightedCause } from "../../model/customer.ts";
import { daysBefore } from "../../model/instant.ts";
import { Preferences } from "../../model/preferences.ts";
import type { Instant } from "../../model/purchase.ts";
import { retryContended } from "../../platform/aws/contention.ts";
import { getRow, queryAll, queryBackwards, type Row, transact } from "../../platform/aws/table.store.ts";
import { NONCE_BYTES } from "../../platform/crypto/encryption.ts";
import type { Pause } from "../../platform/pause.ts";
import type { RandomBytes } from "../../platform/random.ts";
import { audienceWrites } from "../audiences/audience.store.ts";
import { consentWrites } from "../consent/consent.store.ts";
import { ContactRow } from "../contacts/contact.ts";
import { saltStore } from "../contacts/salt.store.ts";
import { suppressionStore } from "../contacts/suppression.store.ts";
import { profileKey } from "../keys/customer.keys.ts";
import {
  CONSENTS,
  consentRecordKey,
  customerPartition,
  historySince,
  isContactKey,
  isConversationKey,
  isHistory,
  preferencesKey,
  STANDING,
} from "../keys/people.keys.ts";
import {
  hasWritten,
  hidePreferences,
  openPreferences,
  PreferencesRow,
  sealPreferences,
} from "../preferences/preferences-row.ts";
import type { RecipientState } from "./decision.ts";
import { HistoryEntry } from "./history.ts";

export const HISTORY_PAGE_MAX = 100;
const RECENT_DAYS = 31;
const RECENT_MAX = 500;

export interface HistoryPage {
  /** Newest first. */
  readonly entries: readonly HistoryEntry[];
  /** Pass it as `before` for older entries; absent at the end. */
  readonly next?: string;
}

export interface PeopleStore {
  /**
   * The state that `decide` reads, as of now; undefined for an unknown customer. Each read is strong, but there are
   * several: the conditions of a claim guard against changes between them.
   */
  readPerson(customer: CustomerId, now: Instant): Promise<RecipientState | undefined>;
  /**
   * What the customer chose; undefined also while they are being forgotten. Without the key of addresses, what they wrote
   * themselves is hidden: such preferences are never saved.
   */
  preferences(customer: CustomerId): Promise<Preferences | undefined>;
  /** The current consent of each topic and channel with any record. */
  consents(customer: CustomerId): Promise<ConsentNow[]>;
  /** The record that made this version of a consent: the words that were shown, and the proof. */
  consentRecord(
    customer: CustomerId,
    of: Pick<ConsentNow, "topic" | "channel" | "version">,
  ): Promise<ConsentRecord | undefined>;
  /** The causes to which this customer's purchases go, also of a customer who never opened the preferences. */
  causes(customer: CustomerId): Promise<WeightedCause[]>;
  /**
   * Appends the records of one customer and raises the versions of the current consents, all or nothing. Retries lost
   * races, at most until a `ContendedError`. With `existing`, writes only while the consents are exactly these: any change
   * meanwhile makes it `stale`, and nothing is written. A second call appends again.
   */
  recordConsents(
    records: readonly ConsentRecord[],
    existing?: readonly ConsentNow[],
  ): Promise<"recorded" | "stale">;
  /**
   * Saves preferences together with the consents that they give or withdraw, the causes where give-share reads them, and
   * their audiences. `next.version` is the version that was read; it is stored one higher. `stale`: another caller saved
   * meanwhile, or, with `existing`, the consents are not these any more; then nothing was written.
   */
  savePreferences(
    customer: CustomerId,
    next: Preferences,
    records?: readonly ConsentRecord[],
    existing?: readonly ConsentNow[],
  ): Promise<"saved" | "stale">;
  /** The outcomes of messages, newest first. `limit` is at most {@link HISTORY_PAGE_MAX}; `before` is the `next` of a page. */
  history(
    customer: CustomerId,
    page: { readonly limit: number; readonly before?: string },
  ): Promise<HistoryPage>;
}

/** What a store needs to read and write what customers wrote: the key of addresses, and nonces. */
export interface WrittenKeys {
  readonly key: () => Promise<string>;
  readonly random: RandomBytes;
}

export function peopleStore(
  dynamo: DynamoDBClient,
  table: string,
  pause: Pause,
  written?: WrittenKeys,
): PeopleStore {
  const rows = { dynamo, name: table };
  const salts = saltStore(dynamo, table);
  const suppressions = suppressionStore(dynamo, table);

  async function consents(customer: CustomerId): Promise<ConsentNow[]> {
    const found = await queryAll(rows, {
      what: "consents",
      pk: customerPartition(customer),
      range: CONSENTS,
    });
    return found.map((row) => ConsentNow.parse(row));
  }
  async function preferencesRow(customer: CustomerId): Promise<PreferencesRow | undefined> {
    const row = await getRow(rows, preferencesKey(customer));
    return row === undefined ? undefined : PreferencesRow.parse(row);
  }
  async function preferences(customer: CustomerId): Promise<Preferences | undefined> {
    const row = await preferencesRow(customer);
    if (row === undefined) return undefined;
    if (written === undefined) return hidePreferences(row);
    if (row.sealed === undefined) return Preferences.parse(row);
    const salt = await salts.read(customer);
    if (salt === undefined) return undefined;
    return openPreferences({ key: await written.key(), salt: bytesOf(salt) }, customer, row);
  }
  /** The row of preferences, with the check that belongs into its transaction. */
  async function sealed(customer: CustomerId, chosen: Preferences) {
    if (!hasWritten(chosen)) return { row: chosen, checks: [] };
    if (written === undefined)
      throw new Error("What a customer wrote is saved under the key of addresses alone");
    const salt = await salts.some(customer, written.random);
    const keys = { key: await written.key(), salt: bytesOf(salt), nonce: written.random(NONCE_BYTES) };
    return { row: sealPreferences(keys, customer, chosen), checks: [salts.check(customer, salt)] };
  }
  async function historyPage(
    customer: CustomerId,
    { limit, before }: { limit: number; before?: string },
    range: { from: string; to: string },
  ): Promise<HistoryPage> {
    const { rows: found, ...more } = await queryBackwards(rows, {
      pk: customerPartition(customer),
      range,
      limit: Math.min(limit, HISTORY_PAGE_MAX),
      ...(before !== undefined && { before }),
    });
    return { entries: found.map((row) => HistoryEntry.parse(row)), ...more };
  }
  async function recent(customer: CustomerId, now: Instant): Promise<RecipientState["recent"]> {
    const sent: RecipientState["recent"] = [];
    let before: string | undefined;
    do {
      const page = await historyPage(
        customer,
        { limit: HISTORY_PAGE_MAX, ...(before !== undefined && { before }) },
        historySince(daysBefore(now, RECENT_DAYS)),
      );
      for (const { outcome, channel, topic, at, transactional } of page.entries)
        if (outcome === "sent" || outcome === "unknown") sent.push({ channel, topic, at, transactional });
      before = page.next;
    } while (before !== undefined && sent.length < RECENT_MAX);
    return sent.slice(0, RECENT_MAX);
  }

  return {
    consents,
    preferences,
    async consentRecord(customer, { topic, channel, version }) {
      const row = await getRow(rows, consentRecordKey(customer, topic, channel, version));
      return row === undefined ? undefined : ConsentRecord.parse(row);
    },
    async causes(customer) {
      const row = await getRow(rows, profileKey(customer));
      return row === undefined ? [] : KnownCustomer.parse({ customer, causes: row.causes ?? [] }).causes;
    },
    async readPerson(customer, now) {
      const [chosen, existing, sent] = await Promise.all([
        preferencesRow(customer),
        queryAll(rows, {
          what: "consents, contacts and conversations",
          pk: customerPartition(customer),
          range: STANDING,
        }),
        recent(customer, now),
      ]);
      if (chosen === undefined) return undefined;
      const contacts = existing.filter(isContact).map((row) => ContactRow.parse(row));
      const blocked = await suppressions.read(contacts);
      const on = (list: readonly { channel: string }[], channel: string) =>
        list.some((one) => one.channel === channel);
      return {
        customer,
        addresses: { email: on(contacts, "email"), sms: on(contacts, "sms") },
        suppressed: { email: on(blocked, "email"), sms: on(blocked, "sms") },
        stoppedAt: Object.fromEntries(
          blocked.filter(({ reason }) => reason === "stop").map(({ channel, at }) => [channel, at]),
        ),
        consents: existing
          .filter((row) => !isContact(row) && !isConversation(row))
          .map((row) => ConsentNow.parse(row)),
        openComplaint: existing.some((row) => isConversation(row) && row["complaint"] === true),
        preferences: hidePreferences(chosen),
        recent: sent,
      };
    },
    async recordConsents(records, existing) {
      const [first] = records;
      if (first === undefined) return "recorded";
      if (records.some(({ customer }) => customer !== first.customer))
        throw new Error("Records of two customers at once");
      if (existing !== undefined) {
        const { kind } = await transact(rows, consentWrites(table, records, existing));
        return kind === "written" ? "recorded" : "stale";
      }
      const attempt = async () => {
        const found = await consents(first.customer);
        const { kind } = await transact(rows, consentWrites(table, records, found));
        return kind === "written" ? "recorded" : "lost";
      };
      return retryContended("the consents of one customer", attempt, { pause });
    },
    async savePreferences(customer, next, records = [], existing = undefined) {
      if (records.some((record) => record.customer !== customer))
        throw new Error("Records of another customer");
      const before = next.version === 0 ? undefined : await preferencesRow(customer);
      if ((before?.version ?? 0) !== next.version) return "stale";
      const chosen = Preferences.parse(next);
      if (written === undefined && before?.sealed !== undefined)
        throw new Error("Preferences that were read without the key of addresses are not saved");
      const attempt = async () => {
        const found = existing ?? (records.length === 0 ? [] : await consents(customer));
        const { row, checks } = await sealed(customer, chosen);
        const { kind } = await transact(rows, [
          ...preferenceWrites(table, customer, row),
          ...audienceWrites(table, customer, before, chosen),
          ...checks,
          ...consentWrites(table, records, found),
        ]);
        if (kind === "written") return "saved";
        if (existing !== undefined) return "stale";
        return ((await preferencesRow(customer))?.version ?? 0) === next.version ? "lost" : "stale";
      };
      return retryContended("the preferences of one customer", attempt, { pause });
    },
    async history(customer, page) {
      if (page.before !== undefined && !isHistory(page.before)) return { entries: [] };
      return historyPage(customer, page, historySince(""));
    },
  };
}

function isContact(row: Row): boolean {
  return isContactKey(String(row.sk));
}

function isConversation(row: Row): boolean {
  return isConversationKey(String(row.sk));
}

function bytesOf(salt: string): Uint8Array {
  return Buffer.from(salt, "base64url");
}

function preferenceWrites(table: string, customer: CustomerId, next: PreferencesRow): TransactWriteItem[] {
  const stored = { ...next, version: next.version + 1 };
  return [
    {
      Put: {
        TableName: table,
        Item: marshall({ ...preferencesKey(customer), ...stored }, { removeUndefinedValues: true }),
        ConditionExpression: next.version === 0 ? "attribute_not_exists(pk)" : "version = :before",
        ...(next.version > 0 && { ExpressionAttributeValues: marshall({ ":before": next.version }) }),
      },
    },
    {
      Put: {
        TableName: table,
        Item: marshall({ ...profileKey(customer), customer, causes: next.causes }),
      },
    },
  ];
}
