import * as z from "zod";
import { CustomerId } from "../../model/customer.ts";
import type { Identity } from "../../model/purchase.ts";
import { Instant } from "../../model/purchase.ts";
import type { Channel } from "../../model/topic.ts";
import { decrypt, type EncryptionContext, encrypt } from "../../platform/crypto/encryption.ts";
import { AddressHash } from "./suppression.ts";

/**
 * A customer's address on one channel. The address itself is encrypted; `hmac` finds it without decrypting.
 * - `confirmed`: its owner answered from it. Until then only the question whether it is theirs may be sent there
 */
export const ContactRow = AddressHash.extend({
  customer: CustomerId,
  sealed: z.string().min(1).max(1000),
  confirmed: z.boolean(),
  at: Instant,
});
export type ContactRow = z.infer<typeof ContactRow>;

/** The identity of an address, so that a purchase and a letter find the same customer. */
export function identityOf({ channel, hmac }: AddressHash): Identity {
  return { kind: channel === "email" ? "email" : "phone", hmac };
}

/** `place`: the row that holds the address, where it is not the contact itself: one cannot be put in the other's place. */
interface Owner {
  readonly customer: CustomerId;
  readonly channel: Channel;
  readonly place?: "new" | "former";
}

/**
 * Encrypts an address under the contact key and the customer's own salt: without the salt it cannot be decrypted, not
 * even from a copy of this row. Decrypts only for the same customer and channel. `nonce` must be new each time.
 */
export function encryptAddress(
  key: string,
  salt: Uint8Array,
  nonce: Uint8Array,
  owner: Owner,
  address: string,
): string {
  return encrypt(key, salt, nonce, encryptionContextOf(owner), address);
}

/** Throws when key, salt or owner are not those of the encryption. */
export function decryptAddress(key: string, salt: Uint8Array, owner: Owner, ciphertext: string): string {
  return decrypt(key, salt, encryptionContextOf(owner), ciphertext);
}

function encryptionContextOf({ customer, channel, place }: Owner): EncryptionContext {
  return { purpose: "address", about: [customer, channel, ...(place ? [place] : [])].join(" ") };
}
