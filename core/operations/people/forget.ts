import { type ForgetWordsDeps, forgetWords } from "../../conversations/acts/forget-words.ts";
import type { KnownFeedback } from "../../feedback/answer.ts";
import type { FeedbackStore } from "../../feedback/feedback.store.ts";
import type { KeptBodies } from "../../intake/quarantine/quarantine.client.ts";
import type { Attachments } from "../../messaging/inbound/attachments.client.ts";
import type { KeptMails } from "../../messaging/inbound/kept-mails.client.ts";
import type { ConversationId } from "../../model/conversation.ts";
import type { CustomerId } from "../../model/customer.ts";
import { Identity, type Instant } from "../../model/purchase.ts";
import type { Channel } from "../../model/topic.ts";
import type { ContactStore } from "../../people/contacts/contact.store.ts";
import { identityOf } from "../../people/contacts/contact.ts";
import type { AddressHash } from "../../people/contacts/suppression.ts";
import { hasAddressOf } from "../../people/sessions/reply-address.ts";
import type { SmsInboxStore } from "../../people/sms/sms-inbox.store.ts";
import type { InboxText } from "../../people/sms/sms-inbox.ts";
import type { Now } from "../../platform/clock.ts";
import { formerForms, hashIdentity, normalEmail } from "../../platform/crypto/identity.ts";
import { countryOfPhone, normalPhone } from "../../platform/crypto/phone.ts";
import type { DossierStore } from "./dossier.store.ts";
import { namesSought, type Sought } from "./named-in.ts";

export interface ForgetDeps {
  readonly dossiers: Pick<DossierStore, "read" | "remove">;
  readonly contacts: Pick<ContactStore, "contacts" | "readAddress" | "markForgotten">;
  readonly waitingTexts: Pick<SmsInboxStore, "list" | "open" | "remove">;
  readonly feedback: Pick<FeedbackStore, "from" | "remove">;
  /** The key under which identities are hashed. */
  readonly identityKey: () => Promise<string>;
  /** The quarantine of webhooks and texts that could not be read; absent: it is not searched. */
  readonly quarantine?: KeptBodies | undefined;
  /** Mails that were not processed; absent: they are not searched. */
  readonly mails?: KeptMails | undefined;
  /** What came with mails; absent: the stage receives none. */
  readonly attachments?: Pick<Attachments, "removeAll"> | undefined;
  readonly conversations: ForgetWordsDeps["conversations"];
  readonly now: Now;
}

/** An identity in its normal form, as an operator names it who knows no customer with it. */
export interface NamedIdentity {
  readonly kind: Identity["kind"];
  readonly normal: string;
}

/**
 * What is kept of a person outside the rows of a customer: keys in quarantine, keys of mails that were not processed, texts of a
 * number that nobody had, conversations of an address that is no customer's, and what they said unnamed with an address for the answer.
 */
export interface Elsewhere {
  readonly conversations: readonly ConversationId[];
  readonly quarantined: readonly string[];
  readonly mails: readonly string[];
  readonly texts: readonly InboxText[];
  readonly feedback: readonly KnownFeedback[];
}

/**
 * How much was removed: rows of a customer, webhooks and texts in quarantine, mails that were not processed, what came with others,
 * texts that waited, the words of conversations, and unnamed feedback.
 */
export interface Forgotten {
  readonly outcome: "forgotten" | "unknown";
  readonly rows: number;
  readonly quarantined: number;
  readonly mails: number;
  readonly attachments: number;
  readonly texts: number;
  readonly conversations: number;
  readonly feedback: number;
}

/**
 * Removes everything personal of a customer: addresses, identities, consents, preferences, history, and what
 * names one of their identities in quarantine, waits as a text of their number, or was said in their conversations, of which
 * kinds and times stay. Never touches the ledger: its entries
 * keep an opaque id that no longer leads to a person, and every total stays the same. Two things stay of each address, as
 * a keyed hash: a suppression, so that no message goes there again, and the time, so that no older proof of an agreement
 * counts. A second call is safe, and finishes what a crash left.
 */
export function forget(deps: ForgetDeps) {
  return async (customer: CustomerId): Promise<Forgotten> => {
    // First, because their addresses cannot be decrypted, and their identities not be found, once their rows are gone.
    const { conversations, ...elsewhere } = await removeElsewhere(deps, await soughtOf(deps, customer));
    const theirs = await forgetWords(deps)(customer);
    const attachments = (await deps.attachments?.removeAll(customer)) ?? 0;
    const rows = await deps.dossiers.remove(customer);
    return {
      outcome: rows === 0 ? "unknown" : "forgotten",
      rows,
      ...elsewhere,
      attachments,
      conversations: conversations + theirs,
    };
  };
}

/**
 * Forgets a person who only bought, by one of their identities. The ledger holds none: a purchase's identities only find
 * its customer. So what there is lies in quarantine, or waits as a text; and the time is kept as for a customer.
 */
export function forgetIdentity(deps: ForgetDeps) {
  return async (identity: NamedIdentity): Promise<Forgotten> => ({
    outcome: "forgotten",
    rows: 0,
    // A stranger's are never kept.
    attachments: 0,
    ...(await removeElsewhere(deps, await soughtBy(deps, identity))),
  });
}

/** What `forget` would find of a customer outside their rows. Changes nothing. */
export async function keptElsewhere(deps: ForgetDeps, who: CustomerId | NamedIdentity): Promise<Elsewhere> {
  return findElsewhere(deps, typeof who === "string" ? await soughtOf(deps, who) : await soughtBy(deps, who));
}

