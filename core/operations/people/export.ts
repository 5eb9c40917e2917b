import type { ConversationStore } from "../../conversations/thread/conversation.store.ts";
import { type ReadConversation, readConversation } from "../../conversations/thread/read-conversation.ts";
import { type FeedbackAnswer, type FeedbackSaid, KnownFeedback } from "../../feedback/answer.ts";
import type { FeedbackStore } from "../../feedback/feedback.store.ts";
import type { CustomerEntriesStore, CustomerEntry } from "../../giving/ledger/customer-entries.store.ts";
import type { CustomerId } from "../../model/customer.ts";
import type { Instant } from "../../model/purchase.ts";
import { CHANNELS, type Channel } from "../../model/topic.ts";
import type { CardStore } from "../../people/cards/card.store.ts";
import type { AddressChangeStore } from "../../people/contacts/address-change.store.ts";
import type { ContactStore } from "../../people/contacts/contact.store.ts";
import type { SuppressionStore } from "../../people/contacts/suppression.store.ts";
import type { Suppression } from "../../people/contacts/suppression.ts";
import type { CopyStore } from "../../people/records/copy.store.ts";
import { HistoryEntry } from "../../people/records/history.ts";
import { CopyOf, type MessageCopy } from "../../people/records/message-copy.ts";
import type { PeopleStore } from "../../people/records/people.store.ts";
import type { SmsInboxStore } from "../../people/sms/sms-inbox.store.ts";
import { KnownText } from "../../people/sms/sms-inbox.ts";
import { mapBounded } from "../../platform/bounded.ts";
import type { Now } from "../../platform/clock.ts";
import type { DossierStore, Held } from "./dossier.store.ts";

/**
 * Everything stored about a customer, in a form that the customer can read.
 * - `addresses`: in clear text, with the reason for a suppression, if there is one
 * - `otherAddresses`: in clear text, those that they want and have not confirmed yet, and those of which they were told that they
 *   are replaced
 * - `card`: their own card, if they have one
 * - `messages`: what the messages of the last year said
 * - `held`: every row by its kind: consents to the letter, preferences, history, sends, links (as hashes)
 * - `texts`: their text messages that wait for a person of the brand
 * - `conversations`: what they wrote and were answered, with the notes about it
 * - `feedback`: what they said of stores and products and were not unnamed in, in clear text
 * - `purchases`: the ledger's entries of their purchases
 */
export interface Exported {
  readonly customer: CustomerId;
  readonly exportedAt: Instant;
  readonly addresses: readonly {
    readonly channel: string;
    readonly address: string;
    readonly confirmed: boolean;
    readonly since: Instant;
    readonly suppressed?: Pick<Suppression, "reason" | "at">;
  }[];
  readonly otherAddresses: readonly {
    readonly channel: Channel;
    readonly address: string;
    readonly is: "wanted" | "former";
  }[];
  readonly card?: { readonly token: string; readonly since: Instant };
  readonly messages: readonly (CopyOf & MessageCopy)[];
  readonly held: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;
  readonly texts: readonly { readonly at: Instant; readonly from: string; readonly body: string }[];
  readonly conversations: readonly ReadConversation[];
  readonly feedback: readonly (Omit<FeedbackAnswer, "customer" | "contact"> & FeedbackSaid)[];
  readonly purchases: readonly Omit<CustomerEntry, "key">[];
}

export interface ExportCustomerDeps {
  readonly dossiers: DossierStore;
  readonly contacts: ContactStore;
  readonly cards: Pick<CardStore, "read">;
  readonly copies: Pick<CopyStore, "read">;
  readonly changes: Pick<AddressChangeStore, "newAddress" | "formerAddress">;
  readonly suppressions: SuppressionStore;
  readonly waitingTexts: Pick<SmsInboxStore, "open">;
  readonly conversations: Pick<ConversationStore, "ofCustomer" | "head" | "read">;
  readonly feedback: Pick<FeedbackStore, "read" | "open">;
  readonly entries: CustomerEntriesStore;
  /** With the key of addresses: a customer reads what they wrote themselves. */
  readonly people: Pick<PeopleStore, "preferences">;
  readonly now: Now;
}

const READS_AT_ONCE = 10;

/** Undefined for an unknown customer. Changes nothing. */
export function exportCustomer(dependencies: ExportCustomerDeps) {
  return async (customer: CustomerId): Promise<Exported | undefined> => {
    const { cards, dossiers, entries, now } = dependencies;
    const [held, purchases, card] = await Promise.all([
      dossiers.read(customer),
      entries.of(customer),
      cards.read(customer),
    ]);
    if (held.length === 0 && purchases.length === 0) return undefined;
    return {
      customer,
      exportedAt: now(),
      addresses: await addressesOf(dependencies, customer),
      otherAddresses: await otherAddressesOf(dependencies, customer, held),
      ...(card && { card: { token: card.token, since: card.since } }),
      messages: await messagesOf(dependencies, customer, held),
      held: await clearHeld(dependencies, customer, held),
      texts: await textsOf(dependencies, held),
      conversations: await conversationsOf(dependencies, customer),
      feedback: await feedbackOf(dependencies, held),
      purchases: purchases.map(({ key: _, ...entry }) => entry),
    };
  };
}

