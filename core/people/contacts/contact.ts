import * as z from "zod";
import { CustomerId } from "../../model/customer.ts";
import type { Identity } from "../../model/purchase.ts";
import { Instant } from "../../model/purchase.ts";
import type { Channel } from "../../model/topic.ts";
import { decrypt, type EncryptionContext, encrypt } from "../../platform/crypto/encryption.ts";
import { AddressHash } from "./suppression.ts";

/**
 * How a customer is written to on one channel. The address itself is sealed; `hmac` finds it again without reading.
 * - `confirmed`: its owner answered from it. Until then only the question for it may be sent there
 */
export const ContactRow = AddressHash.extend({
  customer: CustomerId,
  sealed: z.string().min(1).max(1000),
  confirmed: z.boolean(),
  at: Instant,
});
export type ContactRow = z.infer<typeof ContactRow>;

/** A channel's addresses are identities of this kind, so that a purchase and a letter find the same person. */
export function identityOf({ channel, hmac }: AddressHash): Identity {
  return { kind: channel === "email" ? "email" : "phone", hmac };
}

interface Owner {
  readonly customer: CustomerId;
  readonly channel: Channel;
}

/**
 * Seals an address under the contact key and the customer's own salt: without the salt nobody reads it any more,
 * also not from a copy of this row. Opens only for the same customer and channel. `nonce` must be new each time.
 */
export function encryptAddress(
  key: string,
  salt: Uint8Array,
  nonce: Uint8Array,
  owner: Owner,
  address: string,
): string {
  return encrypt(key, salt, nonce, sealedFor(owner), address);
}

/** Throws when key, salt or owner are others than it was sealed for. */
export function decryptAddress(key: string, salt: Uint8Array, owner: Owner, sealed: string): string {
  return decrypt(key, salt, sealedFor(owner), sealed);
}

function sealedFor({ customer, channel }: Owner): EncryptionContext {
  return { purpose: "address", about: `${customer} ${channel}` };
}