async function removeElsewhere(
  deps: ForgetDeps,
  sought: Sought,
): Promise<Omit<Forgotten, "outcome" | "rows" | "attachments">> {
  await markAddresses(deps, sought, deps.now());
  const { quarantined, mails, texts, conversations, feedback } = await findElsewhere(deps, sought);
  for (const key of quarantined) await deps.quarantine?.release(key);
  for (const key of mails) await deps.mails?.release(key);
  for (const text of texts) await deps.waitingTexts.remove(text);
  for (const address of sought.identities.flatMap(addressOf)) await forgetWords(deps)(address);
  for (const one of feedback) await deps.feedback.remove(one);
  return {
    quarantined: quarantined.length,
    mails: mails.length,
    texts: texts.length,
    conversations: conversations.length,
    feedback: feedback.length,
  };
}

async function markAddresses({ contacts }: ForgetDeps, { identities }: Sought, at: Instant): Promise<void> {
  for (const address of identities.flatMap(addressOf)) await contacts.markForgotten(address, at);
}

const CHANNEL_OF = {
  email: "email",
  phone: "sms",
  card: undefined,
  customerCard: undefined,
} as const satisfies Record<Identity["kind"], Channel | undefined>;

function addressOf({ kind, hmac }: Identity): AddressHash[] {
  const channel = CHANNEL_OF[kind];
  return channel === undefined ? [] : [{ channel, hmac }];
}

async function findElsewhere(deps: ForgetDeps, sought: Sought): Promise<Elsewhere> {
  const isNamed = namesSought(await deps.identityKey(), sought);
  const mails = await mailsOf(deps, sought, isNamed);
  if (sought.identities.length === 0)
    return { quarantined: [], mails, texts: [], conversations: [], feedback: [] };
  const quarantined: string[] = [];
  for await (const { key, text, more = [] } of deps.quarantine?.bodies() ?? [])
    if ([text, ...more].some(isNamed)) quarantined.push(key);
  // A customer's own texts go with their rows.
  const strangers = (await deps.waitingTexts.list()).filter(({ customer }) => customer === undefined);
  const texts: InboxText[] = [];
  for (const text of strangers) {
    const opened = await deps.waitingTexts.open(text);
    if (opened !== undefined && isNamed(JSON.stringify(opened))) texts.push(text);
  }
  const conversations: ConversationId[] = [];
  for (const address of sought.identities.flatMap(addressOf))
    conversations.push(...(await deps.conversations.ofStranger(address)));
  const feedback = new Map<string, KnownFeedback>();
  for (const address of sought.identities.flatMap(addressOf))
    for (const one of await deps.feedback.from(address)) feedback.set(one.id, one);
  return { quarantined, mails, texts, conversations, feedback: [...feedback.values()] };
}

/** Mails that name them, or are for an address that only their letters have. */
async function mailsOf(
  { mails }: ForgetDeps,
  { customer }: Sought & { readonly customer?: CustomerId },
  isNamed: (body: string) => boolean,
): Promise<string[]> {
  const found: string[] = [];
  for await (const { key, text } of mails?.bodies() ?? [])
    if (isNamed(text) || (customer !== undefined && hasAddressOf(text, customer))) found.push(key);
  return found;
}

/** A customer by all their identities, in today's form and in a former one. */
async function soughtOf(
  { contacts, dossiers, identityKey }: ForgetDeps,
  customer: CustomerId,
): Promise<Sought & { readonly customer: CustomerId }> {
  const [rows, held] = await Promise.all([contacts.contacts(customer), dossiers.read(customer)]);
  const known = held.flatMap(({ kind, facts }) => (kind === "identity" ? [Identity.parse(facts)] : []));
  const clear = await Promise.all(
    rows.map(async ({ channel }) => (await contacts.readAddress(customer, channel)) ?? []),
  );
  const key = await identityKey();
  const countries = held.flatMap(({ kind, facts }) =>
    kind === "preferences" && typeof facts["country"] === "string" ? [facts["country"]] : [],
  );
  const addresses = clear.flat();
  return {
    customer,
    identities: [...known, ...rows.map(identityOf), ...addresses.flatMap((one) => formsOf(key, one))],
    clear: addresses.map(normalOf),
    countries: [...countries, ...addresses.flatMap((one) => countryOfPhone(one, undefined) ?? [])],
  };
}

/** The identities of an address that is kept, also where it is kept in a former form. */
function formsOf(key: string, address: string): Identity[] {
  return hashesOf(key, { kind: address.includes("@") ? "email" : "phone", normal: normalOf(address) });
}

function normalOf(address: string): string {
  return (address.includes("@") ? normalEmail(address) : normalPhone(address, undefined)) ?? address;
}

async function soughtBy({ identityKey }: ForgetDeps, identity: NamedIdentity): Promise<Sought> {
  const country = identity.kind === "phone" ? countryOfPhone(identity.normal, undefined) : undefined;
  return {
    identities: hashesOf(await identityKey(), identity),
    clear: isAddress(identity) ? [identity.normal] : [],
    countries: country === undefined ? [] : [country],
  };
}

function isAddress({ kind }: Pick<NamedIdentity, "kind">): boolean {
  return CHANNEL_OF[kind] !== undefined;
}

function hashesOf(key: string, { kind, normal }: NamedIdentity): Identity[] {
  const forms = isAddress({ kind }) ? [normal, ...formerForms(normal)] : [normal];
  return forms.map((form) => ({ kind, hmac: hashIdentity(key, form) }));
}
