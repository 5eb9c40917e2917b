import type { HeardMail } from "../../core/messaging/inbound/heard.ts";
import {
  type ReceiveMailDeps,
  receiveMail,
  type StoredMail,
} from "../../core/messaging/inbound/receive-mail.ts";
import type { ConsentRecord } from "../../core/model/consent.ts";
import { CustomerId } from "../../core/model/customer.ts";
import type { Topic } from "../../core/model/topic.ts";
import { type ReplySubject, replyAddress, threadMark } from "../../core/people/sessions/reply-address.ts";
import { REPLIES, type Received, receivedMail } from "./inbound-mail.ts";
import { type MemoryPeople, memoryPeople } from "./memory-people.ts";

export const MAIL_KEY = "the key of addresses in these tests, long enough";
export const ada = CustomerId.parse(`cus_${"a".repeat(26)}`);
export const ben = CustomerId.parse(`cus_${"b".repeat(26)}`);
export const thread = threadMark("impact-update:gift_1");

export const answerTo = (customer: CustomerId): string =>
  replyAddress(MAIL_KEY, { kind: "thread", customer, thread }, REPLIES);
export const stopAddress = (customer: CustomerId, topic: Topic | "all"): string =>
  replyAddress(MAIL_KEY, { kind: "stop", customer, topic } satisfies ReplySubject, REPLIES);

/** A bucket and customers in memory, and what was heard. */
export interface MailWorld {
  readonly memory: MemoryPeople;
  readonly heard: HeardMail[];
  readonly kept: Map<string, Uint8Array>;
  readonly bucket: Map<string, StoredMail>;
  /** Puts a mail into the bucket and has it received; undefined as the address: nobody's. */
  receive(mail: Received & { readonly for?: string; readonly key?: string }): Promise<string>;
  again(key: string): Promise<string>;
}

export async function mailWorld(
  over: Partial<ReceiveMailDeps> = {},
  sent: readonly string[] = [],
): Promise<MailWorld> {
  const memory = memoryPeople();
  const heard: HeardMail[] = [];
  const kept = new Map<string, Uint8Array>();
  const bucket = new Map<string, StoredMail>();
  for (const [customer, address] of [
    [ada, "ada@example.com"],
    [ben, "ben@example.com"],
  ] as const) {
    await memory.contacts.saveAddress(customer, {
      channel: "email",
      address,
      at: memory.now(),
      identify: true,
    });
    await memory.people.recordConsents([consent(customer, "impact"), consent(customer, "community")]);
  }
  const receiver = receiveMail({
    people: memory.people,
    contacts: memory.contacts,
    now: memory.now,
    contactKey: async () => MAIL_KEY,
    domain: REPLIES,
    own: ["letters@tarnfell.example"],
    fetch: async (key) => bucket.get(key),
    discard: async (key) => void bucket.delete(key),
    sentTo: async () => ({ texts: sent }),
    keep: async (customer, name, bytes) => {
      kept.set(`${customer}/${name}`, bytes);
      return `${customer}/${name}`;
    },
    hear: async (words) => {
      if (heard.some(({ id }) => id === words.id)) return { outcome: "duplicate" };
      heard.push(words);
      return { outcome: "opened" };
    },
    ...over,
  });
  let count = 0;
  return {
    memory,
    heard,
    kept,
    bucket,
    again: async (key) => (await receiver(key)).outcome,
    async receive({ for: recipient = answerTo(ada), key: named, ...mail }) {
      count += 1;
      const key = named ?? `mail/${count}`;
      const raw = receivedMail({ recipient, to: recipient, ...mail });
      bucket.set(key, { raw, bytes: raw.length, at: memory.now() });
      return (await receiver(key)).outcome;
    },
  };
}

function consent(customer: CustomerId, topic: Topic): ConsentRecord {
  return {
    customer,
    topic,
    channel: "email",
    state: "given",
    at: "2026-11-22T12:00:00Z",
    source: "form",
    words: "Write to me.",
    wordsVersion: "1",
    locale: "en",
    proof: "link:1",
  };
}
