interface Key {
  readonly pk: string;
  readonly sk: string;
}

/** All rows of one customer are neighbours, so that exporting and forgetting them is one query. Dates sort as text. */
function ofCustomer(customer: string, sk: string): Key {
  return { pk: `customer#${customer}`, sk };
}

export function customerPartition(customer: string): string {
  return ofCustomer(customer, "").pk;
}
/** The salt under which this customer's addresses are encrypted: without it nobody can read them. */
export function saltKey(customer: string): Key {
  return ofCustomer(customer, "salt");
}
export function contactKey(customer: string, channel: string): Key {
  return ofCustomer(customer, `contact#${channel}`);
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
/** Messages sent, deferred and dropped, newest last. */
export function historyKey(customer: string, at: string, message: string): Key {
  return ofCustomer(customer, `history#${at}#${message}`);
}
/** How many messages of a channel were claimed in one day of the person's own. */
export function capKey(customer: string, channel: string, day: string): Key {
  return ofCustomer(customer, `cap#${channel}#${day}`);
}
/** The row that makes a send happen at most once. `sendKey` is derived from what the message is about. */
export function sendClaimKey(customer: string, sendKey: string): Key {
  return ofCustomer(customer, `send#${sendKey}`);
}
/** An address that must not be written to, by the keyed hash of its normal form: it outlives the customer. */
export function suppressionKey(channel: string, hmac: string): Key {
  return { pk: `suppression#${channel}#${hmac}`, sk: "suppression" };
}
/** A single-use link, or a session, by the hash of its random token. */
export function linkKey(hash: string): Key {
  return { pk: `link#${hash}`, sk: "link" };
}
export function sessionKey(hash: string): Key {
  return { pk: `session#${hash}`, sk: "session" };
}
/** The ids under which providers know a send, so that their delivery events find it. */
export function providerKey(provider: string, id: string): Key {
  return { pk: `provider#${provider}#${id}`, sk: "provider" };
}
