interface Key {
  readonly pk: string;
  readonly sk: string;
}

/** All rows of one customer are in one partition, so that exporting and forgetting them is one query. Dates sort as text. */
function ofCustomer(customer: string, sk: string): Key {
  return { pk: `customer#${customer}`, sk };
}

/** The range of current consents, contacts and conversations: neighbours, read in one query. */
export const STANDING = { from: "consents#", to: "conversation#~" } as const;
export const CONSENTS = { from: "consents#", to: "consents#~" } as const;
export const CONTACTS = { from: "contact#", to: "contact#~" } as const;
/** The range of history entries since a time. */
export function historySince(at: string): { readonly from: string; readonly to: string } {
  return { from: `history#${at}`, to: "history#~" };
}
/** The range of history entries of one second. */
export function historyAt(at: string): { readonly from: string; readonly to: string } {
  return { from: `history#${at}#`, to: `history#${at}#~` };
}
export function isConversationKey(sk: string): boolean {
  return sk.startsWith("conversation#");
}
export function isContactKey(sk: string): boolean {
  return sk.startsWith("contact#");
}
/** The kind of a customer's row, and its name among that kind: `consent` and `impact#email#000001`. */
export function customerRow(sk: string): { readonly kind: string; readonly name: string } {
  const [kind = "", ...name] = sk.split("#");
  return { kind, name: name.join("#") };
}
export function isHistory(sk: string): boolean {
  return "history#" < sk && sk < "history#~";
}

export function customerPartition(customer: string): string {
  return ofCustomer(customer, "").pk;
}
/** The customer of a partition: the inverse of {@link customerPartition}. */
export function customerOfPartition(pk: string): string {
  return pk.slice(customerPartition("").length);
}
/** The salt under which this customer's addresses are encrypted: without it they cannot be decrypted. */
export function saltKey(customer: string): Key {
  return ofCustomer(customer, "salt");
}
export function contactRowKey(customer: string, channel: string): Key {
  return ofCustomer(customer, `contact#${channel}`);
}
/** The address that a customer wants on this channel, until its owner has answered from there. */
export function newAddressKey(customer: string, channel: string): Key {
  return ofCustomer(customer, `newAddress#${channel}`);
}
/** The address that a change replaced, for the one notice that goes there. `change` is the id of the link. */
export function formerAddressKey(customer: string, change: string): Key {
  return ofCustomer(customer, `formerAddress#${change}`);
}
export function preferencesKey(customer: string): Key {
  return ofCustomer(customer, "preferences");
}
/** Append-only; `sequence` is the version that this record makes. */
export function consentRecordKey(customer: string, topic: string, channel: string, version: number): Key {
  return ofCustomer(customer, `consent#${topic}#${channel}#${String(version).padStart(6, "0")}`);
}
export function consentNowKey(customer: string, topic: string, channel: string): Key {
  return ofCustomer(customer, `consents#${topic}#${channel}`);
}
/** Events of SES about a test letter of `wellspring smoke`. */
export function smokeEventPartition(smoke: string): string {
  return `smoke#${smoke}`;
}
export function smokeEventKey(smoke: string, type: string): Key {
  return { pk: smokeEventPartition(smoke), sk: type };
}
/** Messages sent, deferred and dropped, newest last. */
export function historyKey(customer: string, at: string, message: string): Key {
  return ofCustomer(customer, `history#${at}#${message}`);
}
/** What a message said, beside its entry of history. */
export function messageCopyKey(customer: string, at: string, message: string): Key {
  return ofCustomer(customer, `copy#${at}#${message}`);
}
/** The number of a channel's messages claimed in one day of the customer's own time zone. */
export function capKey(customer: string, channel: string, day: string): Key {
  return ofCustomer(customer, `cap#${channel}#${day}`);
}
/** The row that makes a send happen at most once. `sendKey` is derived from the subject of the message. */
export function sendClaimKey(customer: string, sendKey: string): Key {
  return ofCustomer(customer, `send#${sendKey}`);
}
/** An address that must not be written to, by the keyed hash of its normal form: it outlives the customer. */
export function suppressionKey(channel: string, hmac: string): Key {
  return { pk: `suppression#${channel}#${hmac}`, sk: "suppression" };
}
/** When the owner of an address was forgotten, by the keyed hash of its normal form: it outlives the customer. */
export function forgottenKey(channel: string, hmac: string): Key {
  return { pk: `forgotten#${channel}#${hmac}`, sk: "forgotten" };
}
/** A single-use link, by the hash of its random part: among its customer's rows, so that forgetting finds it. */
export function linkKey(customer: string, hash: string): Key {
  return ofCustomer(customer, `link#${hash}`);
}
export function sessionKey(customer: string, hash: string): Key {
  return ofCustomer(customer, `session#${hash}`);
}
/** A session that a letter's link opened, for reading. */
export function readingKey(customer: string, hash: string): Key {
  return ofCustomer(customer, `reading#${hash}`);
}
/** When a customer last signed out everywhere: no link of an older letter opens anything. */
export function signedOutKey(customer: string): Key {
  return ofCustomer(customer, "signedOut");
}
/** The ranges of a customer's sessions. */
export const SESSIONS = [
  { from: "reading#", to: "reading#~" },
  { from: "session#", to: "session#~" },
] as const;
/** The customers at this address: a row each, because a family may share a phone. Found from a text or a bounce. */
export function addressPartition(channel: string, hmac: string): string {
  return `address#${channel}#${hmac}`;
}
export function addressKey(channel: string, hmac: string, customer: string): Key {
  return { pk: addressPartition(channel, hmac), sk: `customer#${customer}` };
}
/** The customer's own card. */
export function cardKey(customer: string): Key {
  return ofCustomer(customer, "card");
}
/** One of the identity rows that name this customer, so that forgetting finds it. */
export function knownIdentityKey(customer: string, kind: string, hmac: string): Key {
  return ofCustomer(customer, `identity#${kind}#${hmac}`);
}
/** The count of events for a subject, by its keyed hash, in the window that began at `from`. */
export function limitKey(name: string, hmac: string, from: string): Key {
  return { pk: `limit#${name}#${hmac}`, sk: from };
}
