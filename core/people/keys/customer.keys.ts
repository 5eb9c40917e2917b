import type { Identity } from "../../model/purchase.ts";

interface Key {
  readonly pk: string;
  readonly sk: string;
}

/** The row that names the customer of an identity. state-machines/give-share.asl.json builds the same key. */
export function identityRowKey(identity: Identity): Key {
  return { pk: `identity#${identity.kind}#${identity.hmac}`, sk: "identity" };
}

/** The rows that name the customers of cards, as a pattern of IAM. */
export const CARD_PARTITIONS = identityRowKey({ kind: "customerCard", hmac: "*" }).pk;

/** The row that holds what a customer chose. state-machines/give-share.asl.json builds the same key. */
export function profileKey(customer: string): Key {
  return { pk: `customer#${customer}`, sk: "profile" };
}

/**
 * The row that counts the emails of nobody known that came with a known phone or card on a day: a shop's own number comes
 * with many.
 * state-machines/give-share.asl.json builds the same key.
 */
export function sharedIdentityKey(identity: Identity, day: string): Key {
  return { pk: `shared#${identity.kind}#${identity.hmac}`, sk: day };
}