async function addressesOf(
  { contacts, suppressions }: ExportCustomerDeps,
  customer: CustomerId,
): Promise<Exported["addresses"]> {
  const rows = await contacts.contacts(customer);
  const blocked = await suppressions.read(rows);
  const found = rows.map(async ({ channel, confirmed, at }) => {
    const address = await contacts.readAddress(customer, channel);
    const stop = blocked.find((one) => one.channel === channel);
    if (address === undefined) return [];
    const suppressed = stop && { reason: stop.reason, at: stop.at };
    return [{ channel, address, confirmed, since: at, ...(suppressed && { suppressed }) }];
  });
  return (await Promise.all(found)).flat();
}

async function otherAddressesOf(
  { changes }: ExportCustomerDeps,
  customer: CustomerId,
  held: readonly Held[],
): Promise<Exported["otherAddresses"]> {
  const wanted = CHANNELS.map(async (channel) => {
    const found = await changes.newAddress(customer, channel);
    return found === undefined ? [] : [{ channel, address: found.address, is: "wanted" as const }];
  });
  const former = held.map(async ({ kind, name }) => {
    const found = kind === "formerAddress" ? await changes.formerAddress(customer, name) : undefined;
    return found === undefined
      ? []
      : [{ channel: found.channel, address: found.address, is: "former" as const }];
  });
  return (await Promise.all([...wanted, ...former])).flat();
}

async function textsOf(
  { waitingTexts }: ExportCustomerDeps,
  held: readonly Held[],
): Promise<Exported["texts"]> {
  const known = held.flatMap(({ kind, facts }) => (kind === "text" ? [KnownText.parse(facts)] : []));
  const opened = known.map(async (one) => {
    const said = await waitingTexts.open(one);
    return said === undefined ? [] : [{ at: one.at, ...said }];
  });
  return (await Promise.all(opened)).flat();
}

async function conversationsOf(
  { conversations }: ExportCustomerDeps,
  customer: CustomerId,
): Promise<Exported["conversations"]> {
  const theirs = await conversations.ofCustomer(customer);
  const read = await mapBounded(theirs, READS_AT_ONCE, readConversation({ conversations }));
  return read.filter((one) => one !== undefined);
}

async function feedbackOf(
  { feedback }: ExportCustomerDeps,
  held: readonly Held[],
): Promise<Exported["feedback"]> {
  const known = held.flatMap(({ kind, facts }) => (kind === "feedback" ? [KnownFeedback.parse(facts)] : []));
  const read = await mapBounded(known, READS_AT_ONCE, async (one) => {
    const [answer, said] = await Promise.all([feedback.read(one), feedback.open(one)]);
    if (answer === undefined || said === undefined) return [];
    const { customer: _, contact: __, ...facts } = answer;
    return [{ ...facts, ...said }];
  });
  return read.flat();
}

async function clearHeld(
  { people }: ExportCustomerDeps,
  customer: CustomerId,
  held: readonly Held[],
): Promise<Exported["held"]> {
  const chosen = await people.preferences(customer);
  return byKind(
    held.map((row) => (row.kind === "preferences" && chosen ? { ...row, facts: { ...chosen } } : row)),
  );
}

async function messagesOf(
  { copies }: ExportCustomerDeps,
  customer: CustomerId,
  held: readonly Held[],
): Promise<Exported["messages"]> {
  const copied = held.flatMap(({ kind, facts }) => {
    const entry = kind === "history" ? HistoryEntry.parse(facts) : undefined;
    return entry?.outcome === "sent" && entry.copied ? [CopyOf.parse(entry)] : [];
  });
  const read = await mapBounded(copied, READS_AT_ONCE, async (of) => {
    const copy = await copies.read(customer, of);
    return copy === undefined ? [] : [{ ...of, ...copy }];
  });
  return read.flat();
}

/** What is exported in clear text: encrypted it says nothing. */
const CLEARED: readonly string[] = [
  ...["contact", "newAddress", "formerAddress", "text", "copy", "card", "feedback"],
];

/** Leaves out what was encrypted ({@link CLEARED}). */
function byKind(held: readonly Held[]): Exported["held"] {
  const kinds: Record<string, Record<string, unknown>[]> = {};
  for (const { kind, name, facts } of held) {
    if (CLEARED.includes(kind)) continue;
    kinds[kind] ??= [];
    kinds[kind].push(name === "" ? { ...facts } : { name, ...facts });
  }
  return kinds;
}
